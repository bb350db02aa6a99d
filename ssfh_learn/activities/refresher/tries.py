"""Every answer or decision whose quality a learner was told, from her events."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.activities.activity import Activity, Learner, RecordedEvent
    from ssfh_learn.activities.card import Try

Happened = TypeVar("Happened", bound="RecordedEvent")


def tries(activity: Activity, events: Iterable[Happened], learner: Learner) -> Iterator[tuple[Happened, Try]]:
    """Yield each try with its event; an event that does not fit the content any more is left out."""
    state = activity.start(learner)
    for event in events:
        try:
            state = activity.respond(state, {**event.data, "kind": event.kind}, event.content)
        except Refused:
            continue
        found = activity.tried(state, event)
        if found is not None:
            yield event, found


def went_wrong(found: Sequence[Try]) -> bool:
    """Return whether the first or last try at a card was not completely right, or any choice was dangerous."""
    return found[0].share < 1 or found[-1].share < 1 or any(one.critical for one in found)
