"""How far a learner is in a module, from the events that she left there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from ssfh_learn.journal import Event
from ssfh_learn.journal.sql import Seat

if TYPE_CHECKING:
    from ssfh_learn.journal.sql import Writing

STEPS = "stappen"
"""The name under which the pages that she opened are kept; no activity can have it."""


@dataclass(frozen=True)
class Progress:
    """The steps that were opened, by number from 1, and the last one."""

    seen: frozenset[int] = frozenset()
    last: int | None = None

    def percent(self, steps: int) -> int:
        """Return the share of the steps that were opened."""
        return min(100, 100 * len([step for step in self.seen if step <= steps]) // steps) if steps else 0


def progress(writing: Writing, learner: str, place: str) -> Progress:
    """Return how far a learner is in a module."""
    visited = [event.attempt for _, event in writing.events(Seat(learner, place, STEPS))]
    return Progress(frozenset(visited), visited[-1] if visited else None)


def visit(writing: Writing, learner: str, place: str, step: int) -> None:
    """Remember that a step was opened."""
    if progress(writing, learner, place).last != step:
        response = {"kind": "visit", "id": str(uuid4())}
        writing.add(Seat(learner, place, STEPS), Event.now(activity=STEPS, content="", attempt=step, response=response))
