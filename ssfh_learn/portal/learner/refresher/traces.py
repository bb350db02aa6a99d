"""What a learner left in a module, as the journal has it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_at
from ssfh_learn.journal import projections
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.published.deck import REFRESHER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from ssfh_learn.journal import Event
    from ssfh_learn.journal.projections import Opening
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.published.deck import Deck


@dataclass(frozen=True)
class Traces:
    """When a learner opened which step, what she practised (by activity), and what she refreshed."""

    opened: Mapping[str, Opening] = field(default_factory=dict)
    practised: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    refreshed: tuple[Event, ...] = ()

    @property
    def begun(self) -> tuple[Event, ...]:
        """The beginning of each session."""
        return tuple(event for event in self.refreshed if event.kind == "begin")

    def day_done(self, steps: Collection[str]) -> date | None:
        """Return the day on which all of these steps had been opened, or None.

        A learner who began to refresh was done, whatever was added to the module since.
        """
        if all(step in self.opened for step in steps):
            return day_at(max(self.opened[step].first for step in steps))
        return day_at(self.refreshed[0].at) if self.refreshed else None


def read_traces(transaction: ReadTransaction, learner: str, place: str, deck: Deck, steps: Collection[str]) -> Traces:
    """Read what a learner left in a module of these steps; what she practised only once it is done."""

    def events(stream: Stream) -> tuple[Event, ...]:
        return tuple(event for _, event in transaction.events(stream))

    opened = projections.openings_of(transaction.connection, learner, place).get(place, {})
    refreshed = events(Stream(learner, place, REFRESHER, deck.refresher.is_private))
    traces = Traces(opened=opened, refreshed=refreshed)
    if traces.day_done(steps) is None:
        return traces
    streams = {one.id: Stream(learner, place, one.id, one.is_private) for one in deck.sources}
    transaction.read_events_ahead(dict.fromkeys(streams.values(), 0))
    return replace(traces, practised={id_: events(stream) for id_, stream in streams.items()})
