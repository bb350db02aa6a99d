"""Our own tables in the gradebook: attempts, every result, what persons gave, deadlines and extra attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy import column as sql_column
from sqlalchemy import update as sql_update

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine, Inspector

_LOCK = 55_341
"""Our own number for PostgreSQL's locks; there is no table to lock yet."""
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
    Column("handed_in", DateTime),
    Column("cut_at", DateTime),
    Column("explained_at", DateTime),
    Column("due_then", DateTime),
    Column("seconds", Text),
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
GIVEN = Table(
    "ssfh_given",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("assignment", String(128), nullable=False),
    Column("student", String(128), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("cell", String(128), nullable=False),
    Column("given_by", String(128), nullable=False),
    Column("given_at", DateTime, nullable=False),
    Column("points", Float),
    Column("comment", Text),
    Column("points_before", Float),
    Column("comment_before", Text),
    Index("ssfh_given_to_student", "assignment", "student", "cell", "id"),
)
"""What persons gave in the portal; what was given in formgrader is not in it."""
DEADLINE_LOG = Table(
    "ssfh_deadline_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("assignment", String(128), nullable=False),
    Column("change", String(32), nullable=False),
    Column("student", String(128)),
    Column("group_id", Integer),
    Column("done_at", DateTime, nullable=False),
    Column("done_by", String(128), nullable=False),
    Column("action", String(20), nullable=False),
    Column("due_before", DateTime),
    Column("due", DateTime),
    Column("extension_before", Float),
    Column("extension", Float),
    Column("reason", Text, nullable=False),
    Index("ssfh_deadline_log_of_student", "assignment", "student", "id"),
)
"""Which deadlines were changed in the portal; without a student it is the deadline of everybody."""
EXTRA = Table(
    "ssfh_extra_attempt",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("assignment", String(128), nullable=False),
    Column("change", String(32), nullable=False),
    Column("student", String(128), nullable=False),
    Column("group_id", Integer),
    Column("done_at", DateTime, nullable=False),
    Column("done_by", String(128), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("other", Boolean),
    Index("ssfh_extra_attempt_of_student", "assignment", "student", "id"),
)
"""The log of extra attempts; the sum of `attempts` is what a learner has more than the test allows.

`other` is true for an attempt with other questions, given after the explanations were readable.
"""
NEW_COLUMNS = {
    ATTEMPT: ("handed_in", "cut_at", "explained_at", "due_then", "seconds"),
    EXTRA: ("other",),
}
"""The columns that an older version did not have."""


def make_tables(engine: Engine) -> None:
    """Make our tables, or what an older version did not have; another process that does the same waits."""
    there = inspect(engine)
    if set(METADATA.tables) <= set(there.get_table_names()) and not _missing(there):
        return
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        _add_columns(connection)
        METADATA.create_all(connection)
        connection.commit()


def _missing(there: Inspector) -> list[Column[Any]]:
    """Return the columns that an older version did not make in a table that it did make."""
    missing: list[Column[Any]] = []
    for kept, names in NEW_COLUMNS.items():
        if there.has_table(kept.name):
            known = {column["name"] for column in there.get_columns(kept.name)}
            missing += [kept.c[name] for name in names if name not in known]
    return missing


def _add_columns(connection: Connection) -> None:
    """Add what is missing, and give the attempts of an older version a time: nbgrader's, of their submission."""
    missing = _missing(inspect(connection))
    for column in missing:
        type_ = column.type.compile(connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {column.table.name} ADD COLUMN {column.name} {type_}")
    if not any(column is ATTEMPT.c.handed_in for column in missing):
        return
    parent = table("assignment", sql_column("id"), sql_column("name"))
    submission = table(
        "submitted_assignment", sql_column("assignment_id"), sql_column("student_id"), sql_column("timestamp", DateTime)
    )
    when = (
        select(func.max(submission.c.timestamp))
        .join(parent, parent.c.id == submission.c.assignment_id)
        .where(parent.c.name == ATTEMPT.c.assignment, submission.c.student_id == ATTEMPT.c.student)
    )
    connection.execute(sql_update(ATTEMPT).values(handed_in=when.scalar_subquery()))


def forget_others(connection: Connection, students: Any) -> None:
    """Remove what is kept of learners who were removed from the gradebook."""
    for kept in METADATA.tables.values():
        is_about_one = kept.c.student.is_not(None)  # of an empty list SQL says that nothing is in it, not even NULL
        connection.execute(delete(kept).where(is_about_one, kept.c.student.not_in(students)))
