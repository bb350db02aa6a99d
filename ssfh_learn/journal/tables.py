"""The two tables of events and the SQL statements for them, which are made once because each answer needs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
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
    UniqueConstraint,
    bindparam,
    select,
    text,
)

from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.statements import asked_rows, each_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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
SNAPSHOTS = {PUBLIC: "snapshot", PRIVATE: "private_snapshot"}
"""The tables of `snapshots.py`, by the table of their events."""
NEWER_EVENT, KNOWN_ID, PLACE, KEPT, USED = 1, 2, 3, 4, 5
"""What a row of `BatchQueries.ahead` is."""


def _places(table: Table, dialect: str) -> str:
    """Return the SQL of the places of `count` new events: all of them, or for SQLite the last one that is taken."""
    if dialect == "sqlite":
        return f"SELECT coalesce(max(seq), 0) AS place FROM {table.name}"  # noqa: S608  (the names are our own)
    return (
        f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'seq')) AS place "  # noqa: S608  (idem)
        "FROM generate_series(1, CAST(:count AS integer))"
    )


def places_in(found: Sequence[int], dialect: str, count: int) -> list[int]:
    """Return the places of `count` new events, in order, from what the SQL of `_places` found."""
    return list(range(found[0] + 1, found[0] + count + 1)) if dialect == "sqlite" else list(found)


@dataclass(frozen=True)
class BatchQueries:
    """Statements that read or add events of many learners at once, in one kind of database.

    They take the parameter `asked` in JSON, so that a statement is the same for any number of learners. `ahead` gives
    all that answers need in one statement, because each statement costs as much as the play of an answer: rows of the
    kinds NEWER_EVENT, KNOWN_ID (for the JSON parameter `ids`) and PLACE (for `count` new events, see `places_in`). For
    a stream without a place to read after, it gives the snapshot (KEPT), and the events since. `ahead_used` gives also
    what the learners in the JSON parameter `learners` used (USED).
    """

    newer: str
    ahead: str
    ahead_used: str
    add: str


def _of_many(table: Table, dialect: str) -> BatchQueries:
    """Make the statements of one table for one kind of database."""
    listed, value = asked_rows(dialect, len(COLUMNS))
    name = table.name
    of_stream = " AND ".join(f"one.{column} = {value[number]}" for number, column in enumerate(COLUMNS[1:4]))
    after = f"CAST({value[3]} AS bigint)"
    newer = f"{of_stream} AND one.seq > {after}"
    of_kept = of_stream.replace("one.", "kept.")
    snapshot = SNAPSHOTS[table]
    since = f"{of_stream} AND one.seq > coalesce({after}, (SELECT seq - 1 FROM {snapshot} AS kept WHERE {of_kept}), 0)"  # noqa: S608  (the names are our own)
    state = "hex(kept.state)" if dialect == "sqlite" else "encode(kept.state, 'hex')"
    kept = ("seq", "learner", "place", "activity", "event", "made_by", "content", "refused", "checksum")
    kept_columns = ", ".join([*(f"kept.{column}" for column in kept), state])
    ids, id_ = asked_rows(dialect, 2, "ids")
    known = f"one.learner = {id_[0]} AND one.id = {id_[1]}"
    columns = ", ".join(f"one.{column}" for column in COLUMNS)
    nothing = ", ".join(["NULL"] * len(COLUMNS[1:]))
    listed_learners, (learner,) = asked_rows(dialect, 1, "learners")
    each = partial(each_of, dialect)
    is_asked = f"{value[3]} IS NULL AND {of_kept}"
    # All names are our own.
    ahead = (
        f"SELECT {NEWER_EVENT} AS what, {columns} FROM {each(listed, name, since)} "  # noqa: S608
        f"UNION ALL SELECT {KEPT}, {kept_columns} FROM {each(listed, snapshot, is_asked, 'kept')} "
        f"UNION ALL SELECT {KNOWN_ID}, {columns} FROM {each(ids, name, known)} "
        f"UNION ALL SELECT {PLACE}, place, {nothing} FROM ({_places(table, dialect)}) AS places "
    )
    used = (
        f"UNION ALL SELECT {USED}, used.events, used.learner, used.place, used.activity, "  # noqa: S608
        "CAST(CAST(used.private AS integer) AS text), NULL, NULL, used.bytes, NULL, NULL "
        f"FROM {each(listed_learners, 'stream_use', f'used.learner = {learner}', 'used')} "
    )
    of_added, added = asked_rows(dialect, len(COLUMNS), name)
    values = (
        f"CAST({added[number]} AS bigint)" if column in {"seq", "attempt"} else added[number]
        for number, column in enumerate(COLUMNS)
    )
    return BatchQueries(
        f"SELECT {columns} FROM {each(listed, name, newer)} ORDER BY one.seq",  # noqa: S608
        f"{ahead}ORDER BY 1, 2",
        f"{ahead}{used}ORDER BY 1, 2",
        f"INSERT INTO {name} ({', '.join(COLUMNS)}) SELECT {', '.join(values)} FROM {of_added}",  # noqa: S608
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
_PLACES = {
    (table, dialect): text(_places(table, dialect))
    for table in (PUBLIC, PRIVATE)
    for dialect in ("sqlite", "postgresql")
}


def next_places(connection: Connection, table: Table, count: int) -> list[int]:
    """Return the next places of a table, in order; no other transaction may write at the same time."""
    dialect = connection.dialect.name
    asked = {} if dialect == "sqlite" else {"count": count}
    return places_in(connection.execute(_PLACES[table, dialect], asked).scalars().all(), dialect, count)
