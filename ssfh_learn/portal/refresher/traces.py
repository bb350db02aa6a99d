"""What a learner left in a module, as the journal has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.journal.sql import Seat
from ssfh_learn.portal.progress import STEPS
from ssfh_learn.portal.refresher.days import day_at
from ssfh_learn.portal.refresher.deck import REFRESHER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ssfh_learn.journal import Event
    from ssfh_learn.journal.sql import Writing
    from ssfh_learn.portal.refresher.deck import Deck


@dataclass(frozen=True)
class Traces:
    """The steps that a learner opened, what she practised (by activity), and what she refreshed."""

    visits: tuple[Event, ...] = ()
    practised: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    refreshed: tuple[Event, ...] = ()

    @property
    def begun(self) -> tuple[Event, ...]:
        """The beginning of each session."""
        return tuple(event for event in self.refreshed if event.kind == "begin")

    def day_done(self, steps: int) -> date | None:
        """Return the day on which all of so many steps had been opened, or None.

        Who began to refresh was done, whatever was added to the module since.
        """
        seen: set[int] = set()
        for event in self.visits:
            seen.add(event.attempt)
            if seen >= set(range(1, steps + 1)):
                return day_at(event.at)
        return day_at(self.refreshed[0].at) if self.refreshed else None


def read_traces(writing: Writing, learner: str, place: str, deck: Deck) -> Traces:
    """Read what a learner left in a module."""

    def events(activity: str, *, private: bool = False) -> tuple[Event, ...]:
        return tuple(event for _, event in writing.events(Seat(learner, place, activity, private)))

    return Traces(
        events(STEPS),
        {one.id: events(one.id, private=one.is_private) for one in deck.sources},
        events(REFRESHER, private=deck.refresher.is_private),
    )
