"""Our own two tables in the gradebook: the attempts that were handed in, and every result that was given.

A learner owns her journal and could write a handed-in attempt again. What was graded once is therefore kept here, and
a later submission can only add attempts. Results are only ever added to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy import update as sql_update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection, Engine, Row

_LOCK = 55_341
"""A number of our own for PostgreSQL's locks; there is no table yet to lock."""
METADATA = MetaData()
ATTEMPT = Table(
    "ssfh_attempt",
    METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", String(32), nullable=False),
    Column("answers", Text, nullable=False),
    Column("manual", Text, nullable=False, default="{}"),
)
RESULT = Table(
    "ssfh_result",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("assignment", String(128), nullable=False),
    Column("student", String(128), nullable=False),
    Column("graded_at", DateTime, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("content", String(32), nullable=False),
    Column("key", String(32), nullable=False),
    Column("points", Float, nullable=False),
    Column("penalty", Float, nullable=False),
    Column("items", Text, nullable=False),
    Column("receipt", String(64), nullable=False),
    Index("ssfh_result_of_student", "assignment", "student", "id"),
)

# made once: SQLAlchemy takes longer to put a statement together than SQLite to run it
_ATTEMPTS = (
    select(ATTEMPT.c.number, ATTEMPT.c.content, ATTEMPT.c.answers, ATTEMPT.c.manual)
    .where(ATTEMPT.c.assignment == bindparam("assignment"), ATTEMPT.c.student == bindparam("student"))
    .order_by(ATTEMPT.c.number)
)
_RESULTS = select(RESULT).where(RESULT.c.assignment == bindparam("assignment")).order_by(RESULT.c.id)
_RESULTS_OF_ONE = _RESULTS.where(RESULT.c.student == bindparam("student"))

Manual = tuple[float | None, float | None, str | None]
"""What a person gave in one cell: the manual score, the extra credit, the comment."""


@dataclass(frozen=True)
class Recorded:
    """An attempt as it was handed in first: answers by question, and what a person gave for it by grade cell."""

    number: int
    content: str
    answers: Mapping[str, Any]
    manual: Mapping[str, Manual] = field(default_factory=dict)


def make_tables(engine: Engine) -> None:
    """Make our tables where they are not there yet; whoever else does so at this moment waits."""
    if set(METADATA.tables) <= set(inspect(engine).get_table_names()):
        return
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        METADATA.create_all(connection)
        connection.commit()


def attempts_of(connection: Connection, assignment: str, student: str) -> list[Recorded]:
    """Return the attempts that were graded before, in order."""
    rows = connection.execute(_ATTEMPTS, {"assignment": assignment, "student": student})
    return [Recorded(row.number, row.content, json.loads(row.answers), _manual(json.loads(row.manual))) for row in rows]


def _manual(stored: Mapping[str, list[Any]]) -> dict[str, Manual]:
    return {cell: (manual, extra, comment) for cell, (manual, extra, comment) in stored.items()}


def record_attempts(connection: Connection, assignment: str, student: str, attempts: Iterable[Recorded]) -> None:
    """Keep attempts that were handed in now."""
    rows = [
        {
            "assignment": assignment,
            "student": student,
            "number": one.number,
            "content": one.content,
            "answers": as_json(one.answers),
            "manual": as_json(one.manual),
        }
        for one in attempts
    ]
    if rows:
        connection.execute(insert(ATTEMPT), rows)


def keep_manual(
    connection: Connection, assignment: str, student: str, number: int, manual: Mapping[str, Manual]
) -> None:
    """Remember with an attempt what a person gave for it."""
    connection.execute(
        sql_update(ATTEMPT)
        .where(ATTEMPT.c.assignment == assignment, ATTEMPT.c.student == student, ATTEMPT.c.number == number)
        .values(manual=as_json(manual))
    )


def results_of(connection: Connection, assignment: str, student: str | None = None) -> list[Row[Any]]:
    """Return every result that was ever given, oldest first."""
    if student is None:
        return list(connection.execute(_RESULTS, {"assignment": assignment}))
    return list(connection.execute(_RESULTS_OF_ONE, {"assignment": assignment, "student": student}))


def add_result(connection: Connection, last: Row[Any] | None, **values: Any) -> None:
    """Add a result, unless it says the same as the last one."""
    if last is None or any(getattr(last, name) != value for name, value in values.items()):
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute(insert(RESULT), {"graded_at": now, **values})


def forget_others(connection: Connection, students: Any) -> None:
    """Remove what is kept of learners who were removed from the gradebook."""
    for table in (ATTEMPT, RESULT):
        connection.execute(delete(table).where(table.c.student.not_in(students)))


def as_json(value: Any) -> str:
    """Return a value in one notation, so that equal values are equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
