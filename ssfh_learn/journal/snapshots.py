"""States of long streams, kept so that the first answer after a start does not play all events again.

A snapshot is a mere speed-up: who reads one checks it, and without it the events say the same. What is private has a
table of its own here too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, TextClause, delete, select, text

from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.statements import asked_rows, each_of
from ssfh_learn.journal.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.engine import Connection


def _snapshots(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("learner", String(128), primary_key=True),
        Column("place", String(128), primary_key=True),
        Column("activity", String(64), primary_key=True),
        Column("seq", BigInteger, nullable=False),
        Column("event", String(64), nullable=False),
        Column("content", String(32), nullable=False),
        Column("made_by", String(64), nullable=False),
        Column("refused", Integer, nullable=False),
        Column("state", LargeBinary, nullable=False),
        Column("checksum", String(64), nullable=False),
    )


PUBLIC_SNAPSHOT, PRIVATE_SNAPSHOT = _snapshots("snapshot"), _snapshots("private_snapshot")
_BOTH = (PUBLIC_SNAPSHOT, PRIVATE_SNAPSHOT)


@dataclass(frozen=True)
class Snapshot:
    """The state after an event (its place `seq` and id), of one content, as `made_by` one version of the code.

    `refused` counts the events that did not fit.
    """

    seq: int
    event: str
    content: str
    made_by: str
    refused: int
    state: bytes


def _table(stream: Stream) -> Table:
    return PRIVATE_SNAPSHOT if stream.private else PUBLIC_SNAPSHOT


def keep(connection: Connection, stream: Stream, snapshot: Snapshot) -> None:
    """Keep a snapshot in place of the one before it."""
    columns = [column.name for column in PUBLIC_SNAPSHOT.columns]
    values = ", ".join(f":{name}" for name in columns)
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns[3:])
    statement = (
        f"INSERT INTO {_table(stream).name} ({', '.join(columns)}) VALUES ({values}) "  # noqa: S608  (the names are our own)
        f"ON CONFLICT (learner, place, activity) DO UPDATE SET {changed}"
    )
    of = {"learner": stream.learner, "place": stream.place, "activity": stream.activity}
    connection.execute(text(statement), {**of, **vars(snapshot), "checksum": _checksum(snapshot)})


def of_many(connection: Connection, streams: Collection[Stream]) -> dict[Stream, Snapshot]:
    """Return the snapshots of these streams; a damaged snapshot is left out."""
    found: dict[Stream, Snapshot] = {}
    for table in _BOTH:
        asked = [(one.learner, one.place, one.activity) for one in streams if _table(one) is table]
        if not asked:
            continue
        for row in connection.execute(_of_many(table, connection.dialect.name), {"asked": json.dumps(asked)}):
            one = Snapshot(row.seq, row.event, row.content, row.made_by, row.refused, bytes(row.state))
            if row.checksum == _checksum(one):
                found[Stream(row.learner, row.place, row.activity, table is PRIVATE_SNAPSHOT)] = one
    return found


def from_row(row: Sequence[Any]) -> Snapshot | None:
    """Return a snapshot that was read with other rows (see `BatchQueries`), or None if it is damaged."""
    seq, _learner, _place, _activity, event, made_by, content, refused, checksum, state = row
    one = Snapshot(seq, event, content, made_by, refused, bytes.fromhex(state))
    return one if checksum == _checksum(one) else None


@cache
def _of_many(table: Table, dialect: str) -> TextClause:
    """Return the query for one kind of database; it is made once, because making it takes as long as running it."""
    listed, values = asked_rows(dialect, 3)
    is_of_stream = " AND ".join(
        f"one.{name} = {value}" for name, value in zip(("learner", "place", "activity"), values, strict=True)
    )
    return text(f"SELECT one.* FROM {each_of(dialect, listed, table.name, is_of_stream)}")  # noqa: S608  (idem)


def _checksum(snapshot: Snapshot) -> str:
    said = f"{snapshot.seq} {snapshot.event} {snapshot.content} {snapshot.made_by} {snapshot.refused} "
    return sha256(said.encode() + snapshot.state).hexdigest()


def erase(connection: Connection, stream: Stream) -> None:
    """Remove the snapshot of one activity of one learner."""
    table = _table(stream)
    of_place = (table.c.place == stream.place, table.c.activity == stream.activity)
    connection.execute(delete(table).where(table.c.learner == stream.learner, *of_place))


def forget(connection: Connection, learner: str | None = None) -> None:
    """Remove the snapshots of a learner, or of everybody."""
    for table in _BOTH:
        connection.execute(delete(table) if learner is None else delete(table).where(table.c.learner == learner))


def count(connection: Connection, learner: str) -> int:
    """Return the number of snapshots of a learner."""
    return sum(len(connection.execute(select(table.c.seq).where(table.c.learner == learner)).all()) for table in _BOTH)
