"""How much each stream holds, so that one learner cannot fill the database: counted as events are written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, delete, select, text

from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.statements import asked_rows
from ssfh_learn.journal.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.journal.statements import Change

TABLE = Table(
    "stream_use",
    METADATA,
    Column("learner", String(128), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("activity", String(64), primary_key=True),
    Column("private", Boolean, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)
OVERHEAD = 250
"""Bytes of an event besides its data, in a file that a learner takes with her or hands in."""


@dataclass(frozen=True)
class Use:
    """How many events there are, and how many bytes they take in a file."""

    events: int = 0
    bytes: int = 0

    def __add__(self, other: Use) -> Use:
        return Use(self.events + other.events, self.bytes + other.bytes)


def use_of(connection: Connection, learner: str) -> dict[Stream, Use]:
    """Return what each stream of a learner holds."""
    return use_of_many(connection, [learner])[learner]


def use_of_many(connection: Connection, learners: Collection[str]) -> dict[str, dict[Stream, Use]]:
    """Return what each stream of some learners holds, by learner."""
    found: dict[str, dict[Stream, Use]] = {learner: {} for learner in learners}
    asked = select(TABLE).where(TABLE.c.learner.in_(list(learners)))
    for row in connection.execute(asked.order_by(TABLE.c.private, TABLE.c.place, TABLE.c.activity)):
        stream = Stream(row.learner, row.place, row.activity, private=bool(row.private))
        found[row.learner][stream] = Use(row.events, row.bytes)
    return found


def from_row(row: Sequence[Any]) -> tuple[Stream, Use]:
    """Return a stream and what it holds, of a row that was read with others (see `BatchQueries`)."""
    events, learner, place, activity, private, _, _, size, *_ = row
    return Stream(learner, place, activity, private=private == "1"), Use(events, size)


def adding(dialect: str, added: Mapping[Stream, Use]) -> Change:
    """Return the change that counts events which are added in the same transaction."""
    rows = [
        (one.learner, one.place, one.activity, int(one.private), use.events, use.bytes) for one, use in added.items()
    ]
    return _add(dialect), {"used": json.dumps(rows, ensure_ascii=False)}


@cache
def _add(dialect: str) -> str:
    listed, (learner, place, activity, private, events, size) = asked_rows(dialect, 6, "used")
    private = f"CAST({private} AS integer)" if dialect == "sqlite" else f"CAST(CAST({private} AS integer) AS boolean)"
    return (
        "INSERT INTO stream_use (learner, place, activity, private, events, bytes) "  # noqa: S608  (the names are our own)
        f"SELECT {learner}, {place}, {activity}, {private}, CAST({events} AS integer), CAST({size} AS bigint) "
        f"FROM {listed} WHERE true ON CONFLICT (learner, place, activity, private) "
        "DO UPDATE SET events = stream_use.events + excluded.events, bytes = stream_use.bytes + excluded.bytes"
    )


def erase(connection: Connection, stream: Stream) -> None:
    """Forget what a stream held, because it holds nothing any more."""
    is_of_stream = (TABLE.c.place == stream.place, TABLE.c.activity == stream.activity)
    is_hers = (TABLE.c.learner == stream.learner, TABLE.c.private == stream.private)
    connection.execute(delete(TABLE).where(*is_hers, *is_of_stream))


def forget(connection: Connection, learner: str) -> None:
    """Forget what the streams of a learner held."""
    connection.execute(delete(TABLE).where(TABLE.c.learner == learner))


def count_again(connection: Connection) -> None:
    """Count every event again."""
    connection.execute(delete(TABLE))
    for statement in counting(connection.dialect.name):
        connection.execute(text(statement))


def count_again_of(connection: Connection, learner: str) -> None:
    """Count the events of one learner again, after they moved from one name to another."""
    forget(connection, learner)
    for statement in counting(connection.dialect.name, "WHERE learner = :learner "):
        connection.execute(text(statement), {"learner": learner})


def counting(dialect: str, whose: str = "") -> list[str]:
    """Return the statements that count every event, or those that `whose` says, where nothing is counted yet."""
    size = "length(CAST(data AS blob))" if dialect == "sqlite" else "octet_length(data)"
    false, true = ("0", "1") if dialect == "sqlite" else ("false", "true")
    return [
        "INSERT INTO stream_use (learner, place, activity, private, events, bytes) "  # noqa: S608  (idem)
        f"SELECT learner, place, activity, {private}, count(*), sum({size} + {OVERHEAD}) FROM {table} "
        f"{whose}GROUP BY learner, place, activity"
        for table, private in (("event", false), ("private_event", true))
    ]
