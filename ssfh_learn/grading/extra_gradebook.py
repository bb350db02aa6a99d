"""Extra attempts in the gradebook: reading them, giving them, and taking the last gift back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import case, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import records
from ssfh_learn.grading.extra_attempts import (
    ExtraLine,
    LearnerAttempts,
    TestAttempts,
    WantedExtra,
    extra_to_take_back,
    plan_extra,
)
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.gradebook_reader import GradebookReader, unusable
from ssfh_learn.grading.manual_grading import ChangedMeanwhile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection


class ExtraReader(GradebookReader):
    """The extra attempts at one test, to read. Use it as a context manager."""

    def attempts(self) -> TestAttempts:
        """Return how many attempts everybody has now, with the log."""
        with self._reading() as connection:
            return read_attempts(connection, self)

    def reason_for(self, student: str) -> str:
        """Return why a learner has an extra attempt; empty if she has none."""
        with self._reading() as connection:
            if not records.extra_attempts(connection, self.assignment, student):
                return ""
            given = [one for one in _lines(connection, self.assignment) if one.student == student]
        undone = sum(one.attempts < 0 for one in given)
        gifts = [one for one in given if one.attempts > 0]
        return gifts[: len(gifts) - undone][-1].reason  # only the last gift can be taken back


class ExtraGradebook(CourseGradebook):
    """The extra attempts at one test, to change. Use it as a context manager."""

    def give(self, wanted: WantedExtra, seen: str, by: str, begun: Mapping[str, int]) -> None:
        """Give what a plan says, with its lines in the log: all of it, or nothing.

        `seen` is the version of the plan that somebody looked at. Raises ChangedMeanwhile if the plan is another by now
        or cannot be carried out, and GradingError if nothing can be written.
        """
        try:
            with self._transaction() as connection:
                at = _now()
                planned = plan_extra(read_attempts(connection, self), wanted, begun, at)
                if planned.version != seen or planned.impossible:
                    raise ChangedMeanwhile(self.assignment)
                new = uuid4().hex
                lines = []
                for one in planned.with_effect("given"):
                    self._learners.place_of(connection, one.student)  # she must be in the gradebook to be found there
                    lines.append(ExtraLine(new, at, by, one.student, wanted.group, 1, wanted.reason))
                self._append(connection, lines)
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def take_back(self, change: str, by: str, begun: Mapping[str, int]) -> None:
        """Take a gift back; raises ChangedMeanwhile if that is no longer possible."""
        try:
            with self._transaction() as connection:
                lines = extra_to_take_back(read_attempts(connection, self), change, begun)
                if not lines:
                    raise ChangedMeanwhile(self.assignment)
                at, new = _now(), uuid4().hex
                self._append(
                    connection,
                    [ExtraLine(new, at, by, one.student, one.group, -one.attempts, "") for one in lines],
                )
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def _append(self, connection: Connection, lines: Iterable[ExtraLine]) -> None:
        rows = [
            {
                "assignment": self.assignment,
                "change": one.change,
                "student": one.student,
                "group_id": one.group,
                "done_at": one.at,
                "done_by": one.by,
                "attempts": one.attempts,
                "reason": one.reason,
            }
            for one in lines
        ]
        connection.execute(insert(records.EXTRA), rows)


def read_attempts(connection: Connection, gradebook: GradebookReader) -> TestAttempts:
    """Return how many attempts everybody has at a test, as the gradebook says now."""
    name, attempt, rule = gradebook.assignment, records.ATTEMPT, gradebook.late_rule
    own = func.sum(case((attempt.c.cut_at.is_(None), 1), else_=0))
    asked = select(attempt.c.student, func.count().label("all"), own.label("own")).where(attempt.c.assignment == name)
    handed_in = {row.student: row for row in connection.execute(asked.group_by(attempt.c.student))}
    explained, lines = records.explained_to(connection, name), _lines(connection, name)
    extensions = gradebook.extensions(connection)
    extra: dict[str, int] = {}
    for line in lines:
        extra[line.student] = extra.get(line.student, 0) + line.attempts
    learners = {}
    for student in {*extra, *handed_in, *explained, *extensions}:
        row, known = handed_in.get(student), explained.get(student)
        deadline = rule.deadline_of(gradebook.duedate, extensions.get(student), known)
        counts = (int(row.all), int(row.own)) if row else (0, 0)
        learners[student] = LearnerAttempts(extra.get(student, 0), *counts, known is not None, deadline.last)
    return TestAttempts(gradebook.key.quiz.attempts, learners, tuple(lines), rule.deadline(gradebook.duedate).last)


def _lines(connection: Connection, assignment: str) -> list[ExtraLine]:
    asked = select(records.EXTRA).where(records.EXTRA.c.assignment == assignment).order_by(records.EXTRA.c.id)
    return [
        ExtraLine(row.change, row.done_at, row.done_by, row.student, row.group_id, row.attempts, row.reason)
        for row in connection.execute(asked)
    ]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
