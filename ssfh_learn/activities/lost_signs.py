"""Finds characters that Markdown would take for layout, and Markdown that a phrase would show as characters."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import TAGS, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

LONGEST = 40
_SUSPECT = re.compile(r"[<*\[]|^[ >]*(?:[>#+-]|\d+[.)])|^ {0,3}[=-]+ *$", re.MULTILINE)
"""Most texts have none of these characters, and need no further check."""
_TAG = re.compile(r"</?\s*([a-zA-Z][\w.-]*)[^>]*>")
_CODE = re.compile(r"\\[!-/:-@\[-`{-~]|&#?\w+;")
_LAYOUT = re.compile(r"!?\[[^\]]*\]\([^)]*\)|^ {0,3}(?:```|~~~).*$", re.MULTILINE)


def lost_in_phrase(text: str) -> Iterator[Flaw]:
    """Yield the Markdown in a short text that is shown as it was typed."""
    for code in _CODE.findall(text):
        if code[0] == "\\" or unescape(code) != code:
            yield Flaw("phrase_with_code", (), _written(code))
            break
    if layout := _LAYOUT.search(text):
        yield Flaw("phrase_with_layout", (), _written(layout[0]))


def lost_in_markdown(text: str, *, has_titles: bool = False) -> Iterator[Flaw]:
    """Yield what a reader of a longer text would not see; a notebook may have titles (`has_titles`)."""
    if not _SUSPECT.search(text):
        return
    references: dict[str, Any] = {}
    tokens = markdown().parse(text, references)
    lines = text.splitlines()
    for place, token in enumerate(tokens):
        first = lines[token.map[0]].strip() if token.map and token.map[0] < len(lines) else ""
        yield from _lost_in_block(tokens, place, first, has_titles=has_titles)
        for part in (token, *(token.children or ())):
            yield from _lost_tags(part)
        yield from _lost_stars(token)
    used = {label.casefold() for label in re.findall(r"\[([^\]]+)\](?!:)", text)}
    for label in references.get("references", {}):
        if label.casefold() not in used:
            yield Flaw("markdown_reference", (), _written(f"[{label.lower()}]:"))


def _lost_in_block(tokens: Sequence[Token], place: int, first: str, *, has_titles: bool) -> Iterator[Flaw]:
    """Yield what a block hides; `first` is its first line."""
    token = tokens[place]
    if token.type == "blockquote_open" and re.match(r"(?:(?:[-+*]|\d+[.)])\s+)*>\s*[=€\d]", first):
        yield Flaw("markdown_more_than", (), _written(first))
    elif token.type == "heading_open" and token.tag in {"h1", "h2"} and not has_titles:
        yield Flaw("markdown_title", (), _written(first))
    elif token.type == "bullet_list_open" and len(_items(tokens, place)) == 1 and re.match(r"[-+*]\s*[\d.,€]", first):
        yield Flaw("markdown_minus", (), _written(first))
    elif token.type == "ordered_list_open":
        yield from _lost_numbers([int(item.info) for item in _items(tokens, place)], first)


def _lost_numbers(numbers: Sequence[int], first: str) -> Iterator[Flaw]:
    """Yield a list with one item, which was not meant as a list, and a list with other numbers on the page."""
    if len(numbers) == 1:
        yield Flaw("markdown_number", (), _written(first))
    elif list(numbers) not in ([*range(numbers[0], numbers[0] + len(numbers))], [1] * len(numbers)):
        yield Flaw("markdown_numbers", (), _written(", ".join(f"{number}." for number in numbers)))


def _items(tokens: Sequence[Token], place: int) -> list[Token]:
    """Return the items of a list, without the items of lists inside it."""
    level, items = tokens[place].level, []
    for token in tokens[place + 1 :]:
        if token.level == level and token.nesting == -1:
            break
        if token.type == "list_item_open" and token.level == level + 1:
            items.append(token)
    return items


def _lost_tags(token: Token) -> Iterator[Flaw]:
    """Yield the tags that a page drops; comments are left out, because they are meant to be invisible."""
    if token.type in {"html_inline", "html_block"} and not token.content.lstrip().startswith("<!--"):
        for tag in _TAG.finditer(token.content):
            if tag[1].lower() not in TAGS:
                yield Flaw("markdown_tag", (), _written(tag[0]))


def _lost_stars(token: Token) -> Iterator[Flaw]:
    """Yield the stars in a text like `5*3*2` that became emphasis; in `on**gewenst**` emphasis was meant."""
    parts = token.children or []
    for place, part in enumerate(parts[1:], 1):
        if part.type in {"em_open", "strong_open"} and part.markup[0] == "*":
            before = parts[place - 1].content[-1:]
            end = next(n for n, one in enumerate(parts[place:], place) if one.level == part.level and one.nesting == -1)
            after = parts[end + 1].content[:1] if end + 1 < len(parts) else ""
            if before.isdigit() or (before.isalnum() and after.isalnum()):
                between = "".join(one.content or one.markup for one in parts[place : end + 1])
                yield Flaw("markdown_stars", (), _written(f"{before}{between}{after}"))


def _written(text: str) -> Mapping[str, str]:
    return {"written": text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"}
