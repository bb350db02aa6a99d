"""Which attempt counts: the one with the most points after its own penalty, as far as this is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.grading.records import Manual

_STEPS = 8
"""How many scores are tried between the least and the most that open answers can earn."""


@dataclass(frozen=True)
class Cost:
    """What being late costs an attempt: `of` gives the penalty at so many points, between nothing and all of them.

    `counts` is false for an attempt that came too late to count: it is shown only if there is no other.
    """

    of: Callable[[float], float | None]
    counts: bool = True


FREE = Cost(lambda _points: None)
EVERYTHING = Cost(lambda points: points, counts=False)


def counting(
    attempts: Sequence[tuple[MarkedAttempt, Mapping[str, Manual]]], costs: Mapping[int, Cost] | None = None
) -> MarkedAttempt:
    """Return the attempt that counts, given what a person gave for each by grade cell, and what each costs by number.

    An open answer that nobody has graded yet could still earn all its points. A grader sees the attempt that could end
    highest. If it turns out lower, the next grading chooses the other one. So in the end the highest attempt counts,
    and nobody grades more than is needed. Of two equal attempts, the one with the least to grade counts.
    """

    def rank(pair: tuple[MarkedAttempt, Mapping[str, Manual]]) -> tuple[bool, float, float, int]:
        attempt, manual = pair
        cost = (costs or {}).get(attempt.number, FREE)
        return (cost.counts, *_could_become(attempt, manual, cost), -attempt.number)

    return max(attempts, key=rank)[0]


def _could_become(attempt: MarkedAttempt, manual: Mapping[str, Manual], cost: Cost) -> tuple[float, float]:
    """Return the most that could remain of an attempt after its penalty, and minus the part still to be graded.

    A course can have a penalty that grows faster than the points, so that the most points need not leave the most.
    """
    total = ungraded = 0.0
    for cell, score in attempt.scores.items():
        given, extra, _ = manual.get(cell, (None, None, None))
        if given is None and score.points is None:
            ungraded += score.maximum
        total += (extra or 0.0) + (given if given is not None else score.points or 0.0)
    steps = range(_STEPS + 1) if ungraded and cost is not FREE else (_STEPS,)
    possible = [total + ungraded * step / _STEPS for step in steps]
    return round(max(points - (cost.of(points) or 0.0) for points in possible), 9), -ungraded
