"""Our own tables in the gradebook: attempts, every result, what persons gave, deadlines and extra attempts.

A learner owns her journal and could rewrite an attempt that she handed in. So each graded attempt is stored here with
its time, and a later submission can only add attempts. Results and what persons gave are only added, never changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

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
    bindparam,
    case,
    delete,
    func,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy import column as sql_column
from sqlalchemy import update as sql_update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import BindParameter
    from sqlalchemy.engine import Connection, Engine, Inspector, Row

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

# made once: SQLAlchemy takes longer to build a statement than SQLite to run it
_ATTEMPTS = (
    select(
        ATTEMPT.c.number,
        ATTEMPT.c.content,
        ATTEMPT.c.answers,
        ATTEMPT.c.manual,
        ATTEMPT.c.handed_in,
        ATTEMPT.c.cut_at,
    )
    .where(ATTEMPT.c.assignment == bindparam("assignment"), ATTEMPT.c.student == bindparam("student"))
    .order_by(ATTEMPT.c.number)
)
_EXPLAINED = (
    select(ATTEMPT.c.student, ATTEMPT.c.explained_at, ATTEMPT.c.due_then)
    .where(ATTEMPT.c.assignment == bindparam("assignment"), ATTEMPT.c.explained_at.is_not(None))
    .order_by(ATTEMPT.c.explained_at.desc())
)
_EXPLAINED_TO_ONE = _EXPLAINED.where(ATTEMPT.c.student == bindparam("student"))
EXTRA_GIVEN = func.sum(case((EXTRA.c.other.is_(True), 0), else_=EXTRA.c.attempts)).label("extra")
"""How many attempts were given with the questions that everybody has."""
OTHER_GIVEN = func.sum(case((EXTRA.c.other.is_(True), EXTRA.c.attempts), else_=0)).label("other")
"""How many attempts were given with other questions."""
_EXTRA = select(EXTRA_GIVEN, OTHER_GIVEN).where(
    EXTRA.c.assignment == bindparam("assignment"), EXTRA.c.student == bindparam("student")
)
_RESULTS = select(RESULT).where(RESULT.c.assignment == bindparam("assignment")).order_by(RESULT.c.id)
_RESULTS_OF_ONE = _RESULTS.where(RESULT.c.student == bindparam("student"))

_ASSIGNMENTS: BindParameter[list[str]] = bindparam("assignments", expanding=True)
_STUDENTS: BindParameter[list[str]] = bindparam("students", expanding=True)
RESULTS_OF_LEARNERS = (
    select(RESULT).where(RESULT.c.assignment.in_(_ASSIGNMENTS), RESULT.c.student.in_(_STUDENTS)).order_by(RESULT.c.id)
)
"""Every result of some learners on some assignments, oldest first."""
ATTEMPTS_OF_LEARNERS = select(
    ATTEMPT.c.assignment,
    ATTEMPT.c.student,
    ATTEMPT.c.number,
    ATTEMPT.c.content,
    ATTEMPT.c.cut_at,
    ATTEMPT.c.explained_at,
    ATTEMPT.c.due_then,
).where(ATTEMPT.c.assignment.in_(_ASSIGNMENTS), ATTEMPT.c.student.in_(_STUDENTS))
"""Every attempt of some learners on some assignments, without what she answered."""

Manual = tuple[float | None, float | None, str | None]
"""What a person gave in one cell: the manual score, the extra credit, the comment."""


@dataclass(frozen=True)
class Recorded:
    """An attempt as it was handed in first: answers by question, and what a person gave for it by grade cell.

    `at` is when it was handed in, in UTC without a zone; None where nobody knows. `cut_at` is her deadline if the
    deadline handed it in for her. `seconds` (by question) is only written, for reports.
    """

    number: int
    content: str
    answers: Mapping[str, Any]
    manual: Mapping[str, Manual] = field(default_factory=dict)
    at: datetime | None = None
    cut_at: datetime | None = None
    seconds: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Explained:
    """When explanations became readable to a learner, and what her deadline then was; in UTC without a zone."""

    at: datetime
    due: datetime | None


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


def attempts_of(connection: Connection, assignment: str, student: str) -> list[Recorded]:
    """Return the attempts that were graded before, in order."""
    rows = connection.execute(_ATTEMPTS, {"assignment": assignment, "student": student})
    return [
        Recorded(number, content, json.loads(answers), _manual(json.loads(manual)), at, cut_at)
        for number, content, answers, manual, at, cut_at in rows
    ]


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
            "handed_in": one.at,
            "cut_at": one.cut_at,
            "seconds": None if one.seconds is None else as_json(one.seconds),
        }
        for one in attempts
    ]
    if rows:
        connection.execute(insert(ATTEMPT), rows)


def record_again(connection: Connection, assignment: str, student: str, one: Recorded) -> None:
    """Keep another version of an attempt that only her deadline handed in, now that she has another deadline."""
    connection.execute(
        delete(ATTEMPT).where(
            ATTEMPT.c.assignment == assignment, ATTEMPT.c.student == student, ATTEMPT.c.number == one.number
        )
    )
    record_attempts(connection, assignment, student, [one])


def keep_manual(
    connection: Connection, assignment: str, student: str, number: int, manual: Mapping[str, Manual]
) -> None:
    """Store what a person gave for an attempt."""
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


def add_given(connection: Connection, **values: Any) -> None:
    """Add what a person gave for an answer, with what stood there before."""
    connection.execute(insert(GIVEN), values)


def given_to(connection: Connection, assignment: str, student: str, cell: str, attempt: int) -> list[Row[Any]]:
    """Return what persons gave for an answer in the portal, oldest first."""
    is_of_it = (GIVEN.c.assignment == assignment, GIVEN.c.student == student, GIVEN.c.cell == cell)
    found = select(GIVEN).where(*is_of_it, GIVEN.c.attempt == attempt).order_by(GIVEN.c.id)
    return list(connection.execute(found))


def cut_attempts(connection: Connection, assignment: str, student: str | None = None) -> set[tuple[str, int]]:
    """Return the attempts, by learner and number, that only the deadline handed in."""
    found = select(ATTEMPT.c.student, ATTEMPT.c.number).where(
        ATTEMPT.c.assignment == assignment, ATTEMPT.c.cut_at.is_not(None)
    )
    if student is not None:
        found = found.where(ATTEMPT.c.student == student)
    return {(row.student, row.number) for row in connection.execute(found)}


def explained_to(connection: Connection, assignment: str, student: str | None = None) -> dict[str, Explained]:
    """Return to whom explanations were readable, all or one learner, with when."""
    if student is None:
        rows = connection.execute(_EXPLAINED, {"assignment": assignment})
    else:
        rows = connection.execute(_EXPLAINED_TO_ONE, {"assignment": assignment, "student": student})
    return {row.student: Explained(row.explained_at, row.due_then) for row in rows}  # the first of several


class GivenAttempts(NamedTuple):
    """How many attempts a person gave a learner, more than the test allows; `other` have other questions."""

    extra: int = 0
    other: int = 0


NONE_GIVEN = GivenAttempts()


def given_attempts(connection: Connection, assignment: str, student: str) -> GivenAttempts:
    """Return how many attempts a person gave a learner."""
    row = connection.execute(_EXTRA, {"assignment": assignment, "student": student}).one()
    return GivenAttempts(int(row.extra or 0), int(row.other or 0))


def newest_explained(attempts: Iterable[Row[Any]]) -> Explained | None:
    """Return since when explanations are readable to the learner of these attempts; None where they are not."""
    said = [Explained(row.explained_at, row.due_then) for row in attempts if row.explained_at is not None]
    return max(said, key=lambda one: one.at, default=None)


def record_explained(connection: Connection, assignment: str, student: str, one: Explained) -> bool:
    """Remember, with each of her attempts, that explanations are readable to a learner; return whether she has any."""
    changed = connection.execute(
        sql_update(ATTEMPT)
        .where(ATTEMPT.c.assignment == assignment, ATTEMPT.c.student == student)
        .values(explained_at=one.at, due_then=one.due)
    )
    return changed.rowcount > 0


def forget_others(connection: Connection, students: Any) -> None:
    """Remove what is kept of learners who were removed from the gradebook."""
    for kept in METADATA.tables.values():
        is_about_one = kept.c.student.is_not(None)  # of an empty list SQL says that nothing is in it, not even NULL
        connection.execute(delete(kept).where(is_about_one, kept.c.student.not_in(students)))


def as_json(value: Any) -> str:
    """Return a value as JSON, so that equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
