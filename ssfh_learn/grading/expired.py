"""Removes results that are past their term: from the gradebook, nbgrader's tables and ours, and their folders."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import column, delete, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading.first_work import moment_of
from ssfh_learn.grading.gradebook_reader import make_ready, must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine
from ssfh_learn.grading.tables import ATTEMPT, GIVEN, RESULT

if TYPE_CHECKING:
    from datetime import datetime

    from ssfh_learn.grading.course import Course

STEPS = ("submitted", "autograded", "feedback")
_SUBMITTED = table("submitted_assignment", column("student_id"), column("assignment_id"), column("timestamp"))
_ASSIGNMENT = table("assignment", column("id"), column("name"))


def last_handed_in(course: Course, test: str) -> dict[str, datetime]:
    """Return by learner when the last work on a test came in; raises GradingError."""
    in_records = select(ATTEMPT.c.student, func.max(ATTEMPT.c.handed_in)).where(ATTEMPT.c.assignment == test)
    submitted = select(_SUBMITTED.c.student_id, func.max(_SUBMITTED.c.timestamp)).join_from(
        _SUBMITTED, _ASSIGNMENT, _SUBMITTED.c.assignment_id == _ASSIGNMENT.c.id
    )
    asked = (
        in_records.group_by(ATTEMPT.c.student),
        submitted.where(_ASSIGNMENT.c.name == test).group_by(_SUBMITTED.c.student_id),
    )
    found: dict[str, datetime] = {}
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, test)
        make_ready(engine, test)
        with engine.connect() as connection:
            for statement in asked:
                for student, at in connection.execute(statement):
                    if at is not None:
                        found[student] = max(found.get(student, moment_of(at)), moment_of(at))
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error
    return found


def remove_result(course: Course, test: str, student: str) -> None:
    """Remove all that a course keeps of a learner's work on a test; raises GradingError.

    Folders go first: what is left of a removal that a crash stopped is found again by the gradebook.
    """
    from nbgrader.api import Gradebook, MissingEntry

    for step in STEPS:
        shutil.rmtree(course.folder(step, student, test), ignore_errors=True)
    try:
        with reading_engine(course.db_url).begin() as connection:
            for of in (ATTEMPT, RESULT, GIVEN):
                connection.execute(delete(of).where(of.c.assignment == test, of.c.student == student))
        with Gradebook(course.db_url) as gradebook:
            gradebook.remove_submission(test, student)
    except MissingEntry:
        return
    except (SQLAlchemyError, OSError, ImportError) as error:  # idem
        raise unusable(error) from error
