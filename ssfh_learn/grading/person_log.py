"""What happened with the tests of one learner: handed in, marked by a person, more time and extra attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading.gradebook_reader import make_ready, must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine
from ssfh_learn.grading.tables import ATTEMPT, DEADLINE_LOG, EXTRA, GIVEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.engine import Connection, Engine, Row

    from ssfh_learn.grading.course import Course

Happened = Literal["handed_in", "cut", "marked", "mark_taken_back", "extended", "undone", "extra", "extra_undone"]


@dataclass(frozen=True)
class TestEvent:
    """What happened with a test of a learner, when (UTC, without a zone) and by whom, who may be she herself."""

    at: datetime
    by: str
    what: Happened
    test: str
    attempt: int | None = None
    points: float | None = None
    points_before: float | None = None
    maximum: float | None = None
    """The points that could be given; None for a question that the test has no more."""
    due: datetime | None = None
    reason: str = ""


def read_person_log(course: Course, tests: Collection[str], student: str) -> list[TestEvent]:
    """Return what happened with these tests of a learner, oldest first; this takes no lock.

    Raises GradingError where the gradebook cannot be read.
    """
    if not tests:
        return []
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, next(iter(tests)))
        try:
            return _read(engine, tests, student)
        except SQLAlchemyError:  # an older gradebook lacks a table of ours
            make_ready(engine, next(iter(tests)))
            return _read(engine, tests, student)
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error


def _read(engine: Engine, tests: Collection[str], student: str) -> list[TestEvent]:
    with engine.connect() as connection:
        given = _rows(connection, GIVEN, tests, student)
        maxima = _maxima(connection, tests) if given else {}
        found = [
            *(one for row in _rows(connection, ATTEMPT, tests, student) for one in _handed_in(row)),
            *(_marked(row, maxima.get((row.assignment, row.cell))) for row in given),
            *(_extended(row) for row in _rows(connection, DEADLINE_LOG, tests, student)),
            *(_extra(row) for row in _rows(connection, EXTRA, tests, student)),
        ]
    return sorted(found, key=lambda one: one.at)


def _rows(connection: Connection, table: Table, tests: Collection[str], student: str) -> list[Row[Any]]:
    asked = select(table).where(table.c.assignment.in_(tests), table.c.student == student)
    return list(connection.execute(asked))


def _handed_in(row: Row[Any]) -> Iterator[TestEvent]:
    if row.handed_in is not None:
        yield TestEvent(row.handed_in, row.student, "cut" if row.cut_at else "handed_in", row.assignment, row.number)


def _maxima(connection: Connection, tests: Collection[str]) -> dict[tuple[str, str], float]:
    """Return the points of each grade cell, by test and cell."""
    from nbgrader import api

    assignment, notebook, base, cell = (
        model.__table__ for model in (api.Assignment, api.Notebook, api.BaseCell, api.GradeCell)
    )
    asked = (
        select(assignment.c.name, base.c.name, cell.c.max_score)
        .join(notebook, notebook.c.assignment_id == assignment.c.id)
        .join(base, base.c.notebook_id == notebook.c.id)
        .join(cell, cell.c.id == base.c.id)
        .where(assignment.c.name.in_(tests))
    )
    return {(test, name): points for test, name, points in connection.execute(asked)}


def _marked(row: Row[Any], maximum: float | None) -> TestEvent:
    what: Happened = "mark_taken_back" if row.points is None else "marked"
    points = row.points, row.points_before, maximum
    return TestEvent(row.given_at, row.given_by, what, row.assignment, row.attempt, *points)


def _extended(row: Row[Any]) -> TestEvent:
    what: Happened = "extended" if row.action == "set" else "undone"
    return TestEvent(row.done_at, row.done_by, what, row.assignment, due=row.due, reason=row.reason)


def _extra(row: Row[Any]) -> TestEvent:
    what: Happened = "extra" if row.attempts > 0 else "extra_undone"
    return TestEvent(row.done_at, row.done_by, what, row.assignment, reason=row.reason)
