"""Extra attempts in the gradebook: reading them, giving them, and taking the last gift back."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import case, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import records, tables
from ssfh_learn.grading.extra_attempts import (
    GIVEN,
    ExtraLine,
    LearnerAttempts,
    TestAttempts,
    WantedExtra,
    extra_to_take_back,
    plan_extra,
)
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.gradebook_reader import GradebookReader, unusable
from ssfh_learn.grading.problem import ChangedMeanwhile

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

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
            if not any(records.given_attempts(connection, self.assignment, student)):
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
                for one in (one for one in planned.people if one.effect in GIVEN):
                    self._learners.place_of(connection, one.student)  # she must be in the gradebook to be found there
                    is_other = one.effect == "other"
                    lines.append(ExtraLine(new, at, by, one.student, wanted.group, 1, wanted.reason, is_other))
                self._append(connection, lines)
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def take_back(self, change: str, by: str, begun: Mapping[str, int], began_other: Container[str] = ()) -> None:
        """Take a gift back; raises ChangedMeanwhile if that is no longer possible."""
        try:
            with self._transaction() as connection:
                lines = extra_to_take_back(read_attempts(connection, self), change, begun, began_other)
                if not lines:
                    raise ChangedMeanwhile(self.assignment)
                at, new = _now(), uuid4().hex
                self._append(
                    connection,
                    [ExtraLine(new, at, by, one.student, one.group, -one.attempts, "", one.other) for one in lines],
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
                "other": one.other,
            }
            for one in lines
        ]
        connection.execute(insert(tables.EXTRA), rows)


def read_attempts(connection: Connection, gradebook: GradebookReader) -> TestAttempts:
    """Return how many attempts everybody has at a test, as the gradebook says now."""
    name, rule, key = gradebook.assignment, gradebook.late_rule, gradebook.key
    handed_in = _handed_in(connection, gradebook)
    explained, lines = records.explained_to(connection, name), _lines(connection, name)
    extensions = gradebook.extensions(connection)
    given: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        given[line.student, line.other] += line.attempts
    learners = {}
    for student in {*(one.student for one in lines), *handed_in, *explained, *extensions}:
        known, counts = explained.get(student), handed_in.get(student, Counter())
        learners[student] = LearnerAttempts(
            extra=given[student, False],
            other=given[student, True],
            other_handed_in=counts["other"],
            handed_in=counts["all"],
            own=counts["own"],
            is_explained=known is not None,
            last=rule.deadline_of(gradebook.duedate, extensions.get(student), known).last,
        )
    last = rule.deadline(gradebook.duedate).last
    return TestAttempts(key.quiz.attempts, learners, tuple(lines), last, has_other=bool(key.newest_other))


def _handed_in(connection: Connection, gradebook: GradebookReader) -> dict[str, Counter[str]]:
    """Return how many attempts each learner handed in: all, those not by a deadline, and those with other questions."""
    attempt, others = tables.ATTEMPT, gradebook.key.other_contents
    own = func.sum(case((attempt.c.cut_at.is_(None), 1), else_=0)).label("own")
    asked = select(attempt.c.student, attempt.c.content, func.count().label("all"), own)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    of_test = asked.where(attempt.c.assignment == gradebook.assignment)
    for row in connection.execute(of_test.group_by(attempt.c.student, attempt.c.content)):
        other = row.all if row.content in others else 0
        found[row.student].update({"all": int(row.all), "own": int(row.own), "other": int(other)})
    return found


def _lines(connection: Connection, assignment: str) -> list[ExtraLine]:
    asked = select(tables.EXTRA).where(tables.EXTRA.c.assignment == assignment).order_by(tables.EXTRA.c.id)
    return [
        ExtraLine(
            *(row.change, row.done_at, row.done_by, row.student, row.group_id, row.attempts, row.reason),
            other=bool(row.other),
        )
        for row in connection.execute(asked)
    ]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
