"""What of an activity can come back to be refreshed, and how good one try at it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions import Question


@dataclass(frozen=True)
class RefresherCard:
    """A question that can come back, in Markdown what is told above it, and whether its options may change order."""

    question: Question
    context: str | None = None
    shuffled: bool = True


@dataclass(frozen=True)
class Try:
    """How good one try at a card was, from 0 to 1, and whether it was a dangerous choice."""

    card: str
    share: float
    critical: bool = False


def card_id(activity: str, name: str) -> str:
    """Return the id of a card; the dot, which no other id has, keeps two activities apart."""
    return f"{activity}.{name}"
