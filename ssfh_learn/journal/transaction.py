"""Adding events, and reading them, within one transaction of a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, delete

from ssfh_learn.journal import projections, snapshots, use
from ssfh_learn.journal.cleaning import owe
from ssfh_learn.journal.database import lock
from ssfh_learn.journal.projections import ActivityStatus
from ssfh_learn.journal.reading import ReadTransaction, event_of, listed, stream_and_event
from ssfh_learn.journal.statements import carry_out
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.tables import (
    KEPT,
    KNOWN,
    NEWER_EVENT,
    PLACE,
    PRIVATE,
    PUBLIC,
    USED,
    next_places,
    places_in,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Executable
    from sqlalchemy.engine import Connection, CursorResult

    from ssfh_learn.journal.event import Event
    from ssfh_learn.journal.projections import Status
    from ssfh_learn.journal.snapshots import Snapshot
    from ssfh_learn.journal.statements import Change


class Writing(ReadTransaction):
    """Reads and adds events within one transaction.

    Added events wait in memory until something is read or the block ends. Then one statement writes them all.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._is_alone = False
        self._known: dict[tuple[Table, str, str], tuple[Stream, Event] | None] = {}
        self._places: dict[Table, list[int]] = {PUBLIC: [], PRIVATE: []}
        self._waiting: dict[Table, list[tuple[Any, ...]]] = {PUBLIC: [], PRIVATE: []}
        self._statuses: list[ActivityStatus] = []
        self._used: dict[Stream, use.Use] = {}

    def alone(self) -> None:
        """Keep other processes from writing until the block ends, so that what is read now stays the newest."""
        if not self._is_alone:
            lock(self.connection)
            self._is_alone = True

    def read_ahead(
        self, streams: Mapping[Stream, int | None], ids: Iterable[tuple[Stream, str]], using: Collection[str] = ()
    ) -> dict[str, dict[Stream, use.Use]]:
        """Read with one query for each table what later calls of `events`, `recorded` and `add` will need.

        Returns what each stream of the learners in `using` holds, by learner.

        Each stream has the place after which its events are needed; with None its snapshot is read, for `snapshot`, and
        the events since. Only for a transaction that is `alone`. What this transaction writes or erases afterwards is
        read again.
        """
        ids = list(ids)
        found: dict[str, dict[Stream, use.Use]] = {learner: {} for learner in using}
        for table in (PUBLIC, PRIVATE):
            after = {stream: seq for stream, seq in streams.items() if stream.table is table}
            wanted = {(stream.learner, id_) for stream, id_ in ids if stream.table is table}
            if after or wanted:
                for stream, used in self._read_ahead(table, after, wanted, using):
                    found[stream.learner][stream] = used
                using = ()  # either table gives all that they hold
        return found

    def _read_ahead(
        self,
        table: Table,
        after: Mapping[Stream, int | None],
        wanted: Collection[tuple[str, str]],
        using: Collection[str],
    ) -> list[tuple[Stream, use.Use]]:
        dialect = self.connection.dialect.name
        asked = {"asked": json.dumps(listed(after)), "ids": json.dumps(list(wanted))}
        asked |= {"learners": json.dumps([[learner] for learner in using])} if using else {}
        queries = self.of_many(table)
        found = self.execute(
            queries.ahead_used if using else queries.ahead,
            asked if dialect == "sqlite" else {**asked, "count": len(wanted)},
        )
        self._newer |= {stream: (seq or 0, []) for stream, seq in after.items()}
        self._snapshots |= {stream: None for stream, seq in after.items() if seq is None}
        self._known |= dict.fromkeys((table, *one) for one in wanted)
        places: list[int] = []
        used: list[tuple[Stream, use.Use]] = []
        row: list[Any]
        for what, *row in found:
            seq, learner, place, activity, id_, *_ = row
            if what == PLACE:
                places.append(seq)
            elif what == NEWER_EVENT:
                self._newer[Stream(learner, place, activity, table is PRIVATE)][1].append(event_of(row))
            elif what == KEPT:
                stream = Stream(learner, place, activity, table is PRIVATE)
                self._newer[stream] = seq - 1, self._newer[stream][1]
                self._snapshots[stream] = snapshots.from_row(row)
            elif what == USED:
                used.append(use.from_row(row))
            else:
                self._known[table, learner, id_] = Stream(learner, place, activity, table is PRIVATE), event_of(row)[1]
        if wanted:
            self._places[table] = places_in(places, dialect, len(wanted))[::-1]
        return used

    def recorded(self, stream: Stream, id_: str) -> tuple[Stream, Event] | None:
        """Return the event that a learner has under this id, and its stream: an id is used once, in any activity."""
        asked = (stream.table, stream.learner, id_)
        if asked in self._known:
            return self._known.pop(asked)
        row = self.execute(KNOWN[stream.table], {"of": stream.learner, "known": id_}).first()
        return None if row is None else stream_and_event(stream.table, row)

    def add(self, stream: Stream, event: Event) -> int:
        """Add an event and return its place in the journal; writing fails if the id is there already."""
        self.alone()
        self._newer.pop(stream, None)
        self._known.pop((stream.table, stream.learner, event.id), None)
        if not self._places[stream.table]:
            self._reserve(stream.table, 1)
        seq = self._places[stream.table].pop()
        data = json.dumps(dict(event.data), ensure_ascii=False, separators=(",", ":"))
        size = len(data.encode()) + use.OVERHEAD
        self._used[stream] = self._used.get(stream, use.Use()) + use.Use(1, size)
        of_event = (event.id, event.at, event.content, event.attempt, event.kind, data)
        self._waiting[stream.table].append((seq, stream.learner, stream.place, stream.activity, *of_event))
        return seq

    def write(self) -> None:
        """Write what was added to the database."""
        dialect = self.connection.dialect.name
        changes: list[Change] = []
        for table, rows in self._waiting.items():
            if rows:
                changes.append((self.of_many(table).add, {table.name: json.dumps(rows, ensure_ascii=False)}))
                rows.clear()
        if self._used:
            changes.append(use.adding(dialect, self._used))
            self._used.clear()
        if self._statuses:
            changes += projections.status_changes(dialect, self._statuses)
            self._statuses.clear()
        carry_out(self.connection, changes)

    def project(self, stream: Stream, status: Status | None, at: str) -> None:
        """Set the status of an activity and its moment; with None the projection keeps nothing of it."""
        self._statuses.append(ActivityStatus(stream, status, at))

    def keep_snapshot(self, stream: Stream, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the one before it."""
        self._snapshots.pop(stream, None)
        snapshots.keep(self.connection, stream, snapshot)

    def execute(self, statement: Executable | str, asked: Mapping[str, Any]) -> CursorResult[Any]:
        """Carry out a statement, which sees what was added before it."""
        self.write()
        return super().execute(statement, asked)

    def _reserve(self, table: Table, count: int) -> None:
        self.write()
        self._places[table] = next_places(self.connection, table, count)[::-1]

    def erase(self, stream: Stream) -> None:
        """Remove all events of a stream and everything derived from them."""
        self.write()
        self._forget_what_was_read()
        projections.erase(self.connection, stream)
        snapshots.erase(self.connection, stream)
        use.erase(self.connection, stream)
        table = stream.table
        is_of_stream = (table.c.place == stream.place, table.c.activity == stream.activity)
        self.execute(delete(table).where(table.c.learner == stream.learner, *is_of_stream), {})
        self.owe_cleaning()

    def owe_cleaning(self) -> None:
        """Write that what this transaction deletes must go out of the files too."""
        owe(self.connection, datetime.now(UTC).isoformat())

    def forget(self, learner: str) -> int:
        """Remove all events of a learner and everything derived from them; return the number of events."""
        self.alone()  # otherwise events that another process is writing now would stay
        self.write()
        self._forget_what_was_read()
        projections.forget(self.connection, learner)
        snapshots.forget(self.connection, learner)
        use.forget(self.connection, learner)
        of_learner = (delete(table).where(table.c.learner == learner) for table in (PUBLIC, PRIVATE))
        gone = sum(self.execute(deletion, {}).rowcount for deletion in of_learner)
        if gone:
            self.owe_cleaning()
        return gone

    def _forget_what_was_read(self) -> None:
        self._newer.clear()
        self._snapshots.clear()
        self._known.clear()
