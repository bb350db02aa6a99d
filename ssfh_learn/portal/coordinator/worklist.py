"""The worklist: who is how far, with a filter that an address keeps; it reads projections and the gradebook only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup as Safe

from ssfh_learn.dutch_time import day_at, dutch_date
from ssfh_learn.errors import Unreachable
from ssfh_learn.journal.many_learners import counts_of, openings_of_many, statuses_of_many
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage, shown_day
from ssfh_learn.portal.coordinator.list_files import KINDS
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.worklist_filter import STATES, WorklistFilter
from ssfh_learn.portal.coordinator.worklist_states import Column, Duties, ListedStandings, totals
from ssfh_learn.portal.published.standing_line import line_of_test
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.portal.writing.progress import dated_progress, needed_in, progress_line
from ssfh_learn.reports.table import excel_table
from ssfh_learn.roster import listing
from ssfh_learn.roster.groups import groups
from ssfh_learn.roster.listing import PAGE_SIZE
from ssfh_learn.roster.reminders import last_reminders
from ssfh_learn.roster.worklist import ListedPerson, people, whole
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Mapping, Sequence

    from ssfh_learn.grading.short_results import ShortResult
    from ssfh_learn.journal.transaction import ReadTransaction
    from ssfh_learn.portal.coordinator.worklist_states import WorkCell, WorkState
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.roster.group import RosterGroup
    from ssfh_learn.roster.listing import FilterChoices
    from ssfh_learn.roster.log import LogLine
    from ssfh_learn.roster.participant import Participant


@dataclass(frozen=True)
class Row:
    """One person of a worklist; `lines` has her sentence for each column that is asked of her."""

    participant: Participant
    lines: Mapping[Column, str]
    cells: Mapping[Column, WorkCell]
    reminder: LogLine | None = None
    """When she was reminded last, and by whom."""


@dataclass
class Worklist:
    """Everybody whom a filter finds, counted, and which columns there are."""

    columns: list[Column]
    people: list[ListedPerson]
    cells: list[dict[Column, WorkCell]]
    totals: dict[Column, Counter[WorkState]]
    groups: list[RosterGroup]
    choices: FilterChoices | None
    is_reachable: bool
    kept: list[int] = field(default_factory=list)
    """The places in `people` of those whom the filter keeps."""


class WorklistPage(CoordinatorPage):
    """What the worklist, its file and the page for reminding share."""

    async def worklist(self, asked: WorklistFilter) -> Worklist:
        """Read everybody of a filter."""
        modules = self.portal.library.modules
        tests, is_reachable = await self._tests()
        needed = {name: needed_in(module) for name, module in modules.items()}

        found, own, choices = await self.read_roster(
            lambda reading, scope: (
                people(reading.connection, scope, asked.people),
                groups(reading.connection, scope),
                listing.choices(reading.connection, scope),
            )
        )
        duties = Duties(own)
        known = [*(Column("module", one.id, one.description.title) for one in modules.values()), *tests]
        columns = duties.columns(known, asked.people.group)
        names = {kind: [one.name for one in columns if one.kind == kind] for kind in ("module", "test")}
        accounts = [one.account for one in found if one.account]
        needed = {name: needed_in(modules[name]) for name in names["module"]}
        results, counts = await asyncio.gather(
            self._results(names["test"], accounts, is_reachable=is_reachable),
            self.read_journal(
                lambda reading: counts_of(
                    reading.connection,
                    accounts,
                    [(name, step) for name, (steps, _) in needed.items() for step in steps],
                    [(name, activity) for name, (_, activities) in needed.items() for activity in activities],
                    with_days=bool(asked.first or asked.last),
                )
            ),
        )
        standings = ListedStandings(modules, counts, results, asked.people.today)

        def compute() -> Worklist:
            cells = [standings.cells(one, columns, duties) for one in found]
            kept = [place for place, one in enumerate(cells) if asked.keeps(one)]
            return Worklist(columns, found, cells, totals(cells), own, choices, results is not None, kept)

        return await self.in_background(compute)

    async def _results(
        self, names: Sequence[str], accounts: Collection[str], *, is_reachable: bool
    ) -> dict[tuple[str, str], ShortResult] | None:
        """Return the newest results; None if they cannot be read now."""
        if not is_reachable:
            return None
        try:
            return await self.in_background(self.portal.assignments.short_results, names, accounts)
        except Unreachable:
            return None

    async def _tests(self) -> tuple[list[Column], bool]:
        """Return a column for each test, and whether the course can be read now."""

        def read() -> list[Column]:
            assignments = self.portal.assignments
            tests = [assignments.test(name) for name in assignments.names()]
            return [Column("test", one.id, one.title, one.attempts) for one in tests]

        try:
            return await self.in_background(read), True
        except Unreachable:
            return [], False

    async def rows(self, worklist: Worklist, places: Sequence[int]) -> list[Row]:
        """Return some people whole, each with the sentences that she reads herself."""
        modules = self.portal.library.modules
        chosen = {worklist.people[place].id: worklist.cells[place] for place in places}
        accounts = [account for place in places if (account := worklist.people[place].account)]
        lines, participants, reminded = await self.read_roster(
            lambda reading, scope: (
                _module_lines(reading, modules, accounts),
                whole(reading.connection, scope, list(chosen)),
                last_reminders(reading.connection, scope, list(chosen)),
            )
        )
        names = [one.name for one in worklist.columns if one.kind == "test"]
        tests = {}
        if worklist.is_reachable:
            try:
                tests = await self.in_background(self.portal.assignments.many_standings, names, accounts)
                log_results_read(self, tests)
            except Unreachable:
                worklist.is_reachable = False

        def line(account: str | None, column: Column) -> str:
            if column.kind == "module":
                return lines.get((account or "", column.name)) or word("standing", "not_begun")
            if not worklist.is_reachable:
                return word("standing", "unreadable")
            hers = tests.get(account or "", {}).get(column.name)
            return line_of_test(hers) if hers else word("standing", "not_handed_in")

        return [
            Row(
                one,
                {column: line(one.account, column) for column in chosen[one.id]},
                chosen[one.id],
                reminded.get(one.id),
            )
            for one in participants
        ]

    def address(self, page: str = "werklijst", **changed: str | int) -> str:
        """Return the address of a page with this filter, with other values for some fields."""
        kept = {name: self.get_query_argument(name) for name in self.request.query_arguments if name != "pagina"}
        wanted = {**kept, **{name: str(value) for name, value in changed.items()}}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return f"{self.root()}{page}?{query}" if query else f"{self.root()}{page}"

    def show_worklist(self, template: str, title: str, **values: Any) -> None:
        """Answer with a page of the worklist."""
        self.show(
            f"coordinator/{template}.html.j2",
            title=title,
            said=section("worklist"),
            own=section("roster"),
            is_administrator=self.scope.is_everything,
            day=shown_day,
            address=self.address,
            zipped=lambda texts: [(one, one) for one in texts],
            states=STATES,
            day_at=lambda at: dutch_date(day_at(at)),
            **values,
        )


def _module_lines(
    reading: ReadTransaction, modules: Mapping[str, PublishedModule], accounts: Collection[str]
) -> dict[tuple[str, str], str]:
    opened = openings_of_many(reading.connection, accounts)
    reached = statuses_of_many(reading.connection, accounts)
    return {
        (account, name): progress_line(
            dated_progress(module, opened.get(account, {}).get(name, {}), reached.get(account, {}).get(name, {}))
        )
        for account in accounts
        for name, module in modules.items()
    }


class WorklistView(WorklistPage):
    """`/leren/werklijst`: who is how far, page by page."""

    async def get(self) -> None:
        """Show one page."""
        asked = WorklistFilter.of(self)
        worklist = await self.worklist(asked)
        typed = self.get_query_argument("pagina", "1")
        pages = max(1, -(-len(worklist.kept) // PAGE_SIZE))
        number = min(int(typed) if is_id(typed) else 1, pages)
        rows = await self.rows(worklist, worklist.kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        self.show_worklist(
            "worklist",
            word("worklist", "title"),
            asked=asked,
            worklist=worklist,
            groups={one.id: one.name for one in worklist.groups},
            rows=rows,
            number=number,
            pages=pages,
        )


class WorklistFile(WorklistPage):
    """`/leren/werklijst/lijst.xlsx`: everybody whom the filter in the address finds."""

    async def get(self) -> None:
        """Send the file."""
        worklist = await self.worklist(WorklistFilter.of(self))
        rows = await self.rows(worklist, worklist.kept)
        head = [*(word("roster", one) for one in ("name", "email", "practice", "region", "function", "group"))]
        head += [one.title for one in worklist.columns]
        names = {one.id: one.name for one in worklist.groups}
        table = [
            [*_about(row.participant, names), *(row.lines.get(one, "") for one in worklist.columns)] for row in rows
        ]
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


async def to_worklist(page: Page) -> Safe:
    """Return the section of the overview that leads to the worklist, for who may see it."""
    if not page.person.may(COORDINATOR, ADMINISTRATOR):
        return Safe()
    return page.part("coordinator/to_worklist.html.j2", said=section("worklist"), root=page.root())
