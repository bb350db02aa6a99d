"""The two tables of events and the SQL statements for them, which are made once because each answer needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    bindparam,
    select,
    text,
)

from ssfh_learn.journal.database import METADATA, asked_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

COLUMNS = ("seq", "learner", "place", "activity", "id", "at", "content", "attempt", "kind", "data")


def _events(name: str) -> Table:
    return Table(
        name,
        METADATA,
        # SQLite numbers rows by itself only in a column of the type INTEGER
        Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        Column("learner", String(128), nullable=False),
        Column("place", String(128), nullable=False),
        Column("activity", String(64), nullable=False),
        Column("id", String(64), nullable=False),
        Column("at", String(40), nullable=False),
        Column("content", String(32), nullable=False),
        Column("attempt", Integer, nullable=False),
        Column("kind", String(32), nullable=False),
        Column("data", Text, nullable=False),
        UniqueConstraint("learner", "id", name=f"{name}_once"),
        Index(f"{name}_of_learner", "learner", "place", "activity", "seq"),
    )


PUBLIC, PRIVATE = _events("event"), _events("private_event")


@dataclass(frozen=True)
class BatchQueries:
    """Statements that read or add events of many learners at once, in one kind of database.

    They take one parameter, `asked`, in JSON, so that a statement is the same for any number of learners.
    """

    newer: TextClause
    known: TextClause
    add: TextClause


def _of_many(table: Table, dialect: str) -> BatchQueries:
    """Make the statements of one table for one kind of database."""
    listed, value = asked_rows(dialect, len(COLUMNS))
    name = table.name
    of_stream = " AND ".join(f"one.{column} = {value[number]}" for number, column in enumerate(COLUMNS[1:4]))
    newer = f"{of_stream} AND one.seq > CAST({value[3]} AS bigint)"
    known = f"one.learner = {value[0]} AND one.id = {value[1]}"
    values = (
        f"CAST({value[number]} AS bigint)" if column in {"seq", "attempt"} else value[number]
        for number, column in enumerate(COLUMNS)
    )
    columns = ", ".join(f"one.{column}" for column in COLUMNS)
    # CROSS JOIN makes SQLite read `asked` first and find each row in the index. All names are our own.
    return BatchQueries(
        text(f"SELECT {columns} FROM {listed} CROSS JOIN {name} AS one WHERE {newer} ORDER BY one.seq"),  # noqa: S608
        text(f"SELECT {columns} FROM {listed} CROSS JOIN {name} AS one WHERE {known}"),  # noqa: S608
        text(f"INSERT INTO {name} ({', '.join(COLUMNS)}) SELECT {', '.join(values)} FROM {listed}"),  # noqa: S608
    )


def _made(table: Table) -> dict[str, BatchQueries]:
    return {dialect: _of_many(table, dialect) for dialect in ("sqlite", "postgresql")}


def _newer(table: Table) -> Select[Any]:
    is_of_stream = [table.c[name] == bindparam(f"of_{name}") for name in ("learner", "place", "activity")]
    return select(table).where(*is_of_stream, table.c.seq > bindparam("after")).order_by(table.c.seq)


def _known(table: Table) -> Select[Any]:
    return select(table).where(table.c.learner == bindparam("of"), table.c.id == bindparam("known"))


OF_MANY = {PUBLIC: _made(PUBLIC), PRIVATE: _made(PRIVATE)}
NEWER, KNOWN = ({table: make(table) for table in (PUBLIC, PRIVATE)} for make in (_newer, _known))
_NUMBERS = {
    table: text(
        f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'seq')) FROM generate_series(1, :count)"  # noqa: S608
    )
    for table in (PUBLIC, PRIVATE)
}
_LAST = {table: text(f"SELECT coalesce(max(seq), 0) FROM {table.name}") for table in (PUBLIC, PRIVATE)}  # noqa: S608


def next_places(connection: Connection, table: Table, count: int) -> Iterable[int]:
    """Return the next places of a table, in order; no other transaction may write at the same time."""
    if connection.dialect.name == "postgresql":
        return connection.execute(_NUMBERS[table], {"count": count}).scalars().all()
    last: int = connection.execute(_LAST[table]).scalar_one()
    return range(last + 1, last + count + 1)
