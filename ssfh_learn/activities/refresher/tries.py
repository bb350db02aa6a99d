"""Every time that a learner was told how good an answer or a decision was, read from her events."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.activities.activity import Activity, Learner, RecordedEvent
    from ssfh_learn.activities.card import Try

Happened = TypeVar("Happened", bound="RecordedEvent")


def tries(activity: Activity, events: Iterable[Happened], learner: Learner) -> Iterator[tuple[Happened, Try]]:
    """Yield each try with the event that was one; an event that no longer fits the content is left out."""
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
    """Say whether a card was not wholly right at the first or at the last try, or a choice was ever dangerous."""
    return found[0].share < 1 or found[-1].share < 1 or any(one.critical for one in found)
