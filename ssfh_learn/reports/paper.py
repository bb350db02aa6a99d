"""A report as a PDF of one A4 page, with the text of each figure inside."""

from __future__ import annotations

import logging
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import matplotlib as mpl
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.reports.figures import chart_of_questions, chart_of_tests
from ssfh_learn.reports.said import (
    choices_lines,
    duration_lines,
    few_words,
    line_without_hardest,
    practices_line,
    scans_lines,
    sector_lines,
    tests_lines,
)
from ssfh_learn.reports.trend import trends
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf.fonts import TTFFont

    from ssfh_learn.reports.figures import Chart
    from ssfh_learn.reports.report import Report
    from ssfh_learn.reports.trend import TrendChart

    Drawn = tuple[str, Chart | TrendChart, bytes]
    """The title of a figure, the figure, and its picture for paper."""

logging.getLogger("fontTools").setLevel(logging.WARNING)  # at INFO it logs every table of a font
_FONT = "DejaVu"
_FONTS = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
_SCALES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4)
"""Of letters and figures: smaller until everything stands on one page."""
MOST_TRENDS, MOST_PARTS = 2, 4
"""Figures of scans on paper, and parts in each; the page has all."""
_MARGIN, _BETWEEN = 15, 8
"""Millimetres."""


def as_pdf(report: Report) -> bytes:
    """Return the report as one A4 page."""
    charts = {"tests": chart_of_tests(report.tests or ()), "hardest": chart_of_questions(report)}
    drawn: list[Drawn] = [(word("report", name), one, one.png()) for name, one in charts.items() if one.bars]
    short = [replace(one, parts=one.parts[:MOST_PARTS]) for one in trends(report.scans)[:MOST_TRENDS]]
    drawn_trends: list[Drawn] = [(one.title, one, one.png()) for one in short]
    for scale in _SCALES:
        page = _Page(report, scale)
        page.draw(drawn, drawn_trends)
        if page.pdf.get_y() < page.pdf.h - _MARGIN or scale == _SCALES[-1]:
            break
        page.throw_away()
    return bytes(page.pdf.output())


class _Page:
    """One try at the page, with letters of one size."""

    def __init__(self, report: Report, scale: float) -> None:
        self._report, self._scale, self._said = report, scale, section("report")
        self.pdf = FPDF(format="A4")
        self.pdf.set_lang("nl")
        self.pdf.set_title(f"{report.heading.title}: {report.heading.whom}")
        self.pdf.set_author(word("portal", "name"))
        self.pdf.set_margins(_MARGIN, _MARGIN)
        self.pdf.c_margin = 0
        folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
        for style, file in _FONTS.items():
            self.pdf.add_font(_FONT, style, folder / file)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.add_page()

    def draw(self, charts: Sequence[Drawn], of_scans: Sequence[Drawn]) -> None:
        """Draw everything."""
        report, said, heading = self._report, self._said, self._report.heading
        self._text(heading.title, 20, "B", after=1)
        self._text(heading.whom, 13, "B", after=1)
        taking_part = counted(said["people"], report.people) if report.people else few_words()
        self._text(f"{dutch_date(heading.day)}. {taking_part}", 9.5, after=4)
        self._beside(charts)
        self._section(said["tests_in_words"], tests_lines(report))
        if report.tests and not report.hardest:
            self._section(said["hardest"], [line_without_hardest(report)])
        if line := practices_line(report):
            self._section(said["practices"], [line])
        self._section(said["durations"], duration_lines(report.beside))
        if figures := sector_lines(report):
            self._section(said["sector"], [said["sector_text"], *figures])
        self._section(said["scans"], scans_lines(report))
        if of_scans:
            self.pdf.ln(2 * self._scale)
            self._beside(of_scans)
        self._section(word("choices", "title"), choices_lines(report))
        self.pdf.ln(2 * self._scale)
        self._text(said["paper_note"], 7.5)

    def throw_away(self) -> None:
        """Close the files of the fonts, which otherwise happens at the output."""
        for font in self.pdf.fonts.values():
            cast("TTFFont", font).close()

    def _text(self, text: str, size: float, style: str = "", after: float = 0) -> None:
        self.pdf.set_font(_FONT, style, size * self._scale)
        self.pdf.multi_cell(0, size * self._scale * 0.48, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.pdf.ln(after * self._scale)

    def _section(self, title: str, lines: Sequence[str]) -> None:
        if lines:
            self.pdf.ln(2 * self._scale)
            self._text(title, 11.5, "B", after=0.5)
            for line in lines:
                self._text(line, 9, after=0.4)

    def _beside(self, charts: Sequence[Drawn]) -> None:
        """Draw figures beside each other, each under its title."""
        width = (self.pdf.w - 2 * _MARGIN - _BETWEEN) / 2
        top, lowest = self.pdf.get_y(), self.pdf.get_y()
        for column, (title, chart, picture) in enumerate(charts):
            left = _MARGIN + column * (width + _BETWEEN)
            self.pdf.set_xy(left, top)
            self.pdf.set_font(_FONT, "B", 11.5 * self._scale)
            self.pdf.multi_cell(width, 5.5 * self._scale, title, align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)
            drawn = self.pdf.image(
                BytesIO(picture), left, self.pdf.get_y() + 1, width * self._scale, alt_text=chart.alternative
            )
            lowest = max(lowest, self.pdf.get_y() + 1 + drawn.rendered_height)
        self.pdf.set_xy(_MARGIN, lowest + 2)
