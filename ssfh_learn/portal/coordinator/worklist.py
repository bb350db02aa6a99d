"""The worklist: who is how far, with a filter that an address keeps; it reads projections and the gradebook only."""

from __future__ import annotations

import asyncio
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ssfh_learn.dutch_time import day_at, dutch_date
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.journal.many_learners import counts_of, openings_of_many, statuses_of_many, together
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage, shown_day
from ssfh_learn.portal.coordinator.last_days import ends_of_test
from ssfh_learn.portal.coordinator.period import certificates_of
from ssfh_learn.portal.coordinator.worklist_filter import STATES
from ssfh_learn.portal.coordinator.worklist_rows import Row, Worklist
from ssfh_learn.portal.coordinator.worklist_states import (
    Column,
    Duties,
    WorkTable,
    standings_of_module,
    standings_of_test,
)
from ssfh_learn.portal.published.standing_line import line_of_last_day_of_test, line_of_test
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.portal.writing.progress import dated_progress, needed_in, progress_line
from ssfh_learn.roster import listing
from ssfh_learn.roster.group import AskedDay
from ssfh_learn.roster.groups import groups
from ssfh_learn.roster.reminders import last_reminders
from ssfh_learn.roster.worklist import people, whole
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Awaitable, Collection, Mapping, Sequence

    from ssfh_learn.journal.certificates import Certificate
    from ssfh_learn.journal.many_learners import CountedTable, PlaceCount
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.coordinator.last_days import EndDays
    from ssfh_learn.portal.coordinator.worklist_filter import WorklistFilter
    from ssfh_learn.portal.coordinator.worklist_states import Standing, WorkCell
    from ssfh_learn.portal.published.exercises import Exercise
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.writing.progress import Progress
    from ssfh_learn.roster.log import LogLine
    from ssfh_learn.roster.participant import Participant


MOST_TITLES = 2
"""So many modules and tests a reminder names; of more it says how many."""


