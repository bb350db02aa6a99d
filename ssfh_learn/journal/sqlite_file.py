"""Opens a SQLite file so that commits are durable, or for reading only if the disk cannot be written."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event as engine_events

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from ssfh_learn.errors import JournalCode

_REASON = "ssfh_unwritable"
"""The key of the reason, in the record that SQLAlchemy keeps of a connection."""


def open_durably(engine: Engine, patience: int) -> None:
    """Let an engine open each connection durably, or for reading only if the disk cannot be written.

    A connection for reading only is closed after each use, so that writing works again once the disk can be written.
    `patience` is how many seconds to wait for another process that writes.
    """

    def connect(dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
        file = Path(arguments[0])
        if file.is_file() and not os.access(file, os.W_OK):
            record.info[_REASON] = "read_only"
        connection = dialect.connect(*arguments, **options)
        try:
            _set_durable(connection, patience)
        except sqlite3.OperationalError as error:
            connection.close()
            code = _code_of(error)
            if code is None or not _is_complete(file):
                raise
            record.info[_REASON] = code
            return _connect_immutable(dialect, file, options)
        return connection

    engine_events.listen(engine, "do_connect", connect)
    engine_events.listen(engine, "checkin", _close_if_unwritable)


def unwritable(connection: Connection) -> JournalCode | None:
    """Return why a connection is for reading only, or None if it is not."""
    return connection.info.get(_REASON)


def _close_if_unwritable(_connection: object, record: Any) -> None:
    if _REASON in record.info:
        record.invalidate()


def _set_durable(connection: sqlite3.Connection, patience: int) -> None:
    """Let readers and the writer work side by side, and let a commit wait for the disk."""
    connection.execute(f"PRAGMA busy_timeout = {patience * 1000}")
    for attempts_left in range(20 * patience, -1, -1):  # SQLite does not wait by itself for this one
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not attempts_left:
                raise
            time.sleep(0.05)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what a learner deleted is not in the file either


def _code_of(error: sqlite3.OperationalError) -> JournalCode | None:
    """Return why SQLite cannot make the files that it needs beside a database, or None if something else is wrong."""
    match error.sqlite_errorcode:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR_SHMSIZE:  # SQLite's manual: the disk is often full
            return "disk_full"
        case code if code & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:  # the low byte is the kind
            return "read_only"
    return None


def _is_complete(file: Path) -> bool:
    """Return whether a database file holds everything, so that no transaction waits in a file beside it."""
    beside = (file.with_name(file.name + ending) for ending in ("-wal", "-journal"))
    return file.is_file() and all(not path.exists() or path.stat().st_size == 0 for path in beside)


def _connect_immutable(dialect: Any, file: Path, options: dict[str, Any]) -> Any:
    """Connect to a file that nobody can change now: SQLite then needs no files beside it."""
    address = f"{file.absolute().as_uri()}?immutable=1"
    connection = dialect.connect(address, **{**options, "uri": True})
    connection.execute("SELECT count(*) FROM sqlite_schema")  # raises OperationalError if the file cannot be read
    return connection
