"""What another deadline would make of results that are there: graded as it will be, and taken back at once."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading.deadline_gradebook import DeadlineGradebook
from ssfh_learn.grading.gradebook_reader import unusable
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.submission import read_submission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.deadline_plan import PlannedEnd

MOST_TRIED = 20
"""The most learners for whom it is worked out: each keeps the gradebook as busy as grading her work."""


class ResultEffect(NamedTuple):
    """The percentage of a learner now, and with the other deadline; None where nothing counts."""

    before: int | None
    after: int | None


class DeadlineEffects(DeadlineGradebook):
    """The gradebook of one test, to try deadlines in. Use it as a context manager."""

    def effects(
        self, course: Course, ends: Iterable[PlannedEnd], due: datetime | None = None
    ) -> dict[str, ResultEffect]:
        """Return by learner what becomes of her result, of the first whose result may change.

        `due` is the deadline that everybody would have; without it each has her own extension. Who handed in nothing
        that can be read is left out. Raises GradingError if the gradebook cannot be used.
        """
        found = {}
        for one in [end for end in ends if end.may_change_result][:MOST_TRIED]:
            try:
                found[one.student] = self._effect(course, one, due)
            except GradingError:
                continue
            except SQLAlchemyError as error:
                raise unusable(error) from error
        return found

    def _effect(self, course: Course, end: PlannedEnd, due: datetime | None) -> ResultEffect:
        key = self.key.allowing(*self.given_attempts(end.student))
        folder = course.folder("submitted", end.student, self.assignment)
        handed_in, _notes = read_submission(key, end.student, folder, open_counts=bool(course.late_rule.name))
        tried = copy(self)
        with self._transaction() as connection:
            (before,) = self._results(connection, end.student)
            if due is None:
                self._write_extension(connection, end.student, end.extension)
            else:
                tried.duedate = due
            after = tried._save(connection, handed_in).result  # noqa: SLF001  (the same gradebook)
            connection.rollback()
        return ResultEffect(before.percent, after.percent)
