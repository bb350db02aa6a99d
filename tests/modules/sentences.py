"""Sentences of a text in Markdown, as a reader meets them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import html

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "blockquote", "summary", "tr", "ul", "ol", "details"}
_CLOSED = "”’\"')"
_END = re.compile(rf"(?<=[.!?…])[{_CLOSED}]*\s+(?=[“‘\"'(]*[A-ZÀ-Þ0-9])")
_WORD = re.compile(r"\w+(?:[-’'./&:,]\w+)*")


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
        """Whether it ends as a sentence does, so that its length says something about how the text reads."""
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


@cache
def blocks(markdown: str) -> tuple[str, ...]:
    """Return the plain text of each paragraph, item, cell and heading."""
    parser = _Blocks()
    parser.feed(html(re.sub(r"^#{1,2} ", "### ", markdown, flags=re.MULTILINE)))  # pages have no larger headings
    return tuple(text for block in parser.blocks if (text := " ".join(block.split())))


def sentences(markdown: str) -> Iterator[Sentence]:
    """Yield the sentences of a text."""
    for block in blocks(markdown):
        yield from (Sentence(part) for part in _END.split(block) if _WORD.search(part))
