"""Reads how far many learners are with tests: from the newest result of each, without the grades of their answers.

What a person gave in formgrader counts here after the next grading. The line of one learner (`own_tests`) has it at
once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, false, func, or_, select, text
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import records
from ssfh_learn.grading.gradebook_reader import make_ready, must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine
from ssfh_learn.grading.slots import slots_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.engine import Connection, Engine

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key

ShortStatus = Literal["passed", "failed", "waiting", "complete"]
"""`complete` is a result on a test without a pass mark."""


@dataclass(frozen=True, slots=True)
class ShortResult:
    """How a learner did on a test; `at` is when that was graded, in UTC without a zone."""

    status: ShortStatus
    attempts: int
    is_late: bool
    is_over: bool
    """Whether no other attempt can count any more."""
    at: datetime
    extra: int = 0
    """The attempts that a person gave her, more than the test allows."""


def read_short_results(
    course: Course, keys: Sequence[Key], students: Collection[str]
) -> dict[tuple[str, str], ShortResult]:
    """Return the newest result by test and learner; who has none is left out.

    This takes no lock. Raises GradingError where the gradebook cannot be read.
    """
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, keys[0].quiz.id)
        try:
            return _read(engine, course, keys, students)
        except SQLAlchemyError as error:
            if unusable(error).code != "gradebook_unusable":
                raise
            # An older gradebook lacks a table or a column of ours; or a server ended the connection meanwhile.
            make_ready(engine, keys[0].quiz.id)
            return _read(engine, course, keys, students)
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error


def _read(
    engine: Engine, course: Course, keys: Sequence[Key], students: Collection[str]
) -> dict[tuple[str, str], ShortResult]:
    asked = json.dumps(list(students), ensure_ascii=False)
    now = datetime.now(UTC).replace(tzinfo=None)
    found: dict[tuple[str, str], ShortResult] = {}
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # one state for all statements
        waiting = _waiting(connection, keys, asked)
        extra = _extra_attempts(connection, keys)
        for key in keys:
            name = key.quiz.id
            maximum = sum(slot.points for slot in slots_of(key.quiz))
            explained = _explained(connection, name, asked)
            deadline_of = cache(course.late_rule.deadline)
            for row in connection.execute(_newest(connection.dialect.name), {"test": name, "asked": asked}):
                student, points, penalty, attempts, graded_at, due, extension, at = row
                hers = explained.get(student)
                deadline = deadline_of(hers.due) if hers else deadline_of(due, extension)
                late, is_over = deadline.seconds_late(at) > 0, hers is not None or deadline.is_over(now)
                percent = int(100 * (points - penalty) / maximum + 1e-9) if maximum else 0
                status = _status(percent, key.quiz.pass_mark, is_waiting=(name, student) in waiting)
                found[name, student] = ShortResult(
                    status, attempts, late, is_over, graded_at, extra.get((name, student), 0)
                )
    return found


def _status(percent: int, pass_mark: int | None, *, is_waiting: bool) -> ShortStatus:
    if pass_mark is not None and percent >= pass_mark:
        return "passed"
    if is_waiting:
        return "waiting"
    return "complete" if pass_mark is None else "failed"


@cache
def _newest(dialect: str) -> Any:
    """Return the statement that reads the newest result of each learner on a test, with her deadline."""
    from nbgrader import api

    assignment, submission, result = api.Assignment.__table__, api.SubmittedAssignment.__table__, records.RESULT
    newest = (
        select(func.max(result.c.id))
        .where(result.c.assignment == text(":test"), result.c.student.in_(text(_students(dialect))))
        .group_by(result.c.student)
    )
    return (
        select(
            *(result.c[name] for name in ("student", "points", "penalty", "attempts", "graded_at")),
            assignment.c.duedate,
            submission.c.extension,
            submission.c.timestamp,
        )
        .join(assignment, assignment.c.name == result.c.assignment)
        .outerjoin(
            submission,
            and_(submission.c.assignment_id == assignment.c.id, submission.c.student_id == result.c.student),
        )
        .where(result.c.id.in_(newest))
    )


def _students(dialect: str) -> str:
    """Return the SQL that lists the learners of a JSON parameter."""
    if dialect == "sqlite":
        return "SELECT value FROM json_each(:asked)"
    return "SELECT value FROM json_array_elements_text(CAST(:asked AS json))"


def _explained(connection: Connection, name: str, asked: str) -> dict[str, records.Explained]:
    """Return to whom explanations were readable, with when."""
    attempt = records.ATTEMPT
    query = (
        select(attempt.c.student, attempt.c.explained_at, attempt.c.due_then)
        .where(attempt.c.assignment == name, attempt.c.explained_at.is_not(None))
        .where(attempt.c.student.in_(text(_students(connection.dialect.name))))
        .order_by(attempt.c.explained_at)
    )
    rows = connection.execute(query, {"asked": asked})
    return {student: records.Explained(at, due) for student, at, due in rows}  # the last of several


def _extra_attempts(connection: Connection, keys: Sequence[Key]) -> dict[tuple[str, str], int]:
    """Return how many attempts persons gave, by test and learner: few learners have any."""
    extra = records.EXTRA
    query = (
        select(extra.c.assignment, extra.c.student, func.sum(extra.c.attempts))
        .where(extra.c.assignment.in_([key.quiz.id for key in keys]))
        .group_by(extra.c.assignment, extra.c.student)
    )
    return {(test, student): int(given) for test, student, given in connection.execute(query)}


def _waiting(connection: Connection, keys: Sequence[Key], asked: str) -> set[tuple[str, str]]:
    """Return the tests and learners with an answer that a person still has to grade.

    It first looks which cells may wait: SQLite would read all grades of everybody to find them.
    """
    from nbgrader import api

    assignment, notebook, cell, submission, submitted, grade = (
        model.__table__
        for model in (
            *(api.Assignment, api.Notebook, api.BaseCell),
            *(api.SubmittedAssignment, api.SubmittedNotebook, api.Grade),
        )
    )
    named = {key.quiz.id: [slot.cell for slot in slots_of(key.quiz) if slot.open_question] for key in keys}
    is_open = or_(false(), *(and_(assignment.c.name == name, cell.c.name.in_(cells)) for name, cells in named.items()))
    of_cells = (
        select(cell.c.id, assignment.c.name)
        .join(notebook, notebook.c.id == cell.c.notebook_id)
        .join(assignment, assignment.c.id == notebook.c.assignment_id)
        .where(is_open)
    )
    tests = {row.id: row.name for row in connection.execute(of_cells)}
    if not tests:
        return set()
    query = (
        select(grade.c.cell_id, submission.c.student_id)
        .join(submitted, submitted.c.id == grade.c.notebook_id)
        .join(submission, submission.c.id == submitted.c.assignment_id)
        .where(grade.c.cell_id.in_(list(tests)), grade.c.auto_score.is_(None), grade.c.manual_score.is_(None))
        .where(submission.c.student_id.in_(text(_students(connection.dialect.name))))
    )
    return {(tests[id_], student) for id_, student in connection.execute(query, {"asked": asked})}
