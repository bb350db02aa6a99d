"""Whole copies of databases that are in use: SQLite by its own backup, PostgreSQL by `pg_dump`."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import inspect, make_url
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.database import connect

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")
"""The ends of the names of files that SQLite keeps beside a database; they are in its copy."""


def is_sqlite(file: Path) -> bool:
    """Return whether a file is a database of SQLite."""
    with file.open("rb") as opened:
        return opened.read(len(_HEADER)) == _HEADER


def is_beside_database(file: Path) -> bool:
    """Return whether SQLite keeps this file beside a database; what is in it is in a copy of the database."""
    return any(file.name.endswith(end) and file.with_name(file.name.removesuffix(end)).exists() for end in _BESIDE)


def copy_sqlite(file: Path, to: Path) -> None:
    """Copy a database as it is after some transaction, while others write; raises sqlite3.Error if it is none."""
    address = f"{file.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file


def is_on_server(url: str) -> bool:
    """Return whether a database is one of a server."""
    return make_url(url).get_backend_name() == "postgresql"


def is_empty(url: str) -> bool:
    """Return whether a database of a server has no tables yet; raises JournalError if it cannot be reached."""
    try:
        engine = connect(url)
        try:
            return not inspect(engine).get_table_names()
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise JournalError("unreadable") from error


def dump(url: str, to: Path) -> None:
    """Write a database of a server, as it is at one moment, to a file; raises JournalError with what `pg_dump` said."""
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={to}")


def load(url: str, file: Path) -> None:
    """Fill an empty database of a server with what `dump` wrote, all or nothing; raises JournalError."""
    _run("pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(file))


def _run(program: str, url: str, *words: str) -> None:
    address = make_url(url)
    password = {"PGPASSWORD": str(address.password)} if address.password else {}  # not where everybody sees it
    bare = address.set(drivername="postgresql", password=None).render_as_string()
    try:
        done = subprocess.run(  # noqa: S603  (PostgreSQL's own programs)
            [program, f"--dbname={bare}", *words],
            env={**os.environ, **password},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise JournalError("not_written") from error
    if done.returncode:
        raise JournalError("not_written") from RuntimeError(done.stderr.strip())
