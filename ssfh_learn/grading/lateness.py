"""What handing in late means: what the course's own policy subtracts, and when an attempt does not count at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ssfh_learn.grading.choice import EVERYTHING, FREE, Cost
from ssfh_learn.grading.deadline import Deadline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.records import Explained
    from ssfh_learn.results import NotCounted


class LatePolicy:
    """The course's late policy, as nbgrader's own preprocessor would use it."""

    def __init__(self, course: Course) -> None:
        self._course = course

    @cached_property
    def _ask(self) -> Callable[[str, float, float], float | None]:
        """The question to nbgrader's plugin; it is made when it is asked first, because most pages never ask it."""
        from nbgrader.plugins import LateSubmissionPlugin
        from traitlets.utils.importstring import import_item

        chosen = self._course.config.AssignLatePenalties.get("plugin_class", LateSubmissionPlugin)
        plugin = (import_item(chosen) if isinstance(chosen, str) else chosen)(config=self._course.config)
        ask: Callable[[str, float, float], float | None] = plugin.late_submission_penalty
        return ask

    def penalty(self, student: str, score: float, late: float) -> float | None:
        """Return what a late submission costs, between nothing and all of the score."""
        penalty = self._ask(student, score, late) if late > 0 else None
        return None if penalty is None else min(max(penalty, 0.0), score)


@dataclass(frozen=True)
class Lateness:
    """What being late means for one learner; `explained` is when explanations became readable to her, if they did."""

    student: str
    deadline: Deadline
    explained: Explained | None
    policy: LatePolicy

    def of_other_questions(self) -> Lateness:
        """Return what it means for an attempt with other questions: that has no deadline, and no explanations yet."""
        return replace(self, deadline=Deadline(), explained=None)

    def why_not(self, at: datetime | None) -> NotCounted:
        """Return why an attempt that was handed in at a time does not count at all; empty where it does."""
        if self.deadline.is_over(at):
            return "too_late"
        return "explained" if self.explained is not None and at is not None and at > self.explained.at else ""

    def cost(self, at: datetime | None) -> Cost:
        """Return what being late costs an attempt that was handed in at a time: all of it where it does not count."""
        if self.why_not(at):
            return EVERYTHING
        late = self.deadline.seconds_late(at)
        return Cost(lambda points: self.policy.penalty(self.student, points, late)) if late else FREE
