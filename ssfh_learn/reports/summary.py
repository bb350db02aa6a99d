"""How a number of people did on a test, all together."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ssfh_learn.results import GivenAnswers


@dataclass(frozen=True)
class LearnerTotal:
    """What one learner has on a test: her percentage, rounded down, and whether she passed.

    `has_passed` is None while a person still has to grade something that could decide it, or without a pass mark.
    """

    total: float
    percent: int
    has_passed: bool | None


@dataclass(frozen=True)
class TestSummary:
    """How a number of people did: how many handed in, passed, did not pass, and wait for a person who grades.

    `passed` and `failed` are None where too few of them handed in to say how those did.
    """

    test: str
    title: str
    people: int
    handed_in: int
    passed: int | None
    failed: int | None

    @property
    def waiting(self) -> int | None:
        """How many handed in and do not know yet."""
        return None if self.passed is None or self.failed is None else self.handed_in - self.passed - self.failed

    @property
    def not_handed_in(self) -> int:
        """How many did not hand in."""
        return self.people - self.handed_in


def learner_totals(given: GivenAnswers) -> dict[str, LearnerTotal]:
    """Return the total of each learner by account, as the gradebook counts it: with extra credit, less the penalty."""
    points, still_open = [0.0] * len(given.learners), [0.0] * len(given.learners)
    for who, got, worth in zip(given.learner, given.points, given.worth, strict=True):
        if isnan(got):
            still_open[who] += worth
        else:
            points[who] += got
    return {
        account: _total(given, points[who] + given.extra[who] - given.penalty[who], still_open[who])
        for who, account in enumerate(given.learners)
    }


def _total(given: GivenAnswers, total: float, still_open: float) -> LearnerTotal:
    percent, best = (
        int(100 * one / given.maximum + 1e-9) if given.maximum else 0 for one in (total, total + still_open)
    )
    mark = given.pass_mark
    if mark is None:
        return LearnerTotal(total, percent, None)
    return LearnerTotal(total, percent, True if percent >= mark else None if best >= mark else False)


def summary(
    given: GivenAnswers, totals: Mapping[str, LearnerTotal], people: Collection[str], *, with_results: bool
) -> TestSummary:
    """Return how these people did; without results only how many handed in."""
    of_them = [totals[account] for account in people if account in totals]
    passed, failed = (sum(one.has_passed is value for one in of_them) for value in (True, False))
    results = (passed, failed) if with_results else (None, None)
    return TestSummary(given.test, given.title, len(people), len(of_them), *results)
