"""A journal in a database: the events of many learners, only ever added to.

What stays with the learner is in a table of its own, apart from what is handed in.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, delete, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.database import code_of, connect, lock, migrate
from ssfh_learn.journal.event import Event
from ssfh_learn.journal.tables import KNOWN, NEWER, OF_MANY, PRIVATE, PUBLIC, next_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Executable
    from sqlalchemy.engine import Connection, CursorResult, Engine

    from ssfh_learn.journal.tables import OfMany


@dataclass(frozen=True)
class Seat:
    """Where a learner sits: one activity of one place (a module or a test); `private` says which table is hers."""

    learner: str
    place: str
    activity: str
    private: bool = False

    @property
    def table(self) -> Table:
        """The table that the events of this seat are in."""
        return PRIVATE if self.private else PUBLIC


class SqlJournal:
    """The journal of a portal, in SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Open the database and bring its schema up to date; raises JournalError where that cannot be done."""
        from alembic.util import CommandError

        try:
            self.engine: Engine = connect(url)
            migrate(self.engine)
        except (SQLAlchemyError, CommandError, OSError, ImportError) as error:  # ImportError: a driver is missing
            raise JournalError("not_written") from error

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Yield what reads and adds events; all of it is on disk after the block, or nothing of it.

        Raises JournalError where the database cannot be written.
        """
        try:
            with self.engine.begin() as connection:
                writing = Writing(connection)
                yield writing
                writing.write()
        except SQLAlchemyError as error:
            raise JournalError(code_of(error)) from error

    @contextmanager
    def reading(self) -> Iterator[Writing]:
        """Yield what reads events; raises JournalError (`unreadable`) where the database cannot be read."""
        try:
            with self.engine.connect() as connection:
                yield Writing(connection)
        except SQLAlchemyError as error:
            raise JournalError("unreadable") from error


