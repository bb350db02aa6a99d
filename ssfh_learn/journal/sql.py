"""A journal in a database: the events of many learners, only ever added to.

What stays with the learner is in a table of its own, apart from what is handed in. The schema is kept by Alembic.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    create_engine,
    delete,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy import (
    event as engine_events,
)
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Select, TextClause
    from sqlalchemy.engine import Connection, Engine

METADATA = MetaData()
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 10
"""Seconds to wait for another process that writes, or for a server to answer."""
_MIGRATING, _WRITING = 7333, 7334
"""The names of our locks in PostgreSQL."""


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
            self.engine: Engine = _engine(url)
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
            raise JournalError(_code(error)) from error

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
        if self._is_alone:
            return
        if self.connection.dialect.name == "postgresql":
            wait = f"set_config('lock_timeout', '{PATIENCE}s', true)"
            self.connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({_WRITING})")
        elif not self.connection.connection.in_transaction:
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
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


def _engine(url: str) -> Engine:
    """Return what connects to a database; a server that was started again is found again by itself."""
    dialect = make_url(url).get_dialect()
    if dialect.name == "postgresql" and dialect.driver == "psycopg":
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE})
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or ":memory:")
        if file.name != ":memory:" and not file.exists():
            file.touch(mode=0o600)  # it holds what is private; SQLite gives its other files the same rights
        engine_events.listen(engine, "connect", _durable)
    return engine


def _durable(connection: Any, _record: object) -> None:
    """Let readers and the writer work side by side, and let a commit wait for the disk."""
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    for attempts_left in range(20 * PATIENCE, -1, -1):  # SQLite does not wait by itself for this one
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not attempts_left:
                raise
            time.sleep(0.05)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what a learner deleted is not in the file either


def is_of_all(error: Exception) -> bool:
    """Say whether an error is the database's own (full, locked, gone), so that nothing else can be written either."""
    return isinstance(error.__cause__, OperationalError | InterfaceError)


def _code(error: SQLAlchemyError) -> str:
    text = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    if "disk is full" in text or "No space left" in text or "DiskFull" in text:
        return "disk_full"
    return "read_only" if "readonly" in text else "not_written"


def migrate(engine: Engine) -> None:
    """Bring the schema up to date; two servers that start at once wait for each other."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
