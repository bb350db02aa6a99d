"""What a sheet of a report says about itself: what it is, of whom, of which day, and what an empty cell means.

Withholding may not be recognisable. So what stands above a sheet depends on no figure, and a table without rows has no
sheet and one reason: the same for what was withheld as for what never was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.reports.disclosure import LEAST
from ssfh_learn.reports.item_analysis import ENOUGH
from ssfh_learn.reports.said import few_words
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from ssfh_learn.reports.report import Report

ABOUT_LINES = 3
"""How many rows stand above the heads of the columns."""


def has_sheet(table: str, report: Report) -> bool:
    """Say whether a report is ever about this: one of a practice lists no practices and has no first choices.

    A practice reads its report before everybody there did the test, and a figure of the sector answers a question.
    """
    if table == "practices":
        return bool(report.practices)
    return table not in {"choices", "sector"} or report.choices is not None


def about_lines(table: str, report: Report) -> tuple[str, str, str]:
    """Return what a table is, of whom and of which day, and what an empty cell in it means."""
    cells = word("report", f"sheet_cells.{table}", least=LEAST, enough=ENOUGH)
    return word("report", f"sheet_about.{table}"), report_line(report), cells


def report_line(report: Report) -> str:
    """Return which report this is, of whom and of which day."""
    heading = report.heading
    return word("report", "sheet_made", title=heading.title, whom=heading.whom, day=dutch_date(heading.day))


def why_empty(table: str, report: Report) -> str:
    """Return why a table has no rows."""
    if table in {"tests", "questions", "instead", "sector"} and not report.titles:
        return word("report", "no_tests")
    if table == "tests":
        return few_words()
    return str(section("report")["sheet_empty"][table])
