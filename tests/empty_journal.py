"""Databases of a journal in which nothing stands yet, each a copy of one that was made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ssfh_learn.journal.sql import SqlJournal
from tests.postgresql import Server


@cache
def sqlite_file() -> bytes:
    """Return what the file of an empty journal in SQLite holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "leren.db"
        SqlJournal(f"sqlite:///{path}").close()
        return path.read_bytes()


def in_postgresql(server: Server) -> str:
    """Return the address of an empty journal of its own on a server."""
    return server.new_database(_first(server))


@cache
def _first(server: Server) -> str:
    address = server.new_database()
    SqlJournal(address).close()
    return address
