"""The worklist as an Excel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.portal.coordinator.list_files import KINDS
from ssfh_learn.portal.coordinator.worklist import WorklistPage
from ssfh_learn.portal.coordinator.worklist_filter import WorklistFilter
from ssfh_learn.reports.table import excel_table
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.portal.coordinator.worklist import Row
    from ssfh_learn.portal.coordinator.worklist_states import Column
    from ssfh_learn.roster.participant import Participant


class WorklistFile(WorklistPage):
    """`/leren/werklijst/lijst.xlsx`: everybody whom the filter in the address finds."""

    async def get(self) -> None:
        """Send the file."""
        asked = WorklistFilter.of(self)
        worklist = await self.worklist(asked)
        rows, columns = await self.rows(worklist, worklist.kept), worklist.shown(asked.item)
        head = [*(word("roster", one) for one in ("name", "email", "practice", "region", "function", "group"))]
        head += [one.title for one in columns]
        names = {one.id: one.name for one in worklist.groups}

        def said(row: Row, column: Column) -> str:
            return " ".join(filter(None, (row.lines.get(column), row.last_days.get(column))))

        table = [[*_about(row.participant, names), *(said(row, one) for one in columns)] for row in rows]
        content = await self.in_background(excel_table, word("worklist", "title"), head, table)
        self.set_header("Content-Type", KINDS["xlsx"])
        self.set_header("Content-Disposition", f'attachment; filename="{word("worklist", "file_name")}.xlsx"')
        self.set_header("Cache-Control", "no-store")
        self.finish(content)


def _about(one: Participant, groups: Mapping[int, str]) -> list[str]:
    regions = dict.fromkeys(practice.region for practice in one.practices if practice.region)
    return [
        one.shown_name,
        one.email,
        "; ".join(practice.name for practice in one.practices),
        "; ".join(regions),
        one.function,
        "; ".join(name for id_, name in groups.items() if id_ in one.groups),
    ]
