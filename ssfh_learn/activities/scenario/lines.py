"""A text of a story as lines of a conversation: what somebody says, and what is told around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTATION = re.compile(r"“([^“”]*)”")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class StoryLine:
    """One line, in Markdown; `is_said` where it is speech."""

    text: str
    is_said: bool


def lines_of(text: str, *, is_quoting: bool) -> tuple[StoryLine, ...]:
    """Return the lines of a text that has a speaker, in its order.

    Where its author writes quotation marks (`is_quoting`), what stands between “ and ” is said and the rest is told.
    Otherwise all of it is said.
    """
    if not is_quoting:
        return (StoryLine(text, is_said=True),)
    pieces = _QUOTATION.split(text)
    # Signs without a word around a quotation (`**“Kom!”**`) are its layout, which cannot be cut off.
    if any(one.strip() and not _WORD.search(one) for one in pieces):
        return (StoryLine(text, is_said=True),)
    return tuple(
        StoryLine(piece.strip(), is_said=place % 2 == 1) for place, piece in enumerate(pieces) if piece.strip()
    )


def quotes(text: str) -> bool:
    """Say whether quotation marks tell what is said in a text."""
    return _QUOTATION.search(text) is not None
