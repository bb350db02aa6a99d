"""Which attempt counts: the one with the most points, as far as that can be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.grading.records import Manual


def counting(attempts: Sequence[tuple[MarkedAttempt, Mapping[str, Manual]]]) -> MarkedAttempt:
    """Return the attempt that counts, given what a person gave for each, by grade cell.

    An open answer that nobody has graded yet could still earn all its points. The attempt that could end highest is
    the one to show to a grader; when it turns out lower, the next grading turns to the other one. So in the end the
    highest one counts, and nobody grades more than is needed. Of two that are equal, the one with the least to grade.
    """
    return max(attempts, key=lambda pair: (*_could_become(*pair), -pair[0].number))[0]


def _could_become(attempt: MarkedAttempt, manual: Mapping[str, Manual]) -> tuple[float, float]:
    """Return the points that an attempt could get, and minus the part that is still to be graded."""
    total = ungraded = 0.0
    for cell, score in attempt.scores.items():
        given, extra, _ = manual.get(cell, (None, None, None))
        if given is None and score.points is None:
            ungraded += score.maximum
        total += (extra or 0.0) + (given if given is not None else score.points or 0.0)
    return round(total + ungraded, 9), -ungraded
