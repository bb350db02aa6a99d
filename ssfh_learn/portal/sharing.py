"""Sharing a self-assessment with the group: a separate act that can be taken back, and figures that point at nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.library import PublishedModule

FEWEST = 5
"""People in every figure of a group; with fewer a figure could point at somebody."""


@dataclass(frozen=True)
class Figure:
    """One subscale of a group: the mean to one decimal, or None where too few people shared it."""

    name: str
    mean: float | None


def figures(activity: Activity, shared: Mapping[str, tuple[int, float]]) -> list[Figure]:
    """Return the figures of a group. When one subscale has too few people, none is told.

    Numbers of people are never told either: with them, and with what was told last week, one could work out what
    the one who came later filled in.
    """
    scales = activity.group_scales()
    enough = all(shared.get(id_, (0, 0.0))[0] >= FEWEST for id_ in scales)
    return [Figure(name, round(shared[id_][1], 1) if enough else None) for id_, name in scales.items()]


def can_be_shared(courses: Iterable[PublishedModule]) -> list[tuple[PublishedModule, Activity]]:
    """Return every activity of the modules whose outcome a learner may share."""
    found = ((course, one) for course in courses for one in course.activities.values())
    return [(course, one) for course, one in found if one.group_scales()]
