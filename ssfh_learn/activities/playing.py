"""An activity with its recorded events: the state that they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.activity import Activity, Learner, RecordedEvent, State


@dataclass(frozen=True)
class Played:
    """A state rebuilt from events; `refused` counts the events that do not fit the content."""

    state: State
    refused: int


def response_of(event: RecordedEvent) -> dict[str, Any]:
    """Return the response that an event records, without its id."""
    return {**event.data, "kind": event.kind}


def play(activity: Activity, events: Iterable[RecordedEvent], learner: Learner, state: State | None = None) -> Played:
    """Rebuild a state from events, or continue from `state`; an event that does not fit is only counted."""
    state, refused = activity.start(learner) if state is None else state, 0
    for event in events:
        try:
            state = activity.respond(state, response_of(event), event.content)
        except Refused:
            refused += 1
    return Played(state, refused)


def played_events(
    activity: Activity, events: Iterable[RecordedEvent], learner: Learner
) -> Iterator[tuple[State, RecordedEvent]]:
    """Yield each event that fits, with the state after it."""
    state = activity.start(learner)
    for event in events:
        try:
            state = activity.respond(state, response_of(event), event.content)
        except Refused:
            continue
        yield state, event
