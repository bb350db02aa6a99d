"""The worklist as a page, as an Excel file, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from ssfh_learn.portal.coordinator.idle_practices import MOST_PEOPLE, idle_practices
from ssfh_learn.portal.coordinator.list_files import KINDS
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.worklist import WorklistPage
from ssfh_learn.portal.coordinator.worklist_filter import WorklistFilter, possible, states_of
from ssfh_learn.portal.coordinator.worklist_sheet import about, cells, headings
from ssfh_learn.portal.coordinator.worklist_short import short_line
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR
from ssfh_learn.reports.table import excel_table
from ssfh_learn.roster.listing import PAGE_SIZE
from ssfh_learn.roster.worklist import practices_of
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from ssfh_learn.portal.coordinator.idle_practices import IdlePractices
    from ssfh_learn.portal.coordinator.worklist_rows import Worklist
    from ssfh_learn.portal.web.page import Page


class WorklistView(WorklistPage):
    """`/leren/werklijst`: who is how far, page by page."""

    async def get(self) -> None:
        """Show one page."""
        asked = WorklistFilter.of(self)
        worklist = await self.worklist(asked)
        typed = self.get_query_argument("pagina", "1")
        pages = max(1, -(-len(worklist.kept) // PAGE_SIZE))
        number = min(int(typed) if is_id(typed) else 1, pages)
        names = states_of(worklist.columns)
        rows = await self.rows(worklist, worklist.kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        idle = await self._idle(worklist, asked)
        self.show_worklist(
            "worklist",
            word("worklist", "title"),
            asked=asked,
            worklist=worklist,
            groups={one.id: one.name for one in worklist.groups},
            nobody_is=[names[one] for one in possible(worklist.columns) if one not in worklist.reached],
            said={**section("worklist"), "states": names},
            columns=worklist.columns,
            rows=rows,
            idle=idle,
            asks_test=all(one.kind == "test" for one in worklist.columns),
            short_line=short_line,
            number=number,
            pages=pages,
        )

    async def _idle(self, worklist: Worklist, asked: WorklistFilter) -> IdlePractices | None:
        """Return the practices in which nobody began; None where that is not looked for."""
        if not worklist.columns or len(worklist.table.people) > MOST_PEOPLE:
            return None
        works = await self.read_roster(lambda reading, scope: practices_of(reading.connection, scope, asked.people))
        return idle_practices(worklist, works)


class WorklistFile(WorklistPage):
    """`/leren/werklijst/lijst.xlsx`: everybody whom the filter in the address finds."""

    async def get(self) -> None:
        """Send the file."""
        asked = WorklistFilter.of(self)
        worklist = await self.worklist(asked)
        names = {one.id: one.name for one in worklist.groups}
        table = [cells(row, worklist.columns, names) for row in await self.rows(worklist, worklist.kept)]
        head = headings(worklist.columns)
        last = word("worklist_sheet", "about_cells") if table else word("worklist", "none")
        above = [*about(asked, worklist, names, self.portal.today()), last]
        content = await self.in_background(excel_table, word("worklist", "title"), head, table, above)
        self.set_header("Content-Type", KINDS["xlsx"])
        self.set_header("Content-Disposition", f'attachment; filename="{word("worklist", "file_name")}.xlsx"')
        self.set_header("Cache-Control", "no-store")
        self.finish(content)


async def to_worklist(page: Page) -> Safe:
    """Return the section of the overview that leads to the worklist, for who may see it."""
    if not page.person.may(COORDINATOR, ADMINISTRATOR):
        return Safe()
    return page.part("coordinator/to_worklist.html.j2", said=section("worklist"), root=page.root())
