"""What a learner is told when a module is over: what she can do now, what went best, her own step, and what comes next.

The strongest point is decided only from what the program can decide: answers and choices that were right or not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.action_plan import ActionPlan
from ssfh_learn.activities.refresher import tries
from ssfh_learn.journal.projections import DONE
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities import Learner
    from ssfh_learn.activities.action_plan import PlanState
    from ssfh_learn.activities.card import Try
    from ssfh_learn.content.module import Goal
    from ssfh_learn.portal.learner.refresher import Traces
    from ssfh_learn.portal.published.deck import Deck
    from ssfh_learn.portal.published.library import PublishedModule

FEWEST = 2
"""Questions about a goal before it can be a strong point: one may be luck."""


@dataclass(frozen=True)
class StrongPoint:
    """A goal, and how many questions about it were all right the first time."""

    goal: Goal
    count: int

    @property
    def said(self) -> str:
        """The sentence about it."""
        return word("ending", "all_right", count=self.count)


@dataclass(frozen=True)
class PlannedStep:
    """One step of an action plan, as it was written."""

    level: str
    what: str
    who: str = ""
    when: str = ""


def abilities(goals: Iterable[Goal]) -> list[str]:
    """Return what goes on where "Je kunt nu" stops, for each goal; empty unless every goal says so."""
    found = [goal.able_to for goal in goals]
    return [one for one in found if one] if all(found) else []


def to_do(module: PublishedModule, step: str, statuses: Mapping[str, str]) -> str:
    """Return what is left to do in a step that is not done; of exercises of which one is enough, the first."""
    left = [one for one in module.exercises[step] if all(statuses.get(name) not in DONE for name in one)]
    said = section("ending")["to_do"]
    found = [module.activities[one[0]] for one in left if one[0] in module.activities]
    return " ".join(said.get(one.kind, said["other"]).format(title=one.title) for one in found) or (
        "" if left else word("ending", "to_open")
    )


def strongest(module: PublishedModule, deck: Deck, traces: Traces, learner: Learner) -> StrongPoint | None:
    """Return the goal of which the most questions were right; None if there is none of which nothing ever went wrong.

    A choice in a story is about every goal of that story. So no goal is called strong of which something comes back in
    the refresher because it was difficult.
    """
    right: dict[str, set[str]] = defaultdict(set)
    wrong: set[str] = set()
    for goals, one in _tries(deck, traces, learner):
        if one.share < 1 or one.critical:
            wrong.update(goals)
        elif len(goals) == 1:
            right[goals[0]].add(one.card)
    found = [
        StrongPoint(goal, len(right[goal.code]))
        for goal in module.description.goals
        if len(right[goal.code]) >= FEWEST and goal.code not in wrong
    ]
    return max(found, key=lambda one: one.count, default=None)


def _tries(deck: Deck, traces: Traces, learner: Learner) -> Iterator[tuple[tuple[str, ...], Try]]:
    """Yield each answer and choice in the module and its refresher, with the goals that it is about."""
    goals: dict[str, tuple[str, ...]] = {}
    for source in deck.sources:
        for card in source.cards():
            goals[card.question.id] = (card.question.goal,) if card.question.goal else source.goals
        for _, one in tries(source, traces.practised.get(source.id, ()), learner):
            yield goals.get(one.card, source.goals), one
    for _, one in tries(deck.refresher, traces.refreshed, learner):
        yield goals.get(one.card, ()), one


def action_plans(module: PublishedModule) -> list[ActionPlan]:
    """Return the action plans of a module."""
    return [one for one in module.activities.values() if isinstance(one, ActionPlan)]


def own_step(plan: ActionPlan, state: PlanState) -> PlannedStep | None:
    """Return the first step that she wrote in a plan, one that says who and when before one that does not."""
    written = [
        PlannedStep(level["name"], *(step[part].strip() for part in ("what", "who", "when")))
        for level in plan.view(state)["levels"]
        for step in level["steps"]
    ]
    steps = [one for one in written if one.what]
    return max(steps, key=lambda one: bool(one.who) + bool(one.when), default=None)
