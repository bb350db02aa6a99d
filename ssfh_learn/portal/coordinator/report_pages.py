"""The reports: one for the board and one for each practice, as a page, as a PDF and as tables."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup as Safe
from tornado.web import HTTPError

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.item_pages import item_lines
from ssfh_learn.portal.coordinator.list_files import KINDS
from ssfh_learn.portal.coordinator.making_reports import beside, file_of, made_report
from ssfh_learn.portal.coordinator.published_figures import known_of, when_figures_come
from ssfh_learn.portal.coordinator.viewer_tables import EVERYBODY, GROUP, OWN, ViewerTables, viewer_tables
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR
from ssfh_learn.portal.writing.publishing_durations import published_durations
from ssfh_learn.roster.name import folded
from ssfh_learn.words import listed, section, word

if TYPE_CHECKING:
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.reports.durations import PublishedDuration
    from ssfh_learn.reports.figures import Chart
    from ssfh_learn.reports.report import Report
    from ssfh_learn.reports.story_map import StoryMap
    from ssfh_learn.reports.trend import TrendChart

BOARD = "bestuur"
MOST_GROUPS = 4
"""The most groups that a report calls by their names."""
SHOWN = 100
"""The most practices on a page; who wants another one looks for it."""
LONGEST = 100
"""Signs of a name that is looked for."""
FILES = {**KINDS, "pdf": "application/pdf"}


@dataclass(frozen=True)
class ShownChart:
    """A figure as addresses of data for a light and a dark page, and what it shows in words."""

    light: str
    dark: str
    alternative: str
    title: str = ""


class ReportPages(CoordinatorPage):
    """What the pages and the files of reports share."""

    async def known(self) -> tuple[ViewerTables, list[PublishedDuration]]:
        """Return the tables that she can open, and what was published."""
        who, roles, today = self.person.id, self.all_roles, self.portal.today().isoformat()

        def read(reading: ReadTransaction) -> tuple[ViewerTables, list[PublishedDuration]]:
            return viewer_tables(reading, who, roles, today), published_durations(reading)

        return await self.read_journal(read)

    def board(self, tables: ViewerTables) -> str:
        """Return the table of the report for the board, with the role that she chose; empty without a roster."""
        wanted = EVERYBODY if self.scope.is_everything or OWN not in tables.of_people else OWN
        return wanted if wanted in tables.of_people else ""

    async def report(self, which: str) -> Report:
        """Return a report; answers 404 for a practice of which she sees nobody. Raises Unreachable."""
        tables, published = await self.known()
        whom = self.board(tables) if which == BOARD else which
        if not whom or (which != BOARD and which not in tables.practices):
            raise HTTPError(404)
        portal, day = self.portal, self.portal.today()
        modules = portal.library.modules
        shown_beside = await self.in_background(beside, modules, portal.modules_folder, published)
        known = await self.read_journal(lambda reading: known_of(reading, tables, whom, modules, shown_beside))

        def make() -> Report:
            from ssfh_learn.reports.report import ReportHeading

            if which == BOARD:
                said = word("report", "whole_sector") if whom == EVERYBODY else own_groups(tables)
                heading = ReportHeading(word("report", "board"), said, day)
            else:
                _, name, region = tables.practices[whom]
                heading = ReportHeading(word("report", "practice"), f"{name} ({region})" if region else name, day)
            return made_report(portal.assignments, tables, whom, heading, known)

        found: Report = await self.in_background(make)
        return found

    def show_page(self, template: str, title: str, **values: Any) -> None:
        """Answer with a page of the reports."""
        self.show(f"coordinator/{template}.html.j2", title=title, own=section("report"), **values)


class ReportList(ReportPages):
    """`/leren/verslagen`: the report for the board, and a list of practices."""

    async def get(self) -> None:
        """Show them."""
        tables, _ = await self.known()
        asked = self.get_argument("zoek", "")[:LONGEST].strip()
        found = [
            (table, name, region)
            for table, (_, name, region) in tables.practices.items()
            if folded(asked) in folded(f"{name} {region}")
        ]
        self.show_page(
            "reports",
            word("report", "title"),
            has_board=bool(self.board(tables)),
            practices=found[:SHOWN],
            more=len(found) > SHOWN,
            asked=asked,
            shown=SHOWN,
            has_practices=bool(tables.practices),
        )


class ReportPage(ReportPages):
    """`/leren/verslagen/bestuur`, `/leren/verslagen/praktijk-7`: a report on screen."""

    async def get(self, which: str) -> None:
        """Show it."""
        report = await self.report(which)
        charts: dict[str, ShownChart | None] = await self.in_background(_charts, report)
        from ssfh_learn.reports import said

        self.show_page(
            "report",
            report.heading.title,
            which=which,
            report=report,
            charts=charts,
            said=said,
            items=section("items"),
            choices=section("choices"),
            coming=when_figures_come(self.portal.rhythm, self.portal.today())[1:],
            coming_title=word("group_figures", "coming_title"),
            astray=said.shown_astray(report),
            lines=item_lines,
            day=dutch_date(report.heading.day),
            dutch=lambda iso: dutch_date(date.fromisoformat(iso)),
            scans=[(about, list(lines)) for about, lines in groupby(report.scans, lambda one: (one.whom, one.scan))],
            steps=[
                (title, _steps(report, place))
                for place, (title, _) in report.beside.lengths.items()
                if _steps(report, place)
            ],
        )


class ReportFile(ReportPages):
    """`/leren/verslagen/bestuur.pdf`, `.xlsx`: a report as a file."""

    async def get(self, which: str, kind: str) -> None:
        """Send it."""
        report = await self.report(which)
        content = await self.in_background(file_of, kind, report)
        self.set_header("Content-Type", FILES[kind])
        self.set_header("Content-Disposition", f'attachment; filename="{word("report", "file_name")}-{which}.{kind}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(content)


def own_groups(tables: ViewerTables) -> str:
    """Return of which groups a report for the board is, as its readers call them."""
    names = [f"‘{name}’" for table, name in tables.names.items() if table.startswith(GROUP)]
    if len(names) > MOST_GROUPS:
        return word("report", "own_groups_together", count=len(names))
    return word("report", "own_groups", count=len(names), names=listed(names))


def _charts(report: Report) -> dict[str, ShownChart | None]:
    from ssfh_learn.reports.figures import chart_of_questions, chart_of_tests
    from ssfh_learn.reports.trend import trends

    return {
        **{f"{one.whom} {one.scan}": replace(shown_chart(one), title=one.title) for one in trends(report.scans)},
        "tests": shown_chart(tests) if (tests := chart_of_tests(report.tests or ())).bars else None,
        "hardest": shown_chart(chart_of_questions(report)) if report.hardest else None,
    }


def shown_chart(chart: Chart | StoryMap | TrendChart) -> ShownChart:
    """Return a figure for a page."""
    light, dark = (f"data:image/svg+xml;base64,{b64encode(chart.svg(one)).decode()}" for one in ("light", "dark"))
    return ShownChart(light, dark, chart.alternative)


def _steps(report: Report, place: str) -> list[tuple[str, PublishedDuration]]:
    """Return the newest durations of the steps of a module, by title and in the order of the module."""
    from ssfh_learn.reports.said import newest_of

    found = (
        (title, newest_of(report.beside.durations, place, step))
        for (where, step), title in report.beside.steps.items()
        if where == place
    )
    return [(title, one) for title, one in found if one is not None]


async def reports_link(page: Page) -> Safe:
    """Return the section of the overview that leads to the reports, for who may see them."""
    if not page.person.may(COORDINATOR, ADMINISTRATOR):
        return Safe()
    return page.part("coordinator/reports_link.html.j2", own=section("report"), root=page.root())
