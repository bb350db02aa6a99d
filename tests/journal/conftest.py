"""An empty journal in each kind of database: in a file, and in a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from ssfh_learn.journal.sql import SqlJournal
from tests.postgresql import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a PostgreSQL server; it is gone when the tests are done."""
    with running_server("-c", "fsync=off") as running:
        yield running


@pytest.fixture
def journal(database: str) -> Iterator[SqlJournal]:
    """Return an empty journal, in each kind of database."""
    with closing(SqlJournal(database)) as opened:
        yield opened
