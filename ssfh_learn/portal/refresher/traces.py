"""What a learner left in a module, as the journal has it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_at
from ssfh_learn.journal.sql import Seat
from ssfh_learn.portal.progress import STEPS
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


def read_traces(writing: Writing, learner: str, place: str, deck: Deck, steps: int) -> Traces:
    """Read what a learner left in a module of so many steps; what she practised only once it is done."""

    def events(seat: Seat) -> tuple[Event, ...]:
        return tuple(event for _, event in writing.events(seat))

    refresher = Seat(learner, place, REFRESHER, deck.refresher.is_private)
    traces = Traces(visits=events(Seat(learner, place, STEPS)), refreshed=events(refresher))
    if traces.day_done(steps) is None:
        return traces
    seats = {one.id: Seat(learner, place, one.id, one.is_private) for one in deck.sources}
    writing.read_ahead(dict.fromkeys(seats.values(), 0), ())
    return replace(traces, practised={id_: events(seat) for id_, seat in seats.items()})
