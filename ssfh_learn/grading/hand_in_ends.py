"""Until when tests can be handed in: by everybody, and by who was given more time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import tables
from ssfh_learn.grading.deadline import later
from ssfh_learn.grading.gradebook_reader import must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key


class HandInEnd(NamedTuple):
    """Until when a test can be handed in, in UTC without a zone: everybody, and by account who has more time."""

    due: datetime | None
    extended: dict[str, datetime]


def read_ends(course: Course, keys: Sequence[Key]) -> dict[str, HandInEnd]:
    """Return by test until when it can be handed in in time; raises GradingError where that cannot be read."""
    from nbgrader import api

    assignment, submission = api.Assignment.__table__, api.SubmittedAssignment.__table__
    names = [key.quiz.id for key in keys]
    tests = select(assignment.c.name, assignment.c.duedate).where(assignment.c.name.in_(names))
    attempt = tables.ATTEMPT
    hers = (attempt.c.assignment == assignment.c.name, attempt.c.student == submission.c.student_id)
    was_explained = select(attempt.c.number).where(*hers, attempt.c.explained_at.is_not(None)).exists()
    extensions = (
        select(assignment.c.name, submission.c.student_id, submission.c.extension)
        .join(assignment, assignment.c.id == submission.c.assignment_id)
        .where(assignment.c.name.in_(names), submission.c.extension.is_not(None), ~was_explained)
    )
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, names[0])
        with engine.connect() as connection:
            due = {row.name: row.duedate for row in connection.execute(tests)}
            found = {name: HandInEnd(due.get(name), {}) for name in names}
            given = [row for row in connection.execute(extensions) if row.extension and due.get(row.name)]
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error
    for row in given:
        found[row.name].extended[row.student_id] = later(due[row.name], row.extension)
    return found