class Writing:
    """Reading and adding, within one transaction.

    What is added waits until something reads or the block ends: the database then hears it in one go.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._is_alone = False
        self._newer: dict[Seat, tuple[int, list[tuple[int, Event]]]] = {}
        self._known: dict[tuple[Table, str, str], bool] = {}
        self._places: dict[Table, list[int]] = {PUBLIC: [], PRIVATE: []}
        self._waiting: dict[Table, list[tuple[Any, ...]]] = {PUBLIC: [], PRIVATE: []}

    def alone(self) -> None:
        """Let no other process write until the block ends, so that what is read now is still the newest then."""
        if not self._is_alone:
            lock(self.connection)
            self._is_alone = True

    def read_ahead(self, seats: Mapping[Seat, int], ids: Iterable[tuple[Seat, str]]) -> None:
        """Read in one go what `events` (of a seat, after a place) and `has` are going to be asked one by one.

        For a transaction that is `alone`; what is written or erased here after this is asked anew.
        """
        ids = list(ids)
        for table in (PUBLIC, PRIVATE):
            asked = {seat: after for seat, after in seats.items() if seat.table is table}
            wanted = {(seat.learner, id_) for seat, id_ in ids if seat.table is table}
            if asked:
                self._read_events_ahead(table, asked)
            if wanted:
                found = {
                    tuple(row)
                    for row in self._carry_out(self._of_many(table).known, {"asked": json.dumps(list(wanted))})
                }
                self._known |= {(table, *one): one in found for one in wanted}
                self._reserve(table, len(wanted))

    def _read_events_ahead(self, table: Table, asked: Mapping[Seat, int]) -> None:
        self._newer |= {seat: (after, []) for seat, after in asked.items()}
        listed = [(seat.learner, seat.place, seat.activity, after) for seat, after in asked.items()]
        for row in self._carry_out(self._of_many(table).newer, {"asked": json.dumps(listed)}):
            seat = Seat(row.learner, row.place, row.activity, table is PRIVATE)
            self._newer[seat][1].append(_event(row))

    def events(self, seat: Seat, after: int = 0) -> list[tuple[int, Event]]:
        """Return the events of a seat that came after a place in the journal, each with its own place."""
        read_after, read = self._newer.pop(seat, (None, []))
        if read_after == after:
            return read
        return [_event(row) for row in self._carry_out(NEWER[seat.table], {**_of(seat), "after": after})]

    def has(self, seat: Seat, id_: str) -> bool:
        """Say whether a learner's event with this id is there already."""
        known = self._known.pop((seat.table, seat.learner, id_), None)
        if known is not None:
            return known
        return self._carry_out(KNOWN[seat.table], {"of": seat.learner, "known": id_}).first() is not None

    def add(self, seat: Seat, event: Event) -> int:
        """Add an event and return its place in the journal; one that is there already fails when it is written."""
        self.alone()
        self._newer.pop(seat, None)
        self._known.pop((seat.table, seat.learner, event.id), None)
        if not self._places[seat.table]:
            self._reserve(seat.table, 1)
        seq = self._places[seat.table].pop()
        data = json.dumps(dict(event.data), ensure_ascii=False, separators=(",", ":"))
        of_event = (event.id, event.at, event.content, event.attempt, event.kind, data)
        self._waiting[seat.table].append((seq, seat.learner, seat.place, seat.activity, *of_event))
        return seq

    def write(self) -> None:
        """Let the database hear what was added."""
        for table, rows in self._waiting.items():
            if rows:
                self.connection.execute(self._of_many(table).add, {"asked": json.dumps(rows, ensure_ascii=False)})
                rows.clear()

    def _carry_out(self, statement: Executable, asked: Mapping[str, Any]) -> CursorResult[Any]:
        self.write()
        return self.connection.execute(statement, asked)

    def _reserve(self, table: Table, count: int) -> None:
        self.write()
        self._places[table] = list(next_places(self.connection, table, count))[::-1]

    def _of_many(self, table: Table) -> OfMany:
        return OF_MANY[table][self.connection.dialect.name]

    def seats(self, learner: str) -> list[Seat]:
        """Return every activity in which a learner did something."""
        return [
            Seat(learner, row.place, row.activity, private=table is PRIVATE)
            for table in (PUBLIC, PRIVATE)
            for row in self._carry_out(
                select(table.c.place, table.c.activity).where(table.c.learner == learner).distinct(), {}
            )
        ]

    def open_tests(self, place: str) -> list[str]:
        """Return the learners who began an attempt at a test and did not hand it in."""
        told = select(PUBLIC.c.learner, PUBLIC.c.kind).where(
            PUBLIC.c.place == place, PUBLIC.c.activity == place, PUBLIC.c.kind.in_(("begin", "hand_in"))
        )
        last = {row.learner: row.kind for row in self._carry_out(told.order_by(PUBLIC.c.seq), {})}
        return [learner for learner, kind in last.items() if kind == "begin"]

    def erase(self, seat: Seat) -> None:
        """Remove every event of a seat."""
        self._forget_what_was_read()
        table = seat.table
        is_of_seat = (table.c.place == seat.place, table.c.activity == seat.activity)
        self._carry_out(delete(table).where(table.c.learner == seat.learner, *is_of_seat), {})

    def forget(self, learner: str) -> int:
        """Remove every event of a learner, and return how many there were."""
        self.alone()  # or else what another process is writing now would stay
        self._forget_what_was_read()
        tables = (PUBLIC, PRIVATE)
        return sum(self._carry_out(delete(table).where(table.c.learner == learner), {}).rowcount for table in tables)

    def _forget_what_was_read(self) -> None:
        self._newer.clear()
        self._known.clear()


def _of(seat: Seat) -> dict[str, str]:
    return {"of_learner": seat.learner, "of_place": seat.place, "of_activity": seat.activity}


def _event(row: Any) -> tuple[int, Event]:
    seq, _learner, _place, activity, id_, at, content, attempt, kind, data = row  # by name would take twice as long
    return seq, Event(1, id_, at, activity, content, attempt, kind, json.loads(data))
