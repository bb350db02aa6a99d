"""Sharing a self-assessment with the group: a separate act that can be taken back, and figures that point at nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.self_assessment import SelfAssessment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.portal.library import Course

FEWEST = 5
"""People in every figure of a group; with fewer a figure could point at somebody."""


@dataclass(frozen=True)
class Figure:
    """One subscale of a group: the mean to one decimal, or None where too few people shared it."""

    name: str
    mean: float | None


def means_of(activity: SelfAssessment, state: Any) -> dict[str, float]:
    """Return the means of the last finished round, by subscale; what had too few answers is left out."""
    finished = [one for one in state.rounds if one.finished]
    if not finished:
        return {}
    means = {scale.id: activity.mean(scale.id, finished[-1].answers) for scale in activity.subscales}
    return {name: mean for name, mean in means.items() if mean is not None}


def figures(activity: SelfAssessment, shared: Mapping[str, tuple[int, float]]) -> list[Figure]:
    """Return the figures of a group. When one subscale has too few people, none is told.

    Numbers of people are never told either: with them, and with what was told last week, one could work out what
    the one who came later filled in.
    """
    enough = all(shared.get(scale.id, (0, 0.0))[0] >= FEWEST for scale in activity.subscales)
    return [Figure(scale.name, round(shared[scale.id][1], 1) if enough else None) for scale in activity.subscales]


def assessments(courses: Iterable[Course]) -> list[tuple[Course, SelfAssessment]]:
    """Return every self-assessment of the modules."""
    found = []
    for course in courses:
        for name in course.module.activity_files:
            one = course.activity(name)
            if isinstance(one, SelfAssessment):
                found.append((course, one))
    return found
