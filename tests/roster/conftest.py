"""A roster in each kind of database, with two groups that two coordinators coordinate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy.engine import Connection

from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.roster.name import PersonName
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.scope import Scope
from tests.postgresql import Server, running_server

AT = "2026-11-29T12:00:00+00:00"
TODAY = "2026-11-29"
EVERYTHING = Scope("beheer", is_everything=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a PostgreSQL server; it is gone when the tests are done."""
    with running_server("-c", "fsync=off") as running:
        yield running


@dataclass
class Roster:
    """A roster with a group of Ans (`first`) and one of Bea (`second`)."""

    journal: SqlJournal
    first: int
    second: int

    ans = Scope("ans")
    bea = Scope("bea")

    @contextmanager
    def open(self) -> Iterator[Connection]:
        """Yield a connection whose transaction is committed if nothing is raised."""
        with self.journal.writing() as writing:
            yield writing.connection

    def add(self, scope: Scope = EVERYTHING, /, **fields: object) -> int:
        """Add somebody to the list."""
        with self.open() as connection:
            return add(connection, scope, somebody(**fields), AT)


def somebody(**fields: object) -> Participant:
    """Return a new participant; a name is given as `given`, `prefix` and `family`."""
    parts = {part: str(fields.pop(part, "")) for part in ("initials", "given", "prefix", "family")}
    fields["groups"] = frozenset(fields.get("groups", ()))  # type: ignore[arg-type]
    return Participant(PersonName(**parts), **fields)  # type: ignore[arg-type]


@pytest.fixture
def roster(database: str) -> Iterator[Roster]:
    """Return such a roster, without participants."""
    with closing(SqlJournal(database)) as journal:
        with journal.writing() as writing:
            first, second = (
                add_group(writing.connection, EVERYTHING, RosterGroup(name, frozenset({account})), AT)
                for name, account in (("Noord", "ans"), ("Zuid", "bea"))
            )
        yield Roster(journal, first, second)


LINDE, EIK = Practice("De Linde", "Gooi"), Practice("De Eik", "Veluwe")
