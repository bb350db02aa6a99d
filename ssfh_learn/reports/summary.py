"""How a number of people did on a test, all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ssfh_learn.results import outcome_of, percent_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ssfh_learn.results import GivenAnswers, Outcome


@dataclass(frozen=True)
class LearnerTotal:
    """What one learner has on a test: her points, her percentage, rounded down, and what came of it."""

    total: float
    percent: int
    outcome: Outcome


@dataclass(frozen=True)
class TestSummary:
    """How a number of people did: how many handed in, passed, did not pass, and wait for a person who grades.

    `passed`, `failed` and `waiting` are None where too few of them handed in to say how those did. In a test without
    a pass mark nobody passes and nobody fails.
    """

    test: str
    title: str
    people: int
    handed_in: int
    passed: int | None
    failed: int | None
    waiting: int | None

    @property
    def not_handed_in(self) -> int:
        """How many did not hand in."""
        return self.people - self.handed_in


def learner_totals(given: GivenAnswers) -> dict[str, LearnerTotal]:
    """Return the total of each learner by account, as the gradebook counts it: with extra credit, less the penalty."""
    who, got, worth = np.asarray(given.learner), np.asarray(given.points), np.asarray(given.worth)
    many, waits = len(given.learners), np.isnan(got)
    points = np.bincount(who[~waits], got[~waits], many) + np.asarray(given.extra) - np.asarray(given.penalty)
    waiting = np.bincount(who[waits], worth[waits], many)
    return {
        account: _total(given, total, open_points)
        for account, total, open_points in zip(given.learners, points.tolist(), waiting.tolist(), strict=True)
    }


def _total(given: GivenAnswers, total: float, waiting: float) -> LearnerTotal:
    percent = percent_of(total, given.maximum)
    best = percent_of(total + waiting, given.maximum) if waiting else None
    return LearnerTotal(total, percent, outcome_of(percent, given.pass_mark, best=best))


def summary(
    given: GivenAnswers, outcomes: Mapping[str, Outcome], people: Collection[str], *, with_results: bool
) -> TestSummary:
    """Return how these people did, of whom `outcomes` has who handed in; without results only how many did."""
    came_of = [outcomes.get(one) for one in people]
    shown: tuple[Outcome, ...] = ("passed", "failed", "waiting")
    results = [came_of.count(one) if with_results else None for one in shown]
    return TestSummary(given.test, given.title, len(people), len(people) - came_of.count(None), *results)
