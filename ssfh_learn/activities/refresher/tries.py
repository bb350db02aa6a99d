"""Every time that a learner was told how good an answer or a decision was, read from her events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, TypeVar

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.refresher.cards import card_id, decision
from ssfh_learn.activities.refresher.refresher import Refresher, original
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.activities.activity import Activity, Learner, Recorded, State

Happened = TypeVar("Happened", bound="Recorded")


@dataclass(frozen=True)
class Try:
    """How good one try at a card was, from 0 to 1, and whether it was a dangerous choice."""

    card: str
    share: float
    critical: bool = False


def tries(activity: Activity, events: Iterable[Happened], learner: Learner) -> Iterator[tuple[Happened, Try]]:
    """Yield each try with the event that was one; an event that no longer fits the content is left out."""
    state = activity.start(learner)
    for event in events:
        try:
            state = activity.respond(state, {**event.data, "kind": event.kind}, event.content)
        except Refused:
            continue
        found = _tried(activity, state, event)
        if found is not None:
            yield event, found


def went_wrong(found: Sequence[Try]) -> bool:
    """Say whether a card was not wholly right at the first or at the last try, or a choice was ever dangerous."""
    return found[0].share < 1 or found[-1].share < 1 or any(one.critical for one in found)


@singledispatch
def _tried(activity: Activity, state: State, event: Recorded) -> Try | None:  # noqa: ARG001
    return None


@_tried.register(Quiz)
def _in_quiz(activity: Quiz, state: State, event: Recorded) -> Try | None:
    if event.kind != "check":
        return None
    name = str(event.data["question"])
    share = activity.question(name).share(state.latest.answers[name])
    return None if share is None else Try(card_id(activity.id, name), share)


@_tried.register(Refresher)
def _in_refresher(activity: Refresher, state: State, event: Recorded) -> Try | None:
    found = _in_quiz(activity, state, event)
    return found and replace(found, card=original(str(event.data["question"])))


@_tried.register(Scenario)
def _in_scenario(activity: Scenario, state: State, event: Recorded) -> Try | None:  # noqa: ARG001
    if event.kind != "choose":
        return None
    node = activity.node(str(event.data["node"]))
    choice = node.choice(str(event.data["choice"]))
    card = decision(activity, node)
    return Try(card.id, card.share(choice.id), choice.critical)
