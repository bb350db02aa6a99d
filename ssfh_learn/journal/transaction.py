"""Reading events, and adding them, within one transaction of a database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, delete, select

from ssfh_learn.journal import projections, snapshots
from ssfh_learn.journal.database import lock
from ssfh_learn.journal.event import Event
from ssfh_learn.journal.projections import ActivityStatus
from ssfh_learn.journal.seat import Seat
from ssfh_learn.journal.tables import KNOWN, NEWER, OF_MANY, PRIVATE, PUBLIC, next_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Executable
    from sqlalchemy.engine import Connection, CursorResult

    from ssfh_learn.journal.snapshots import Snapshot
    from ssfh_learn.journal.tables import OfMany


class ReadTransaction:
    """Reading events over a connection of its own; everything is as it was at the last commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._newer: dict[Seat, tuple[int, list[tuple[int, Event]]]] = {}
        self._snapshots: dict[Seat, Snapshot | None] = {}

    def read_snapshots_ahead(self, seats: Collection[Seat]) -> dict[Seat, Snapshot]:
        """Read in one go what `snapshot` is going to be asked one by one, and return it too."""
        found = snapshots.of_many(self.connection, seats)
        self._snapshots |= {seat: found.get(seat) for seat in seats}
        return found

    def snapshot(self, seat: Seat) -> Snapshot | None:
        """Return the state that was kept of a seat, if there is one."""
        if seat not in self._snapshots:
            self.read_snapshots_ahead([seat])
        return self._snapshots.pop(seat)

    def read_events_ahead(self, seats: Mapping[Seat, int]) -> None:
        """Read in one go what `events` (of a seat, after a place) is going to be asked one by one."""
        for table in (PUBLIC, PRIVATE):
            asked = {seat: after for seat, after in seats.items() if seat.table is table}
            if not asked:
                continue
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

    def _carry_out(self, statement: Executable, asked: Mapping[str, Any]) -> CursorResult[Any]:
        return self.connection.execute(statement, asked)

    def _of_many(self, table: Table) -> OfMany:
        return OF_MANY[table][self.connection.dialect.name]


class Writing(ReadTransaction):
    """Reading and adding, within one transaction.

    What is added waits until something reads or the block ends: the database then hears it in one go.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._is_alone = False
        self._known: dict[tuple[Table, str, str], bool] = {}
        self._places: dict[Table, list[int]] = {PUBLIC: [], PRIVATE: []}
        self._waiting: dict[Table, list[tuple[Any, ...]]] = {PUBLIC: [], PRIVATE: []}
        self._statuses: list[ActivityStatus] = []

    def alone(self) -> None:
        """Let no other process write until the block ends, so that what is read now is still the newest then."""
        if not self._is_alone:
            lock(self.connection)
            self._is_alone = True

    def read_ahead(self, seats: Mapping[Seat, int], ids: Iterable[tuple[Seat, str]]) -> None:
        """Read in one go what `events` (of a seat, after a place) and `has` are going to be asked one by one.

        For a transaction that is `alone`; what is written or erased here after this is asked anew.
        """
        self.read_events_ahead(seats)
        ids = list(ids)
        for table in (PUBLIC, PRIVATE):
            wanted = {(seat.learner, id_) for seat, id_ in ids if seat.table is table}
            if wanted:
                found = {
                    tuple(row)
                    for row in self._carry_out(self._of_many(table).known, {"asked": json.dumps(list(wanted))})
                }
                self._known |= {(table, *one): one in found for one in wanted}
                self._reserve(table, len(wanted))

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
        if self._statuses:
            projections.set_statuses(self.connection, self._statuses)
            self._statuses.clear()

    def project(self, seat: Seat, status: str | None, at: str) -> None:
        """Remember how far a learner is in an activity since a moment; None where nothing of it may be kept."""
        self._statuses.append(ActivityStatus(seat, status, at))

    def keep_snapshot(self, seat: Seat, snapshot: Snapshot) -> None:
        """Keep a state, in place of what was kept before."""
        self._snapshots.pop(seat, None)
        snapshots.keep(self.connection, seat, snapshot)

    def _carry_out(self, statement: Executable, asked: Mapping[str, Any]) -> CursorResult[Any]:
        self.write()
        return super()._carry_out(statement, asked)

    def _reserve(self, table: Table, count: int) -> None:
        self.write()
        self._places[table] = list(next_places(self.connection, table, count))[::-1]

    def erase(self, seat: Seat) -> None:
        """Remove every event of a seat, and what was derived from them."""
        self.write()
        self._forget_what_was_read()
        projections.erase(self.connection, seat)
        snapshots.erase(self.connection, seat)
        table = seat.table
        is_of_seat = (table.c.place == seat.place, table.c.activity == seat.activity)
        self._carry_out(delete(table).where(table.c.learner == seat.learner, *is_of_seat), {})

    def forget(self, learner: str) -> int:
        """Remove every event of a learner and what was derived from them, and return how many events there were."""
        self.alone()  # or else what another process is writing now would stay
        self.write()
        self._forget_what_was_read()
        projections.forget(self.connection, learner)
        snapshots.forget(self.connection, learner)
        tables = (PUBLIC, PRIVATE)
        return sum(self._carry_out(delete(table).where(table.c.learner == learner), {}).rowcount for table in tables)

    def _forget_what_was_read(self) -> None:
        self._newer.clear()
        self._snapshots.clear()
        self._known.clear()


def _of(seat: Seat) -> dict[str, str]:
    return {"of_learner": seat.learner, "of_place": seat.place, "of_activity": seat.activity}


def _event(row: Any) -> tuple[int, Event]:
    seq, _learner, _place, activity, id_, at, content, attempt, kind, data = row  # by name would take twice as long
    return seq, Event(1, id_, at, activity, content, attempt, kind, json.loads(data))
