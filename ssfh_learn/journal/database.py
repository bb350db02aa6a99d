"""The database of the journal, SQLite or PostgreSQL: connections, schema (kept by Alembic) and codes of errors."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, create_engine, inspect, make_url
from sqlalchemy import event as engine_events
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from ssfh_learn.errors import JournalCode, JournalError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

METADATA = MetaData()
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 10
"""Seconds to wait for another process that writes, or for a server to answer."""
_MIGRATING, _WRITING = 7333, 7334
"""The names of our locks in PostgreSQL."""


def connect(url: str) -> Engine:
    """Return an engine for a database; it connects again by itself after the server restarted."""
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


def is_there(url: str) -> bool:
    """Return whether a database exists and is a journal, without creating it.

    Raises JournalError (`unreadable`) where that cannot be known.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
            return False
        engine = connect(url)
        try:
            return inspect(engine).has_table("event")
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver is missing
        raise JournalError("unreadable") from error


def checkpoint(engine: Engine) -> None:
    """Remove deleted rows from SQLite's write-ahead file too, where they would stay for a while."""
    if engine.dialect.name == "sqlite":
        with suppress(SQLAlchemyError), engine.connect() as connection:  # SQLite does it itself later
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


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
    """Return whether the database itself failed (full, locked, gone), so that nothing else can be written either."""
    return isinstance(error.__cause__, OperationalError | InterfaceError)


def code_of(error: SQLAlchemyError) -> JournalCode:
    """Return the code of the JournalError for this error."""
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


def lock(connection: Connection) -> None:
    """Keep other processes from writing until the transaction ends."""
    if connection.dialect.name == "postgresql":
        wait = f"set_config('lock_timeout', '{PATIENCE}s', true)"
        connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({_WRITING})")
    elif not connection.connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def asked_rows(dialect: str, width: int) -> tuple[str, list[str]]:
    """Return the SQL that lists the rows of the JSON parameter `asked`, and the SQL of each value of a row.

    All rows are in one parameter, so that the statement is the same for any number of rows.
    """
    if dialect == "sqlite":
        return "json_each(:asked) AS asked", [f"json_extract(asked.value, '$[{place}]')" for place in range(width)]
    return "json_array_elements(CAST(:asked AS json)) AS asked", [f"asked.value ->> {place}" for place in range(width)]
