"""Reading events over a connection: of one stream, or of many ahead with one query."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, func, select

from ssfh_learn.journal import snapshots
from ssfh_learn.journal.event import Event
from ssfh_learn.journal.statements import execute
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.tables import NEWER, OF_MANY, PRIVATE, PUBLIC

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Executable
    from sqlalchemy.engine import Connection, CursorResult

    from ssfh_learn.journal.snapshots import Snapshot
    from ssfh_learn.journal.tables import BatchQueries


class ReadTransaction:
    """Reads events over a connection of its own; it sees what was committed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._newer: dict[Stream, tuple[int, list[tuple[int, Event]]]] = {}
        self._snapshots: dict[Stream, Snapshot | None] = {}

    def read_snapshots_ahead(self, streams: Collection[Stream]) -> dict[Stream, Snapshot]:
        """Read the snapshots of many streams with one query, for later calls of `snapshot`, and return them."""
        found = snapshots.of_many(self.connection, streams)
        self._snapshots |= {stream: found.get(stream) for stream in streams}
        return found

    def snapshot(self, stream: Stream) -> Snapshot | None:
        """Return the snapshot of a stream, if there is one."""
        if stream not in self._snapshots:
            self.read_snapshots_ahead([stream])
        return self._snapshots.pop(stream)

    def read_events_ahead(self, streams: Mapping[Stream, int]) -> None:
        """Read the events of many streams, each after a place, with one query, for later calls of `events`."""
        for table in (PUBLIC, PRIVATE):
            asked = {stream: after for stream, after in streams.items() if stream.table is table}
            if not asked:
                continue
            self._newer |= {stream: (after, []) for stream, after in asked.items()}
            for row in self.execute(self.of_many(table).newer, {"asked": json.dumps(listed(asked))}):
                self._newer[_stream(table, row)][1].append(event_of(row))

    def events(self, stream: Stream, after: int = 0) -> list[tuple[int, Event]]:
        """Return the events of a stream that came after a place in the journal, each with its own place."""
        read_after, read = self._newer.pop(stream, (None, []))
        if read_after == after:
            return read
        return [event_of(row) for row in self.execute(NEWER[stream.table], {**_of(stream), "after": after})]

    def streams(self, learner: str) -> list[Stream]:
        """Return the streams in which a learner has events, in one order on every database."""
        return [
            Stream(learner, row.place, row.activity, private=table is PRIVATE)
            for table in (PUBLIC, PRIVATE)
            for row in self.execute(
                select(table.c.place, table.c.activity)
                .where(table.c.learner == learner)
                .distinct()
                .order_by(table.c.place, table.c.activity),
                {},
            )
        ]

    def events_up_to(self, stream: Stream, most: int, after: int = 0) -> list[tuple[int, Event]]:
        """Return the first `most` events of a stream that came after a place in the journal."""
        return [event_of(row) for row in self.execute(NEWER[stream.table].limit(most), {**_of(stream), "after": after})]

    def open_tests(self, place: str) -> list[str]:
        """Return the learners who began an attempt at a test and did not hand it in."""
        told = select(PUBLIC.c.learner, PUBLIC.c.kind).where(
            PUBLIC.c.place == place, PUBLIC.c.activity == place, PUBLIC.c.kind.in_(("begin", "hand_in"))
        )
        last = {row.learner: row.kind for row in self.execute(told.order_by(PUBLIC.c.seq), {})}
        return [learner for learner, kind in last.items() if kind == "begin"]

    def began(self, place: str, contents: Collection[str] | None = None) -> dict[str, int]:
        """Return how many attempts at a test, or at some versions of it, each learner began who began any."""
        told = select(PUBLIC.c.learner, func.count().label("attempts")).where(
            PUBLIC.c.place == place, PUBLIC.c.activity == place, PUBLIC.c.kind == "begin"
        )
        if contents is not None:
            told = told.where(PUBLIC.c.content.in_(contents))
        return {row.learner: row.attempts for row in self.execute(told.group_by(PUBLIC.c.learner), {})}

    def execute(self, statement: Executable | str, asked: Mapping[str, Any]) -> CursorResult[Any]:
        """Carry out a statement of SQLAlchemy, or one that is written in the SQL of this database."""
        if isinstance(statement, str):
            return execute(self.connection, statement, asked)
        return self.connection.execute(statement, asked)

    def of_many(self, table: Table) -> BatchQueries:
        """Return the statements of a table for the database of this connection."""
        return OF_MANY[table][self.connection.dialect.name]


def _of(stream: Stream) -> dict[str, str]:
    return {"of_learner": stream.learner, "of_place": stream.place, "of_activity": stream.activity}


def listed(after: Mapping[Stream, int | None]) -> list[tuple[str, str, str, int | None]]:
    """Return streams, each with the place to read after, as the statements ask for them."""
    return [(stream.learner, stream.place, stream.activity, seq) for stream, seq in after.items()]


def _stream(table: Table, row: Any) -> Stream:
    return Stream(row.learner, row.place, row.activity, table is PRIVATE)


def stream_and_event(table: Table, row: Any) -> tuple[Stream, Event]:
    """Return the stream and the event of a row."""
    return _stream(table, row), event_of(row)[1]


def event_of(row: Any) -> tuple[int, Event]:
    """Return the event of a row, with its place in the journal."""
    seq, _learner, _place, activity, id_, at, content, attempt, kind, data = row  # by name would take twice as long
    return seq, Event(1, id_, at, activity, content, attempt, kind, json.loads(data))
