"""When a name was first used in the gradebook of a course, to know whether an account is older than its results."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import column, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading.gradebook_reader import make_ready, must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine
from ssfh_learn.grading.tables import ATTEMPT

if TYPE_CHECKING:
    from ssfh_learn.grading.course import Course

_SUBMITTED = table("submitted_assignment", column("student_id"), column("timestamp"))


def first_handed_in(course: Course, test: str, student: str) -> datetime | None:
    """Return when the first work came in that any test of a course has under this name; raises GradingError.

    `test` is the name of a test that was built. An attempt without a time is of the beginning of time, unless nbgrader
    knows when it was submitted.
    """
    handed_in = select(func.count(), func.min(ATTEMPT.c.handed_in)).where(ATTEMPT.c.student == student)
    submitted = select(func.min(_SUBMITTED.c.timestamp)).where(_SUBMITTED.c.student_id == student)
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, test)
        make_ready(engine, test)
        with engine.connect() as connection:
            attempts, at = connection.execute(handed_in).one()
            also_at = connection.execute(submitted).scalar()
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error
    moments = [moment_of(one) for one in (at, also_at) if one is not None]
    return min(moments, default=datetime.min.replace(tzinfo=UTC) if attempts else None)


def moment_of(at: datetime | str) -> datetime:
    """Return a moment of a gradebook, which are in UTC, with its zone."""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at  # a gradebook in SQLite keeps texts
    return found if found.tzinfo else found.replace(tzinfo=UTC)
