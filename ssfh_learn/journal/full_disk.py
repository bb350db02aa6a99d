"""Deleting on a full disk: SQLite writes pages before it frees any, so it needs room that was set apart for this.

A small file beside the database is that room. Where the disk is full it is given up, and what a learner deletes goes in
portions that fit in it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.cleaning import empty_write_ahead_file
from ssfh_learn.journal.database import METADATA, code_of
from ssfh_learn.journal.learner import Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Engine

    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.journal.transaction import Writing

ENDING, BYTES = "-ruimte", 8 * 2**20
"""The room that is set apart, in a file with the name of the database and this ending.

SQLite's write-ahead file grows to 4 MiB, which may all be new pages of the database.
"""
PORTION = 20
"""Rows that are deleted at once: their pages, with those of the indices, must fit in what is left of the room."""
RECORDS = frozenset({"certificate", "account"})
"""Tables that hold the record of somebody's training, and whose it is."""


def set_room_apart(engine: Engine) -> None:
    """Make the file if it is not there; on a disk that cannot be written there is none."""
    path = _room(engine)
    if path is None or path.exists():
        return
    with suppress(OSError):
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(b"\0" * BYTES)  # a file with a hole in it would set nothing apart
        except OSError:
            path.unlink(missing_ok=True)
            raise


def forget_on_full_disk(journal: SqlJournal, learner: str, rest: Callable[[Writing], Held]) -> Held:
    """Delete what is a learner's alone in small portions, then do `rest`, and return what was deleted.

    Raises JournalError if even that does not fit: what was deleted by then stays deleted, and a next try goes on.
    """
    path = _room(journal.engine)
    if path is None:
        raise JournalError("disk_full")
    with suppress(OSError):
        path.unlink()
    _empty_write_ahead_file(journal)
    events = sum(_in_portions(journal, table, learner) for table in _tables())
    with journal.writing() as writing:
        gone = rest(writing)
    set_room_apart(journal.engine)
    return Held(gone.events + events, gone.certificates, gone.shared, gone.reports)


def _tables() -> list[str]:
    """Return the names of the tables with a learner's own work, what is private first."""
    named = [name for name, table in METADATA.tables.items() if "learner" in table.c and name not in RECORDS]
    return sorted(named, key=lambda name: (not name.startswith("private"), name))


def _in_portions(journal: SqlJournal, table: str, learner: str) -> int:
    """Delete the rows of a learner from a table, and return how many of them were events."""
    some = f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE learner = ? LIMIT {PORTION})"  # noqa: S608  (our own names)
    count = 0
    while True:
        with journal.writing() as writing:
            gone = writing.connection.exec_driver_sql(some, (learner,)).rowcount
            if gone:
                writing.owe_cleaning()
        _empty_write_ahead_file(journal)
        if not gone:
            return count
        count += gone if table.endswith("event") else 0


def _empty_write_ahead_file(journal: SqlJournal) -> None:
    try:
        empty_write_ahead_file(journal.engine)
    except SQLAlchemyError as error:
        raise JournalError(code_of(error)) from error


def _room(engine: Engine) -> Path | None:
    """Return the path of the file, for a database that is a file."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return Path(f"{name}{ENDING}")