class WorklistPage(CoordinatorPage):
    """What the worklist, its file and the page for reminding share."""

    titles: Mapping[str, str]
    """What modules and tests are called, by the keys of their columns."""
    reminding: Mapping[str, str] = MappingProxyType({})
    """What those are called who reminded somebody, by account."""

    async def worklist(self, asked: WorklistFilter) -> Worklist:
        """Read everybody of a filter: where they stand is counted in the databases, and put together here."""
        modules = self.portal.library.modules
        tests, is_reachable = await self._tests()
        found, own, choices = await self.read_roster(
            lambda reading, scope: (
                people(reading.connection, scope, asked.people, asked.sorted_by),
                groups(reading.connection, scope),
                listing.choices(reading.connection, scope),
            )
        )
        duties = Duties(own)
        known = [*(Column("module", one.id, one.description.title) for one in modules.values()), *tests]
        self.titles = {one.key: one.title for one in known}
        offered = duties.columns(known, asked.people.group)
        columns = [one for one in offered if asked.asks_for(one)]
        accounts = [one.account for one in found if one.account]
        of_modules, (of_tests, ends) = await asyncio.gather(
            self._of_modules([one for one in columns if one.kind == "module"], accounts, asked),
            self._of_tests([one for one in columns if one.kind == "test"], accounts, asked, is_reachable=is_reachable),
        )
        table = WorkTable(columns, found, duties, {**of_modules, **(of_tests or {})}, asked.people.today, ends)

        def compute() -> Worklist:
            kept = range(len(found)) if asked.keeps_all else table.places(asked.keeps)
            return Worklist(offered, table, table.totals(asked.is_within), own, choices, of_tests is not None, kept)

        return await self.in_background(compute)

    async def _of_modules(
        self, columns: Sequence[Column], accounts: Collection[str], asked: WorklistFilter
    ) -> dict[Column, Mapping[str, Standing]]:
        """Return how far everybody is with modules; a server with several processors counts both tables at once."""
        needed = {one.name: needed_in(self.portal.library.modules[one.name]) for one in columns}
        places, with_moments = list(needed) if asked.item else None, asked.has_period
        steps = [(name, (step,)) for name, (found, _) in needed.items() for step in found]
        done = [(name, exercise) for name, (_, found) in needed.items() for exercise in found]

        def count(
            table: CountedTable, names: Collection[tuple[str, Exercise]]
        ) -> Awaitable[dict[str, dict[str, PlaceCount]]]:
            return self.read_journal(
                lambda reading: counts_of(reading.connection, table, accounts, names, places, with_moments=with_moments)
            )

        opened, reached = await asyncio.gather(count("step_opened", steps), count("activity_status", done))
        counts = together(opened, reached)
        return {one: standings_of_module(counts.get(one.name, {}), sum(map(len, needed[one.name]))) for one in columns}

    async def _of_tests(
        self, columns: Sequence[Column], accounts: Collection[str], asked: WorklistFilter, *, is_reachable: bool
    ) -> tuple[dict[Column, Mapping[str, Standing]] | None, dict[Column, EndDays]]:
        """Return how far everybody is with tests, None if that cannot be read now, and until when these can be made."""
        if not is_reachable:
            return None, {}
        readable = [one for one in columns if one.is_readable]
        if not readable:
            return {}, {}
        names = [one.name for one in readable]
        read = partial(self.portal.assignments.short_results, with_moments=asked.has_period)
        given: Mapping[str, Mapping[str, Certificate]] = {}
        if asked.has_period:
            given = await self.read_journal(lambda reading: {name: certificates_of(reading, name) for name in names})
        try:
            results = await self.in_background(read, names, accounts)
            ends = await self.in_background(self.portal.assignments.ends, names)
        except Unreachable:
            return None, {}
        standings: dict[Column, Mapping[str, Standing]] = {
            column: standings_of_test(
                [one for one in results if one.test == column.name], column.allowed, given.get(column.name, {})
            )
            for column in readable
        }
        return standings, {column: ends_of_test(ends[column.name]) for column in readable if column.name in ends}

    async def _tests(self) -> tuple[list[Column], bool]:
        """Return a column for each test, and whether the course can be read now.

        A test that cannot be read has a column too, which is named, so that the others can still be seen.
        """

        def column(name: str) -> Column:
            is_readable = self.portal.assignments.is_readable(name)
            try:
                test = self.portal.assignments.test(name)
            except (ContentError, Unreachable):
                return Column("test", name, name, is_readable=False)
            return Column("test", name, test.title, test.attempts, is_readable)

        def read() -> list[Column]:
            return [column(name) for name in self.portal.assignments.names()]

        try:
            return await self.in_background(read), True
        except Unreachable:
            return [], False

    async def rows(self, worklist: Worklist, places: Sequence[int]) -> list[Row]:
        """Return some people whole, each with the sentences that she reads herself."""
        modules = self.portal.library.modules
        chosen = {worklist.table.people[place].id: worklist.table.cells(place) for place in places}
        accounts = [account for place in places if (account := worklist.table.people[place].account)]
        progress, participants, reminded, self.reminding = await self.read_roster(
            lambda reading, scope: (
                _progress(reading, modules, accounts),
                whole(reading.connection, scope, list(chosen)),
                lines := last_reminders(reading.connection, scope, list(chosen)),
                listing.names_of(reading.connection, {one.who for one in lines.values()}),
            )
        )
        names = [one.name for one in worklist.columns if one.kind == "test" and one.is_readable]
        tests = {}
        if worklist.is_reachable:
            try:
                # under no account stands what holds for everybody whose account is not known
                tests = await self.in_background(self.portal.assignments.many_standings, names, [*accounts, ""])
                log_results_read(self, tests)
            except Unreachable:
                worklist.is_reachable = False

        def row(one: Participant) -> Row:
            cells = chosen[one.id]
            of_modules, of_tests = progress.get(one.account or "", {}), tests.get(one.account or "", {})
            far = {column: of_modules[column.name] for column in cells if column.name in of_modules}
            results = {column: of_tests[column.name] for column in cells if column.name in of_tests}

            def line(column: Column) -> str:
                if column.kind == "module":
                    return progress_line(far[column]) if column in far else word("standing", "not_begun")
                if not worklist.is_reachable or not column.is_readable:
                    return word("standing", "unreadable")
                return line_of_test(results[column]) if column in results else word("standing", "not_handed_in")

            lines = {column: line(column) for column in cells}

            def last_day(column: Column, cell: WorkCell) -> str:
                if column in results:
                    asked = AskedDay(cell.due, cell.begin)
                    return line_of_last_day_of_test(results[column], asked, worklist.table.today)
                return cell.line_of_last_day(worklist.table.today)

            last_days = {column: last_day(column, cell) for column, cell in cells.items()}
            return Row(one, lines, last_days, cells, far, results, reminded.get(one.id))

        return [row(one) for one in participants]

    def address(self, page: str = "werklijst", **changed: str | int) -> str:
        """Return the address of a page with this filter, with other values for some fields."""
        wanted = [(name, value) for name, value in self.kept_filter() if name not in changed]
        wanted += [(name, str(value)) for name, value in changed.items() if value]
        query = urlencode(wanted)
        return f"{self.root()}{page}?{query}" if query else f"{self.root()}{page}"

    def kept_filter(self) -> list[tuple[str, str]]:
        """Return what the address asks for, but for the page."""
        asked = [(name, self.get_query_arguments(name)) for name in self.request.query_arguments if name != "pagina"]
        return [(name, value) for name, values in asked for value in values if value]

    def reminded(self, line: LogLine) -> str:
        """Return when somebody was reminded last, by whom and about what, as far as that was noted."""
        titles = [f"‘{self.titles[key]}’" for key in line.details.get("about", ()) if key in self.titles]
        code = "reminded_about" if len(titles) <= MOST_TITLES else "reminded_about_many"
        who = self.reminding.get(line.who, line.who)
        values = {"day": dutch_date(day_at(line.at)), "who": who, "count": len(titles)}
        return word("worklist", code if titles else "reminded", titles=", ".join(titles), **values)

    def show_worklist(self, template: str, title: str, **values: Any) -> None:
        """Answer with a page of the worklist."""
        self.show(
            f"coordinator/{template}.html.j2",
            title=title,
            own=section("roster"),
            is_administrator=self.scope.is_everything,
            day=shown_day,
            address=self.address,
            zipped=lambda texts: [(one, one) for one in texts],
            states=STATES,
            reminded=self.reminded,
            **{"said": section("worklist"), **values},
        )


def _progress(
    reading: ReadTransaction, modules: Mapping[str, PublishedModule], accounts: Collection[str]
) -> dict[str, dict[str, Progress]]:
    opened = openings_of_many(reading.connection, accounts)
    reached = statuses_of_many(reading.connection, accounts)
    return {
        account: {
            name: dated_progress(module, opened.get(account, {}).get(name, {}), reached.get(account, {}).get(name, {}))
            for name, module in modules.items()
        }
        for account in accounts
    }
