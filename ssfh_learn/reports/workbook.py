"""The tables of a report as an Excel file with types, filters and Dutch dates, or as CSV files for a Dutch Excel."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
from xlsxwriter.utility import cell_autofit_width

from ssfh_learn.reports.harmless import harmless
from ssfh_learn.reports.sheet_notes import ABOUT_LINES, about_lines, has_sheet, report_line, why_empty
from ssfh_learn.reports.tables import KINDS, headings_of, tables_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.reports.report import Report

_WIDEST = 420
"""The most pixels of a column; a longer text goes on below."""
_HEADING, _LINES, _LINE = 130, 3, 16
"""Pixels of a heading after which it goes on below, how many lines it may have, and points of a line."""
_FILTER = 16
"""Pixels of the button of a filter, which stands beside a heading."""
_LONGEST = 20
"""The texts of most letters of which the widest one makes a column as wide as it is: letters differ in width."""
_FORMATS = {
    "share": "0%",
    "number": "0",
    "tenths": "0.0",
    "scale": '[<=2]0.0" of lager";[>=4]0.0" of hoger";0.0',
    "change": "+0.0;-0.0;0.0",
    "correlation": "0.00",
    "date": "dd-mm-yyyy",
    "text": "@",
}
"""How Excel shows a number; it counts with the number itself. The ends of a scale mean "or less" and "or more"."""


def as_excel(report: Report) -> bytes:
    """Return a workbook with a sheet for each table that has rows; a text stays a text, whatever it looks like.

    The first sheet says what there is, and of a table without rows why. Above its table each sheet says what it is, of
    whom and of which day.
    """
    file = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        book = writer.book
        formats = {
            kind: book.add_format({"num_format": form, "valign": "top", "text_wrap": kind == "text"})
            for kind, form in _FORMATS.items()
        }
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        said = [book.add_format({"bold": strong, "text_wrap": True, "valign": "top"}) for strong in (True, False)]
        tables = {name: table for name, table in tables_of(report).items() if has_sheet(name, report)}
        _write_contents(book.add_worksheet(word("report", "sheet_contents")), tables, report, bold, formats["text"])
        for name, table in tables.items():
            if table.empty:
                continue
            sheet = book.add_worksheet(word("report", f"sheet_{name}"))
            across = _write_table(sheet, name, table, formats, bold)
            for line, text in enumerate(about_lines(name, report)):
                _write_about(sheet, line, text, said[min(line, 1)], across)
    return file.getvalue()


def _write_contents(sheet: Any, tables: Mapping[str, pd.DataFrame], report: Report, bold: Any, wrapped: Any) -> None:
    """Say of each table what it is, with a link to its sheet, or why it has none."""
    sheet.write_string(0, 0, report_line(report))
    sheet.write_row(2, 0, [word("report", "column_sheet"), word("report", "column_about")], bold)
    for row, (name, table) in enumerate(tables.items(), 3):
        title, about = word("report", f"sheet_{name}"), _without_name(word("report", f"sheet_about.{name}"))
        if table.empty:
            sheet.write_string(row, 0, title)
            sheet.write_string(row, 1, f"{about} {why_empty(name, report)}")
        else:
            sheet.write_url(row, 0, f"internal:'{title}'!A1", string=title)
            sheet.write_string(row, 1, about)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110, wrapped)
    _print_across(sheet)


def _without_name(about: str) -> str:
    """Return what a sheet is, where its name stands beside it."""
    said = about.partition(": ")[2]
    return said[:1].upper() + said[1:]


def _print_across(sheet: Any) -> None:
    """Print a sheet on its side on A4, as wide as the paper."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_about(sheet: Any, line: int, text: str, form: Any, across: list[int]) -> None:
    """Write a line above a table, over all its columns, which are so wide; what is longer goes on below."""
    if len(across) > 1:
        sheet.merge_range(line, 0, line, len(across) - 1, "", form)
    sheet.write_string(line, 0, text, form)
    sheet.set_row(line, _LINE * math.ceil(1.1 * cell_autofit_width(text) / sum(across)))


def _write_table(sheet: Any, name: str, table: pd.DataFrame, formats: dict[str, Any], bold: Any) -> list[int]:
    """Write a table and return the widths of its columns."""
    top, headings, across = ABOUT_LINES, headings_of(name), []
    sheet.write_row(top, 0, list(headings.values()), bold)
    for place, column in enumerate(table.columns):
        kind = KINDS.get(column, "text")
        _write_column(sheet, place, table[column], kind, formats[kind])
        across.append(_width(headings[column], table[column], kind))
        sheet.set_column_pixels(place, place, across[-1], formats[kind])
    sheet.set_row(top, _LINE * _LINES, bold)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    _print_across(sheet)
    sheet.autofilter(top, 0, top + len(table), len(table.columns) - 1)
    return across


def _write_column(sheet: Any, place: int, values: pd.Series[Any], kind: str, form: Any) -> None:
    """Write a column cell by cell, which is quicker than pandas does it; what is not known stays empty."""
    write = {"text": sheet.write_string, "date": sheet.write_datetime}.get(kind, sheet.write_number)
    known = values[values.notna()]
    for row, value in zip(known.index.tolist(), known.tolist(), strict=True):
        write(ABOUT_LINES + 1 + row, place, value, form)


def _width(heading: str, values: pd.Series[Any], kind: str) -> int:
    """Return the pixels of a column in which its heading and what stands in it are read, up to the widest.

    Asking it of each cell, as `autofit` does, takes a sixth of the time of a workbook of 40,000 people.
    """
    texts = sorted(map(str, set(values.dropna())), key=len)[-_LONGEST:] if kind == "text" else ["0,0 of hoger"]
    widest: int = max([_heading_width(heading), *map(cell_autofit_width, texts)])
    return min(widest, _WIDEST)


def _heading_width(heading: str) -> int:
    """Return the pixels in which a heading is read beside the button of its filter, on a few lines if it is long."""
    longest: int = max(map(cell_autofit_width, heading.split()))
    whole: int = cell_autofit_width(heading)
    return _FILTER + max(longest, min(whole, _HEADING), math.ceil(1.2 * whole / _LINES))


def as_csv(report: Report) -> dict[str, bytes]:
    """Return a CSV for each table, by its name: semicolons, decimal commas, Dutch dates and a byte order mark.

    A text that a spreadsheet would run as a formula gets an apostrophe.
    """
    found = {}
    for name, table in tables_of(report).items():
        texts = [column for column in table.columns if KINDS.get(column, "text") == "text"]
        written = table.assign(**{column: table[column].map(harmless) for column in texts})
        written = written.rename(columns=headings_of(name))
        text = written.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n", date_format="%d-%m-%Y")
        found[word("report", f"sheet_{name}").lower().replace(" ", "-")] = text.encode("utf-8-sig")
    return found
