"""How long a learner was busy with each question of a test, from the times of her answers.

All questions of a test are on one page, so nobody knows which one she reads. What counts is the time between an
answer and whatever she did before it: it goes to the question that was answered. A pause counts for no question.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.journal import Event

LONGEST = 600
"""Seconds; a longer time without any answer is a pause."""
Seconds = dict[str, float]
"""The seconds that went to each question, by its id."""


def answer_times(events: Iterable[Event]) -> Mapping[int, Seconds]:
    """Return the seconds for each question, by the number of the attempt; times that make no sense are left out."""
    found: defaultdict[int, Seconds] = defaultdict(dict)
    before: datetime | None = None
    for event in events:
        at, question = time_of(event.at), event.data.get("question")
        if event.kind == "answer" and isinstance(question, str) and at is not None and before is not None:
            passed = (at - before).total_seconds()
            if 0 <= passed <= LONGEST:
                hers = found[event.attempt]
                hers[question] = round(hers.get(question, 0.0) + passed, 1)
        before = at
    return found


def time_of(written: str) -> datetime | None:
    """Return the time of an event in UTC without a zone; None where it is no time."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
