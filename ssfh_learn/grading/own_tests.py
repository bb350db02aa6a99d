"""Reads where one learner stands with every test of a course, in three statements however many learners there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import records, tables
from ssfh_learn.grading.gradebook_reader import engine_of, make_ready, must_be_there, unusable
from ssfh_learn.grading.lateness import Lateness, LatePolicy
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.reading import result_of
from ssfh_learn.grading.records import NONE_GIVEN, GivenAttempts
from ssfh_learn.grading.slots import slots_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import BindParameter, Select
    from sqlalchemy.engine import Connection, Engine, Row

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.results import Result


@dataclass(frozen=True)
class OwnTest:
    """Where a learner stands with one test: her result, what being late means for her, and how many attempts there are.

    `result` is None if nothing of her was graded. `handed_in` does not count an attempt that a deadline handed in for
    her.
    """

    result: Result | None
    lateness: Lateness
    handed_in: int
    given: GivenAttempts = NONE_GIVEN
    """The attempts that a person gave her, more than the test allows."""
    other_handed_in: int = 0
    """How many attempts with other questions she handed in."""
    is_extended: bool = False
    """Whether a person gave her more time."""


def read_own_tests(course: Course, keys: Sequence[Key], student: str) -> dict[str, OwnTest | GradingError]:
    """Return by test where a learner stands, or why this one test cannot be read.

    This takes no lock. Raises GradingError where the gradebook cannot be read.
    """
    return read_tests_of(course, keys, [student])[student]


def read_tests_of(
    course: Course, keys: Sequence[Key], students: Sequence[str]
) -> dict[str, dict[str, OwnTest | GradingError]]:
    """Return by learner and test where learners stand; as `read_own_tests`, with as many statements."""
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, keys[0].quiz.id)
        try:
            found = _read(engine, keys, students)
        except SQLAlchemyError as error:
            if unusable(error).code != "gradebook_unusable":
                raise
            # An older gradebook lacks a table or a column of ours; or a server ended the connection meanwhile.
            make_ready(engine, keys[0].quiz.id)
            found = _read(engine, keys, students)
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error
    policy = LatePolicy(course)
    return {
        student: {key.quiz.id: _own_test(course, policy, key, student, found) for key in keys} for student in students
    }


def reading_engine(address: str) -> Engine:
    """Return the engine that reads a gradebook.

    For a gradebook on a server its connections stay open, because connecting to PostgreSQL takes longer than reading.
    Opening a SQLite file is quick.
    """
    return _on_server(address) if make_url(address).get_backend_name() == "postgresql" else engine_of(address)


@cache
def _on_server(address: str) -> Engine:
    return create_engine(address, isolation_level="REPEATABLE READ")  # one state for all statements


@dataclass(frozen=True)
class _Found:
    """Rows by test and learner: a row for each grade cell of the test, every result of hers, and every attempt.

    Under no learner are the cells for somebody who is not in the gradebook.
    """

    cells: Mapping[tuple[str, str | None], list[Row[Any]]]
    results: Mapping[tuple[str, str | None], list[Row[Any]]]
    attempts: Mapping[tuple[str, str | None], list[Row[Any]]]

    def cells_for(self, test: str, student: str) -> list[Row[Any]]:
        """Return the cells of a test with her grades; for who is not in the gradebook, as another has them."""
        hers = self.cells.get((test, student))
        return hers or next((rows for (name, _), rows in self.cells.items() if name == test), [])


def _read(engine: Engine, keys: Sequence[Key], students: Sequence[str]) -> _Found:
    asked = {"assignments": [key.quiz.id for key in keys], "students": list(students)}
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # one state for all statements
        return _Found(
            _by_test(connection, _cells(), asked),
            _by_test(connection, records.RESULTS_OF_LEARNERS, asked),
            _by_test(connection, records.ATTEMPTS_OF_LEARNERS, asked),
        )


def _by_test(
    connection: Connection, statement: Select[Any], asked: Mapping[str, Any]
) -> dict[tuple[str, str | None], list[Row[Any]]]:
    found: dict[tuple[str, str | None], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement, asked):
        found[row.assignment, row.student].append(row)
    return found


@cache
def _cells() -> Select[Any]:
    """Return the statement that reads each grade cell of some tests, with the grades of some learners.

    Every join uses an index of nbgrader: a grade is found by cell and submitted notebook, never by the notebook alone.
    """
    from nbgrader import api

    assignment, notebook, cell, student, submission, submitted, grade = (
        model.__table__
        for model in (
            *(api.Assignment, api.Notebook, api.BaseCell, api.Student),
            *(api.SubmittedAssignment, api.SubmittedNotebook, api.Grade),
        )
    )
    students: BindParameter[list[str]] = bindparam("students", expanding=True)
    extra = tables.EXTRA
    given = (
        select(extra.c.assignment, extra.c.student, records.EXTRA_GIVEN, records.OTHER_GIVEN)
        .where(extra.c.assignment.in_(bindparam("assignments", expanding=True)), extra.c.student.in_(students))
        .group_by(extra.c.assignment, extra.c.student)
        .subquery()
    )
    return (
        select(
            assignment.c.name.label("assignment"),
            assignment.c.duedate,
            cell.c.name,
            student.c.id.label("student"),
            student.c.first_name,
            student.c.last_name,
            submission.c.timestamp,
            submission.c.extension,
            submitted.c.late_submission_penalty.label("penalty"),
            grade.c.auto_score,
            grade.c.manual_score,
            grade.c.extra_credit,
            given.c.extra.label("extra_attempts"),
            given.c.other.label("other_attempts"),
        )
        .join(notebook, and_(notebook.c.assignment_id == assignment.c.id, notebook.c.name == assignment.c.name))
        .join(cell, and_(cell.c.notebook_id == notebook.c.id, cell.c.type == "GradeCell"))
        .outerjoin(student, student.c.id.in_(students))
        .outerjoin(
            submission,
            and_(submission.c.assignment_id == assignment.c.id, submission.c.student_id == student.c.id),
        )
        .outerjoin(
            submitted, and_(submitted.c.assignment_id == submission.c.id, submitted.c.notebook_id == notebook.c.id)
        )
        .outerjoin(grade, and_(grade.c.cell_id == cell.c.id, grade.c.notebook_id == submitted.c.id))
        .outerjoin(given, and_(given.c.assignment == assignment.c.name, given.c.student == student.c.id))
        .where(assignment.c.name.in_(bindparam("assignments", expanding=True)))
    )


def _own_test(course: Course, policy: LatePolicy, key: Key, student: str, found: _Found) -> OwnTest | GradingError:
    name = key.quiz.id
    attempts = found.attempts[name, student]
    cells = found.cells_for(name, student)
    if not cells:
        return GradingError("not_built", name=name)
    if {row.name for row in cells} != {slot.cell for slot in slots_of(key.quiz)}:
        return GradingError("build_again", name=name)
    about = cells[0]
    explained = records.newest_explained(attempts)
    extension = about.extension if about.student == student else None
    deadline = course.late_rule.deadline_of(about.duedate, extension, explained)
    lateness = Lateness(student, deadline, explained, policy)
    cut = {(student, row.number) for row in attempts if row.cut_at is not None}
    history = found.results[name, student] if about.student == student else []
    result = None
    if history:
        is_other = history[-1].content in key.other_contents
        late = lateness.of_other_questions() if is_other else lateness
        result = result_of(about, history, {row.name: row for row in cells}, key.quiz, (late, cut))
    given = NONE_GIVEN
    if about.student == student:
        given = GivenAttempts(int(about.extra_attempts or 0), int(about.other_attempts or 0))
    others = sum(row.content in key.other_contents for row in attempts)
    is_extended = bool(extension) and explained is None
    return OwnTest(result, lateness, sum(row.cut_at is None for row in attempts), given, others, is_extended)
