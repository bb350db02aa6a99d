"""Any table as an Excel or CSV file for a Dutch Excel; no text in it can run as a formula."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from ssfh_learn.reports.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TableValue = str | date | float | None
"""A text (also a number with zeros that count), a day, a number to count with, or nothing."""
WIDEST = 300
"""The most pixels of a column."""


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[TableValue]]) -> bytes:
    """Return a CSV with semicolons and a byte order mark, as a Dutch Excel expects."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_written(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _written(value: TableValue) -> str:
    """Return a cell as a Dutch Excel reads it back: `31-12-2026` and `1,5`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(harmless(value))
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else f"{value:g}".replace(".", ",")


def excel_table(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[TableValue]], about: Sequence[str] = ()
) -> bytes:
    """Return a workbook with one sheet; a text stays a text, so that a number in a text keeps its zeros.

    `about` are lines above the table that say what it is; a list that is read in again has none.
    XlsxWriter keeps one row in memory and the others in a file, so that a long list takes no more than a short one.
    """
    file = BytesIO()
    # otherwise XlsxWriter makes formulas and links of texts that look like them
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(title)
        text, day, plain = (book.add_format({"num_format": form}) for form in ("@", "dd-mm-yyyy", "General"))
        for place, width in enumerate(_widths(headings, rows)):
            sheet.set_column_pixels(place, place, width, text)
        top = len(about)
        for line, said in enumerate(about):
            sheet.write_string(line, 0, said, book.add_format({"bold": line == 0}))
        sheet.write_row(top, 0, headings, book.add_format({"bold": True}))
        for number, row in enumerate(rows, top + 1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, place, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif value is not None:
                    sheet.write_number(number, place, value, plain)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(len(rows), 1), len(headings) - 1)
    return file.getvalue()


def _widths(headings: Sequence[str], rows: Sequence[Sequence[TableValue]]) -> list[int]:
    """Return the width of each column in pixels: of its longest text, with room for the button of the filter."""
    longest = [len(heading) + 2 for heading in headings]
    for row in rows:
        for place, value in enumerate(row):
            longest[place] = max(longest[place], len(_written(value)))
    return [min(WIDEST, 7 * most + 9) for most in longest]
