"""Turns texts of content files into sanitised HTML: Markdown for longer texts, bold and emphasis for phrases."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, overload

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


class Markup(TypedDict):
    """The only type in which HTML reaches a page; a learner's words are always plain strings."""

    html: str


class Labelled(TypedDict):
    """A text to choose, order or read, with its id."""

    id: str
    text: Markup


class Described(TypedDict):
    """A name with a text about it, with its id."""

    id: str
    name: str
    text: Markup


TAGS = {"p", "br", "hr", "strong", "em", "del", "sub", "sup", "code", "pre", "blockquote", "ul", "ol", "li"}
TAGS |= {"h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "details", "summary"}
"""The tags that a page keeps; of any other tag only its text stays."""
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


@cache
def markdown() -> MarkdownIt:
    """Return the Markdown parser for longer texts."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"typographer": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Return the sanitised HTML of one Markdown text."""
    return sanitised(markdown().render(text))


def sanitised(written: str) -> str:
    """Return HTML without scripts and other active content."""
    import nh3

    return nh3.clean(written, tags=TAGS, attributes=_ATTRIBUTES).strip()


def phrase(written: str) -> Markup:
    """Return a short text for a page: each character as it was typed, except for `**bold**` and `*emphasis*`."""
    return {"html": _phrase(written)}


@lru_cache(maxsize=4096)
def _phrase(written: str) -> str:
    return sanitised(_phrases().render(written))


@cache
def _phrases() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("zero").enable("emphasis")
    reader.inline.ruler.at("emphasis", _marks)
    return reader


_BEFORE_NO_MARK, _AFTER_NO_MARK = tuple("([{\\"), tuple(").,;:!?]}%")


def _marks(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (the shape of a rule of markdown-it)
    """Read stars and underscores as emphasis only around whole words: `5*3*2` and `(*)` have plain characters."""
    from markdown_it.rules_inline.state_inline import Delimiter

    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(start, False)  # noqa: FBT003  (markdown-it's own argument: no emphasis inside a word)
    before, after = state.src[:start], state.src[start + run.length :]
    opens = run.can_open and not before.endswith("\\") and not after.startswith(_AFTER_NO_MARK)
    closes = run.can_close and not before.endswith(_BEFORE_NO_MARK)
    for _ in range(run.length):
        token = state.push("text", "", 0)
        token.content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), run.length, place, end=-1, open=opens, close=closes))
    state.pos += run.length
    return True


_SIGNS = re.compile(r"[\\`*_{}\[\]<>#~|&!]")


def as_markdown(plain: str) -> str:
    """Return Markdown that shows these plain words."""
    return _SIGNS.sub(r"\\\g<0>", plain)


@overload
def markup(text: str) -> Markup: ...
@overload
def markup(text: str | None) -> Markup | None: ...
def markup(text: str | None) -> Markup | None:
    """Return a Markdown text of a content file for a page, or None if there is no text."""
    return None if text is None else {"html": html(text)}
