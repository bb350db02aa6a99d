"""A journal in a database: the events of many learners, only ever added to.

What stays with the learner is in a table of its own, apart from what is handed in.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.database import METADATA, code_of, connect, lock, migrate
from ssfh_learn.journal.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Select, TextClause
    from sqlalchemy.engine import Connection, Engine


def _events(name: str) -> Table:
    return Table(
        name,
        METADATA,
        # SQLite counts by itself only in a column that is called INTEGER
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


def _newer(table: Table) -> Select[Any]:
    is_of_seat = [table.c[name] == bindparam(f"of_{name}") for name in ("learner", "place", "activity")]
    return select(table).where(*is_of_seat, table.c.seq > bindparam("after")).order_by(table.c.seq)


def _known(table: Table) -> Select[Any]:
    return select(table.c.seq).where(table.c.learner == bindparam("of"), table.c.id == bindparam("known"))


def _in_sqlite(number: int) -> str:
    return f"json_extract(asked.value, '$[{number}]')"


def _in_postgresql(number: int) -> str:
    return f"asked.value ->> {number}"


def _of_many(table: Table) -> dict[str, tuple[TextClause, TextClause]]:
    """Return, for each kind of database, what reads the newer events of many seats, and which of many ids are there.

    What is asked is one parameter, JSON, so that the statement is the same however many ask.
    """
    made = {}
    for dialect, source, value in (
        ("sqlite", f"json_each(:asked) AS asked CROSS JOIN {table.name} AS one", _in_sqlite),
        ("postgresql", f"json_array_elements(CAST(:asked AS json)) AS asked, {table.name} AS one", _in_postgresql),
    ):
        of_seat = " AND ".join(
            f"one.{name} = {value(number)}" for number, name in enumerate(("learner", "place", "activity"))
        )
        newer = f"{of_seat} AND one.seq > CAST({value(3)} AS bigint)"
        known = f"one.learner = {value(0)} AND one.id = {value(1)}"
        made[dialect] = (
            text(f"SELECT one.* FROM {source} WHERE {newer} ORDER BY one.seq"),  # noqa: S608  (names of our own)
            text(f"SELECT one.learner, one.id FROM {source} WHERE {known}"),  # noqa: S608
        )
    return made


# Made once: every answer needs them, and making one costs more than the database needs to carry it out.
_NEWER, _KNOWN, _ADDED = ({False: make(PUBLIC), True: make(PRIVATE)} for make in (_newer, _known, insert))
_OF_MANY = {False: _of_many(PUBLIC), True: _of_many(PRIVATE)}


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
                yield Writing(connection)
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
    """Reading and adding, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._is_alone = False
        self._newer: dict[Seat, tuple[int, list[tuple[int, Event]]]] = {}
        self._known: dict[tuple[bool, str, str], bool] = {}

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
        for private, statements in _OF_MANY.items():
            newer, known = statements[self.connection.dialect.name]
            asked = {seat: after for seat, after in seats.items() if seat.private is private}
            wanted = {(seat.learner, id_) for seat, id_ in ids if seat.private is private}
            if asked:
                self._newer |= {seat: (after, []) for seat, after in asked.items()}
                listed = [(seat.learner, seat.place, seat.activity, after) for seat, after in asked.items()]
                for row in self.connection.execute(newer, {"asked": json.dumps(listed)}):
                    seat = Seat(row.learner, row.place, row.activity, private)
                    self._newer[seat][1].append((row.seq, _event(row)))
            if wanted:
                found = {tuple(row) for row in self.connection.execute(known, {"asked": json.dumps(list(wanted))})}
                self._known |= {(private, *one): one in found for one in wanted}

    def events(self, seat: Seat, after: int = 0) -> list[tuple[int, Event]]:
        """Return the events of a seat that came after a place in the journal, each with its own place."""
        read_after, read = self._newer.pop(seat, (None, []))
        if read_after == after:
            return read
        rows = self.connection.execute(_NEWER[seat.private], {**_of(seat), "after": after})
        return [(row.seq, _event(row)) for row in rows]

    def has(self, seat: Seat, id_: str) -> bool:
        """Say whether a learner's event with this id is there already."""
        known = self._known.pop((seat.private, seat.learner, id_), None)
        if known is not None:
            return known
        return self.connection.execute(_KNOWN[seat.private], {"of": seat.learner, "known": id_}).first() is not None

    def add(self, seat: Seat, event: Event) -> int:
        """Add an event and return its place in the journal; one that is there already is an error of the database."""
        self._newer.pop(seat, None)
        self._known.pop((seat.private, seat.learner, event.id), None)
        values = {
            "learner": seat.learner,
            "place": seat.place,
            "activity": seat.activity,
            "id": event.id,
            "at": event.at,
            "content": event.content,
            "attempt": event.attempt,
            "kind": event.kind,
            "data": json.dumps(dict(event.data), ensure_ascii=False, separators=(",", ":")),
        }
        added: Any = self.connection.execute(_ADDED[seat.private], values).inserted_primary_key
        return int(added[0])

    def seats(self, learner: str) -> list[Seat]:
        """Return every activity in which a learner did something."""
        return [
            Seat(learner, row.place, row.activity, private=table is PRIVATE)
            for table in (PUBLIC, PRIVATE)
            for row in self.connection.execute(
                select(table.c.place, table.c.activity).where(table.c.learner == learner).distinct()
            )
        ]

    def erase(self, seat: Seat) -> None:
        """Remove every event of a seat."""
        self._read_nothing()
        table = seat.table
        self.connection.execute(
            delete(table).where(
                table.c.learner == seat.learner, table.c.place == seat.place, table.c.activity == seat.activity
            )
        )

    def forget(self, learner: str) -> None:
        """Remove everything of a learner."""
        self._read_nothing()
        for table in (PUBLIC, PRIVATE):
            self.connection.execute(delete(table).where(table.c.learner == learner))

    def _read_nothing(self) -> None:
        self._newer.clear()
        self._known.clear()


def _of(seat: Seat) -> dict[str, str]:
    return {"of_learner": seat.learner, "of_place": seat.place, "of_activity": seat.activity}


def _event(row: Any) -> Event:
    return Event(1, row.id, row.at, row.activity, row.content, row.attempt, row.kind, json.loads(row.data))
