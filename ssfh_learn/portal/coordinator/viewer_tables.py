"""The tables that one person can open, with all her roles: everybody, her groups together, each group, each practice.

Whatever she opens, all of them decide together what is shown. So the roles count that she has, not the one she chose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, TRAINER
from ssfh_learn.roster.reported_people import reported_people
from ssfh_learn.roster.scope import Scope, is_in_use
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ssfh_learn.journal.reading import ReadTransaction

EVERYBODY, OWN = "iedereen", "mijn"
GROUP = "groep-"
"""How the name of the table of a group begins; its id follows."""


@dataclass(frozen=True)
class ViewerTables:
    """The accounts in each table, None where that is everybody; the names to choose from, and the practices.

    `practices` has id, name and region by table. Without a roster there is one table, of everybody.
    """

    tables: Mapping[str, Collection[str] | None]
    names: Mapping[str, str]
    practices: Mapping[str, tuple[int, str, str]] = field(default_factory=dict)

    @property
    def widest(self) -> str:
        """The table that opens first."""
        return next(iter(self.names))

    @property
    def of_people(self) -> dict[str, Collection[str]]:
        """The tables of which the people are known."""
        return {name: people for name, people in self.tables.items() if people is not None}


def viewer_tables(reading: ReadTransaction, account: str, roles: Collection[str], today: str) -> ViewerTables:
    """Return the tables of a person with these roles."""
    connection, everybody = reading.connection, {EVERYBODY: word("items", "everybody")}
    if not is_in_use(connection):
        return ViewerTables({EVERYBODY: None}, everybody)
    tables: dict[str, Collection[str]] = {}
    names: dict[str, str] = {}
    practices: dict[str, tuple[int, str, str]] = {}
    is_administrator = ADMINISTRATOR in roles
    if is_administrator or TRAINER in roles:
        tables[EVERYBODY] = reported_people(connection, Scope(account, is_everything=True), today).everybody
        names |= everybody
    if is_administrator or COORDINATOR in roles:
        people = reported_people(connection, Scope(account, is_everything=is_administrator), today)
        if not is_administrator:
            tables[OWN] = people.everybody
            names[OWN] = word("items", "own")
        for id_, name in people.group_names.items():
            tables[f"{GROUP}{id_}"], names[f"{GROUP}{id_}"] = people.groups[id_], name
        for id_, practice in people.practices.items():
            tables[f"praktijk-{id_}"] = people.at_work[id_]
            practices[f"praktijk-{id_}"] = (id_, practice.name, practice.region)
    return ViewerTables(tables, names, practices)
