"""What a gradebook holds, read with plain SQL: no code of ours or of nbgrader stands between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, text

from tests.grading.courses import CourseFolder

CELLS = """
    SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score, grade.extra_credit,
        grade.needs_manual_grade
    FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""
COMMENTS = """
    SELECT submitted_assignment.student_id, base_cell.name, comment.auto_comment, comment.manual_comment
    FROM comment
    JOIN base_cell ON base_cell.id = comment.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = comment.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""
TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment", "ssfh_attempt", "ssfh_result")


@contextmanager
def connected(course: CourseFolder | str) -> Iterator[Connection]:
    """Connect to the gradebook of a course, or at an address; what is changed is saved at the end."""
    engine = create_engine(course if isinstance(course, str) else course.course.db_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def cells(course: CourseFolder | str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return automatic, manual and extra points and whether a person must look, by learner and grade cell.

    Raises AssertionError where a cell of a learner is there twice.
    """
    return _by_learner_and_cell(course, CELLS)


def comments(course: CourseFolder | str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return the automatic comment and a person's, by learner and cell."""
    return _by_learner_and_cell(course, COMMENTS)


def points(course: CourseFolder | str) -> dict[str, float]:
    """Return what the computer gave each learner in all."""
    totals: dict[str, float] = {}
    for (student, _), row in cells(course).items():
        totals[student] = totals.get(student, 0.0) + (row[0] or 0.0)
    return totals


def counts(course: CourseFolder | str) -> dict[str, int]:
    """Return how many rows each table about learners holds."""
    with connected(course) as connection:
        return {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in TABLES}  # noqa: S608


def _by_learner_and_cell(course: CourseFolder | str, query: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    with connected(course) as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    by_cell = {(row[0], row[1]): row[2:] for row in found}
    assert len(by_cell) == len(found)
    return by_cell
