"""What a learner is told when a module is over: what she can do now, what went best, her own step, and what comes next.

The strongest point is decided only from what the program can decide: questions that were right the first time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.action_plan import ActionPlan
from ssfh_learn.activities.refresher import tries
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities import Learner
    from ssfh_learn.activities.action_plan import PlanState
    from ssfh_learn.activities.activity import Activity
    from ssfh_learn.content.module import Goal
    from ssfh_learn.portal.learner.refresher import Traces
    from ssfh_learn.portal.published.deck import Deck
    from ssfh_learn.portal.published.library import PublishedModule

FEWEST = 2
"""Questions about a goal before it can be a strong point: one may be luck."""
STRONG = 0.75
"""The share of them that was right the first time."""


@dataclass(frozen=True)
class StrongPoint:
    """A goal, and how many of the questions about it were right the first time."""

    goal: Goal
    right: int
    count: int

    @property
    def said(self) -> str:
        """The sentence about it."""
        whole = self.right == self.count
        return word("ending", "all_right" if whole else "mostly_right", count=self.count, right=self.right)


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


def strongest(module: PublishedModule, deck: Deck, traces: Traces, learner: Learner) -> StrongPoint | None:
    """Return the goal that went best the first time; None if too few questions were right at once."""
    right: dict[str, list[bool]] = defaultdict(list)
    for goal, was_right in _first_tries(deck, traces, learner):
        right[goal].append(was_right)
    goals = {goal.code: goal for goal in module.description.goals}
    found = [
        StrongPoint(goals[code], sum(tried), len(tried))
        for code, tried in right.items()
        if code in goals and len(tried) >= FEWEST and sum(tried) >= STRONG * len(tried)
    ]
    order = list(goals)
    return max(found, key=lambda one: (one.right / one.count, one.count, -order.index(one.goal.code)), default=None)


def _first_tries(deck: Deck, traces: Traces, learner: Learner) -> Iterator[tuple[str, bool]]:
    """Yield the goal of each question that was tried, and whether it was right the first time."""
    goals = {question.id: question.goal for question in deck.refresher.questions}
    for source in deck.sources:
        seen: set[str] = set()
        for _, one in tries(source, traces.practised.get(source.id, ()), learner):
            if one.card in seen:
                continue
            seen.add(one.card)
            goal = goals.get(one.card) or _only_goal(source)
            if goal:
                yield goal, one.share == 1


def _only_goal(source: Activity) -> str | None:
    return source.goals[0] if len(source.goals) == 1 else None


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
