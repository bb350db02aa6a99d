"""The names of learners in nbgrader's gradebook, which formgrader and the results show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading.gradebook_reader import engine_of, unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.grading.course import Course


def name_learners(course: Course, names: Mapping[str, tuple[str, str]]) -> int:
    """Write first and last names by learner, where they differ, and return how many changed.

    A learner without a name here keeps what the gradebook says, and nobody is added. Raises GradingError.
    """
    from nbgrader import api

    table = api.Student.__table__
    engine = engine_of(course.db_url)
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        return 0
    try:
        with engine.begin() as connection:
            rows = connection.execute(select(table.c.id, table.c.first_name, table.c.last_name)).all()
            changed = [
                {"of": row.id, "first": names[row.id][0], "last": names[row.id][1]}
                for row in rows
                if row.id in names and names[row.id] != (row.first_name, row.last_name)
            ]
            if changed:
                is_hers = table.c.id == bindparam("of")
                named = update(table).where(is_hers).values(first_name=bindparam("first"), last_name=bindparam("last"))
                connection.execute(named, changed)
    except SQLAlchemyError as error:
        raise unusable(error) from error
    return len(changed)
