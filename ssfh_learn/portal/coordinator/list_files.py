"""The list as a file: to keep, to change in Excel and to read in again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.participant_list import filter_of
from ssfh_learn.reports.table import csv_table, excel_table
from ssfh_learn.roster import listing
from ssfh_learn.roster.importing.columns import HEADINGS, OWN
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.reports.table import TableValue
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
HEAD = tuple(HEADINGS[name][0] for name in OWN)
"""The headings of our files, which the import knows."""


def rows_of(people: Sequence[Participant], groups: Mapping[int, str]) -> list[list[TableValue]]:
    """Return a row for each participant, and one more for each further region: a region stands for a whole row."""
    return [row for one in people for row in _rows(one, groups)]


def _rows(one: Participant, groups: Mapping[int, str]) -> list[list[TableValue]]:
    by_region: dict[str, list[str]] = {}
    for practice in one.practices:
        by_region.setdefault(practice.region, []).append(practice.name)
    name = one.name
    first = [one.account or "", name.initials, name.given, name.prefix, name.family, one.email]
    last = [one.function, one.register, one.number, _day(one.started), _day(one.ended)]
    joined = "; ".join(groups[id_] for id_ in groups if id_ in one.groups)
    return [[*first, "; ".join(names), region, *last, joined] for region, names in (by_region or {"": []}).items()]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


class ListFile(CoordinatorPage):
    """`/leren/deelnemers/lijst.xlsx` and `.csv`: everybody whom the filter in the address finds."""

    async def get(self, kind: str) -> None:
        """Send the file."""
        asked = filter_of(self)

        def read(reading: ReadTransaction, scope: Scope) -> list[list[TableValue]]:
            people = list(listing.everyone(reading.connection, scope, asked))
            return rows_of(people, listing.group_names(reading.connection, scope))

        rows = await self.read_roster(read)
        self.send_file(kind, await self.in_background(made, kind, rows), word("roster", "file_name"))

    def send_file(self, kind: str, content: bytes, name: str) -> None:
        """Send a file to keep."""
        self.set_header("Content-Type", KINDS[kind])
        self.set_header("Content-Disposition", f'attachment; filename="{name}.{kind}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(content)


class EmptyList(ListFile):
    """`/leren/deelnemers/voorbeeld.xlsx`: an empty list with the headings that the import knows."""

    async def get(self) -> None:  # type: ignore[override]  # its address names no kind
        """Send the file."""
        self.send_file("xlsx", await self.in_background(made, "xlsx", []), word("roster", "template_name"))


def made(kind: str, rows: Sequence[Sequence[TableValue]]) -> bytes:
    """Return the bytes of a file."""
    return csv_table(HEAD, rows) if kind == "csv" else excel_table(word("roster", "participants"), HEAD, rows)
