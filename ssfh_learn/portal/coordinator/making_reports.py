"""Makes a report from the course, the roster and what was published: for a page, a file or a command.

pandas and matplotlib are loaded here, when somebody asks for a report, and not with the portal.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from ssfh_learn.content.sector_figures import sector_figures
from ssfh_learn.errors import ContentError, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ssfh_learn.portal.coordinator.viewer_tables import ViewerTables
    from ssfh_learn.portal.published.assignments import Assignments
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.reports.durations import PublishedDuration
    from ssfh_learn.reports.report import Beside, Counted, Known, Report, ReportHeading
    from ssfh_learn.results import GivenAnswers

AT_ONCE = 2
"""Tests of which the answers are read at once."""


def beside(modules: Mapping[str, PublishedModule], folder: Path, durations: Sequence[PublishedDuration]) -> Beside:
    """Return what stands in every report."""
    from ssfh_learn.reports.report import Beside

    return Beside(
        durations,
        sector_figures(folder),
        {name: (one.description.title, one.description.duration) for name, one in modules.items()},
        {(name, step.id): step.title for name, one in modules.items() for step in one.steps},
    )


def counted(assignments: Assignments, tables: ViewerTables) -> Counted:
    """Count the answers to all tests, for the tables that one person can open; raises Unreachable."""
    with ThreadPoolExecutor(AT_ONCE) as pool:  # the database works beside Python
        return counted_of(tables, pool.map(partial(given_answers, assignments), assignments.names()))


def counted_of(tables: ViewerTables, given: Iterable[GivenAnswers]) -> Counted:
    """Count these answers; raises Unreachable."""
    from ssfh_learn.reports.report import Counted

    return Counted.of(tables.of_people, given)


def given_answers(assignments: Assignments, name: str) -> GivenAnswers:
    """Return what everybody answered on a test; raises Unreachable."""
    try:
        return assignments.given_answers(name)
    except ContentError as error:
        raise Unreachable("tests") from error


def made_report(
    assignments: Assignments,
    tables: ViewerTables,
    whom: str,
    heading: ReportHeading,
    known: Known,
) -> Report:
    """Return the report of one table; one of everybody lists the practices. Raises Unreachable."""
    practices = {} if whom in tables.practices else tables.practices
    return counted(assignments, tables).report(whom, heading, known, practices)


def file_of(kind: str, report: Report) -> bytes:
    """Return a report as a PDF or an Excel file."""
    if kind == "pdf":
        from ssfh_learn.reports.paper import as_pdf

        return as_pdf(report)
    from ssfh_learn.reports.workbook import as_excel

    return as_excel(report)
