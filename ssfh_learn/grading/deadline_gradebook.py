"""The deadlines of a test in nbgrader's gradebook: reading them, changing them, and taking the last change back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import deadline_log, records, tables
from ssfh_learn.grading.deadline_log import DeadlineLine, seconds_of
from ssfh_learn.grading.deadline_plan import LearnerDeadline, TestDeadlines, WantedDeadline, plan, to_take_back
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.gradebook_reader import GradebookReader, unusable
from ssfh_learn.grading.problem import ChangedMeanwhile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sqlalchemy.engine import Connection


class DeadlineReader(GradebookReader):
    """The deadlines of one test, to read. Use it as a context manager."""

    def deadlines(self) -> TestDeadlines:
        """Return every deadline as it is now, with the log."""
        with self._reading() as connection:
            return read_deadlines(connection, self._api, self.assignment)

    def reason_for(self, student: str) -> str:
        """Return why a learner has her extension; empty if she has none, or nobody gave a reason for this one."""
        table = self._api.SubmittedAssignment.__table__
        is_hers = (table.c.assignment_id == self._assignment_id, table.c.student_id == student)
        with self._reading() as connection:
            extension = connection.execute(select(table.c.extension).where(*is_hers)).scalar()
            last = deadline_log.last_of(connection, self.assignment, student) if extension else None
        return last.reason if last and last.extension == seconds_of(extension) else ""


class DeadlineGradebook(CourseGradebook):
    """The deadlines of one test, to change. Use it as a context manager."""

    def change(self, wanted: WantedDeadline, seen: str, by: str, people: Iterable[str], begun: frozenset[str]) -> None:
        """Write a wanted deadline and its lines in the log: all of it, or nothing.

        `seen` is the version of the plan that somebody looked at. Raises ChangedMeanwhile if the plan is another by now
        or cannot be carried out, and GradingError if nothing can be written.
        """
        try:
            with self._transaction() as connection:
                now = read_deadlines(connection, self._api, self.assignment)
                planned = plan(now, wanted, people, begun)
                if planned.version != seen or planned.impossible:
                    raise ChangedMeanwhile(self.assignment)
                new = uuid4().hex
                if wanted.students is None:
                    self._write_due(connection, wanted.until)
                    lines = [self._line(new, by, wanted, None, (now.due, wanted.until), (None, None))]
                else:
                    lines = []
                    for one in planned.with_effect("moves"):
                        before = now.learners[one.student].extension if one.student in now.learners else None
                        self._write_extension(connection, one.student, one.extension)
                        ends, extensions = (one.before, one.after), (before, one.extension)
                        lines.append(self._line(new, by, wanted, one.student, ends, extensions))
                deadline_log.append(connection, self.assignment, lines)
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def take_back(self, change: str, by: str, begun: frozenset[str]) -> None:
        """Put everything back as it was before a change.

        Raises ChangedMeanwhile if somebody changed it since, or a learner whom it touches has begun.
        """
        try:
            with self._transaction() as connection:
                now = read_deadlines(connection, self._api, self.assignment)
                lines = to_take_back(now, change, begun)
                if not lines:
                    raise ChangedMeanwhile(self.assignment)
                for one in lines:
                    if one.student is None:
                        self._write_due(connection, one.due_before)
                    else:
                        seconds = one.extension_before
                        self._write_extension(connection, one.student, seconds and timedelta(seconds=seconds))
                at, new = _now(), uuid4().hex
                undone = [
                    DeadlineLine(
                        *(new, at, by, "undone", one.student, one.group, one.due, one.due_before),
                        *(one.extension, one.extension_before, ""),
                    )
                    for one in lines
                ]
                deadline_log.append(connection, self.assignment, undone)
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def _write_due(self, connection: Connection, due: datetime | None) -> None:
        table = self._api.Assignment.__table__
        connection.execute(update(table).where(table.c.id == self._assignment_id).values(duedate=due))

    def _write_extension(self, connection: Connection, student: str, extension: Any) -> None:
        place = self._learners.place_of(connection, student)
        table = self._api.SubmittedAssignment.__table__
        connection.execute(update(table).where(table.c.id == place.submission).values(extension=extension or None))

    @staticmethod
    def _line(  # noqa: PLR0913, PLR0917  (what one line is)
        change: str,
        by: str,
        wanted: WantedDeadline,
        student: str | None,
        ends: tuple[datetime | None, datetime | None],
        extensions: tuple[timedelta | None, timedelta | None],
    ) -> DeadlineLine:
        before, after = map(seconds_of, extensions)
        return DeadlineLine(change, _now(), by, "set", student, wanted.group, *ends, before, after, wanted.reason)


def read_deadlines(connection: Connection, api: Any, assignment: str) -> TestDeadlines:
    """Return every deadline of a test as it is in the gradebook now."""
    parent, table, attempt = api.Assignment.__table__, api.SubmittedAssignment.__table__, tables.ATTEMPT
    id_, due = connection.execute(select(parent.c.id, parent.c.duedate).where(parent.c.name == assignment)).one()
    explained = records.explained_to(connection, assignment)
    asked = select(attempt.c.student, func.count(), func.max(attempt.c.handed_in)).where(
        attempt.c.assignment == assignment, attempt.c.cut_at.is_(None)
    )
    handed_in = {student: tuple(rest) for student, *rest in connection.execute(asked.group_by(attempt.c.student))}
    rows = connection.execute(select(table.c.student_id, table.c.extension).where(table.c.assignment_id == id_))
    extensions = {row.student_id: row.extension or None for row in rows}
    learners = {
        student: LearnerDeadline(extensions.get(student), explained.get(student), *handed_in.get(student, ()))
        for student in {*extensions, *handed_in, *explained}
    }
    return TestDeadlines(due, learners, tuple(deadline_log.lines_of(connection, assignment)))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
