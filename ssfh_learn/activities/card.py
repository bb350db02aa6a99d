"""The cards of a refresher, and how good an answer to a card was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions import Question


@dataclass(frozen=True)
class RefresherCard:
    """A question that can return, the Markdown text above it, and whether its options may be shuffled."""

    question: Question
    context: str | None = None
    shuffled: bool = True


@dataclass(frozen=True)
class Try:
    """How good an answer to a card was, from 0 to 1, and whether it was a dangerous choice."""

    card: str
    share: float
    critical: bool = False


def card_id(activity: str, name: str) -> str:
    """Return the id of a card; no other id has the dot, so cards of two activities cannot have the same id."""
    return f"{activity}.{name}"
