"""When a card comes back: FSRS, over the days on which the learner tried it.

FSRS counts in days of 24 hours; a learner counts in days of the calendar. So each try stands at noon of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsrs import Rating, Scheduler

RETENTION = 0.9
"""The chance that a card is still known on the day that it comes back. It is what FSRS advises: with more she would be
asked every few days for what she knows, with less she would have to learn it anew each time."""
LONGEST_INTERVAL = 182
"""Days. The magazine says that people return to old habits after half a year, so no card stays away longer."""
MOSTLY_RIGHT = 0.5
"""A share from which an answer was known, though with difficulty."""


@dataclass(frozen=True)
class Review:
    """A try at a card: on which day, and how good it was, from 0 to 1."""

    day: date
    share: float


def due_day(reviews: Iterable[Review]) -> date:
    """Return the day on which a card comes back after these tries, of which there is one at least, in their order."""
    from fsrs import Card

    card = None
    for review in reviews:
        # Without a time and a number of its own a card would take them from the clock.
        card = card or Card(card_id=1, due=_noon(review.day))
        card, _ = _scheduler().review_card(card, _rating(review.share), _noon(review.day))
    if card is None:
        msg = "a card that was never tried has no day"
        raise ValueError(msg)
    return card.due.date()


@cache
def _scheduler() -> Scheduler:
    """Return FSRS in whole days and without chance, so that the same tries always give the same day."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),  # these are minutes; within a session a card returns anyway
        relearning_steps=(),
        maximum_interval=LONGEST_INTERVAL,
        enable_fuzzing=False,
    )


def _rating(share: float) -> Rating:
    from fsrs import Rating

    if share >= 1:
        return Rating.Good
    return Rating.Hard if share >= MOSTLY_RIGHT else Rating.Again


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
