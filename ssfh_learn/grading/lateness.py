"""How late a submission is, and what the course's own late policy takes off for that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ssfh_learn.grading.course import Course


def seconds_late(submitted_at: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    """Return the seconds after the deadline, a learner's extension included; 0 where there is no deadline."""
    if submitted_at is None or due is None:
        return 0.0
    return max(0.0, (submitted_at - due - (extension or timedelta())).total_seconds())


class LatePolicy:
    """The course's late policy, as nbgrader's own preprocessor would use it."""

    def __init__(self, course: Course) -> None:
        from nbgrader.plugins import LateSubmissionPlugin
        from traitlets.utils.importstring import import_item

        chosen = course.config.AssignLatePenalties.get("plugin_class", LateSubmissionPlugin)
        plugin = (import_item(chosen) if isinstance(chosen, str) else chosen)(config=course.config)
        self._ask: Callable[[str, float, float], float | None] = plugin.late_submission_penalty

    def penalty(self, student: str, score: float, late: float) -> float | None:
        """Return what a late submission costs, between nothing and all of the score."""
        penalty = self._ask(student, score, late) if late > 0 else None
        return None if penalty is None else min(max(penalty, 0.0), score)
