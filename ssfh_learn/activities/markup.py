"""Markdown from content files to sanitised HTML."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Markup = dict[str, str]
"""`{"html": ...}`: the only shape in which HTML reaches a page; a learner's words are always plain strings."""

_TAGS = {"p", "br", "hr", "strong", "em", "del", "sub", "sup", "code", "pre", "blockquote", "ul", "ol", "li"}
_TAGS |= {"h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "details", "summary"}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"typographer": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=4096)
def html(markdown: str) -> str:
    """Return the sanitised HTML of one Markdown text."""
    return sanitised(_markdown().render(markdown))


def sanitised(written: str) -> str:
    """Return HTML with nothing in it that could do anything."""
    import nh3

    return nh3.clean(written, tags=_TAGS, attributes=_ATTRIBUTES).strip()


def markup(markdown: str | None) -> Markup | None:
    """Return a text of a content file as a page may show it, or None where there is no text."""
    return None if markdown is None else {"html": html(markdown)}
