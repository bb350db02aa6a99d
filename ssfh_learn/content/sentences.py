"""Sentences of a text in Markdown, as a reader meets them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import html

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "blockquote", "summary", "tr", "ul", "ol", "details"}
_CLOSED = "”’\"')"
_END = re.compile(rf"(?<=[.!?…])[{_CLOSED}]*\s+(?=[“‘\"'(]*[A-ZÀ-Þ0-9])")
_LAYOUT = re.compile(r"[<>|`\[\]_#&\\~]|\n\s*(?:\n|[-+*=]|\d+[.)])|^\s*(?:[-+]|\*(?!\*)|\d+[.)])(?:\s|$)")
"""Most texts have nothing but bold words in them, and need no reader of Markdown: their sentences cost a tenth."""
_WORD = re.compile(r"\w+(?:[-’'./&:,]\w+)*")

_CHECKED = ("Wat is nog niet", "Nog niet door", "Gecontroleerd door")
_LIST_OF_SOURCES = re.compile(rf"Waar komt dit vandaan\?.*?(?=\*\*(?:{'|'.join(_CHECKED)})|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Sentence:
    """A sentence; a heading, a label or a cell of a table is one without an end."""

    text: str

    @property
    def words(self) -> int:
        """How many words it has: `RI&E`, `8.15` and `e-consult` are one."""
        return len(_WORD.findall(self.text))

    @property
    def is_whole(self) -> bool:
        """Whether it ends with a full stop or the like; only the length of such a sentence counts in an average."""
        return self.text.rstrip(_CLOSED).endswith((".", "!", "?", "…"))


class _Blocks(HTMLParser):
    """Collects the text of each block; a picture says its alternative."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.blocks.append("")
        if tag == "img":
            self.blocks += [dict(attrs).get("alt") or "", ""]
        if tag == "br":
            self.blocks[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data


@lru_cache(maxsize=4096)
def blocks(markdown: str) -> tuple[str, ...]:
    """Return the plain text of each paragraph, item, cell and heading."""
    if not _LAYOUT.search(markdown):
        return (" ".join(markdown.replace("*", "").split()),)
    parser = _Blocks()
    parser.feed(html(re.sub(r"^#{1,2} ", "### ", markdown, flags=re.MULTILINE)))  # pages have no larger headings
    return tuple(text for block in parser.blocks if (text := " ".join(block.split())))


def sentences(markdown: str) -> Iterator[Sentence]:
    """Yield the sentences of a text."""
    for block in blocks(markdown):
        yield from (Sentence(part) for part in _END.split(block) if _WORD.search(part))


def prose(markdown: str) -> str:
    """Return running text of a notebook: no headings, pictures and lines of sources."""
    text = re.sub(r"^#+ .*$|!\[.*?\]\(.*?\)", "", without_list_of_sources(markdown), flags=re.MULTILINE)
    return without_source_lines(text)


def without_list_of_sources(markdown: str) -> str:
    """Return a text without what stands under “Waar komt dit vandaan?”, up to whether somebody checked it."""
    return _LIST_OF_SOURCES.sub("", markdown)


def without_source_lines(markdown: str) -> str:
    """Return a text without paragraphs in italics, which say where the text above them comes from."""
    return "\n\n".join(part for part in markdown.split("\n\n") if not re.match(r"\*(?!\*)", part.strip()))
