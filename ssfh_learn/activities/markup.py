"""Texts of content files to sanitised HTML: a longer one is Markdown, a phrase has bold and emphasis and no more."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, overload

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


class Markup(TypedDict):
    """The only shape in which HTML reaches a page; a learner's words are always plain strings."""

    html: str


class Labelled(TypedDict):
    """Something to choose, to order or to read, by its id."""

    id: str
    text: Markup


class Described(TypedDict):
    """Something with a name and a text about it, by its id."""

    id: str
    name: str
    text: Markup


TAGS = {"p", "br", "hr", "strong", "em", "del", "sub", "sup", "code", "pre", "blockquote", "ul", "ol", "li"}
TAGS |= {"h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "details", "summary"}
"""What a page keeps of HTML; of any other tag only the words between it stay."""
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


@cache
def markdown() -> MarkdownIt:
    """Return the reader of longer texts."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"typographer": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Return the sanitised HTML of one Markdown text."""
    return sanitised(markdown().render(text))


def sanitised(written: str) -> str:
    """Return HTML with nothing in it that could do anything."""
    import nh3

    return nh3.clean(written, tags=TAGS, attributes=_ATTRIBUTES).strip()


def phrase(written: str) -> Markup:
    """Return a short text as a page may show it: every sign as it was typed, but `**bold**` and `*emphasis*`."""
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
    """Read a run of stars or underscores as marks only around whole words: in `5*3*2` and `(*)` they are signs."""
    from markdown_it.rules_inline.state_inline import Delimiter

    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(start, False)  # noqa: FBT003  (markdown-it's own argument: no marks inside a word)
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
    """Return plain words as Markdown that reads the same."""
    return _SIGNS.sub(r"\\\g<0>", plain)


@overload
def markup(text: str) -> Markup: ...
@overload
def markup(text: str | None) -> Markup | None: ...
def markup(text: str | None) -> Markup | None:
    """Return a Markdown text of a content file as a page may show it, or None where there is no text."""
    return None if text is None else {"html": html(text)}
