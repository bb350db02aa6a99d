"""Any table as an Excel or CSV file for a Dutch Excel; no text in it can run as a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from ssfh_learn.reports.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST = 300
"""The most pixels of a column."""


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV with semicolons and a byte order mark, as a Dutch Excel expects."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def excel_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet, in which every value is a text: a number keeps its zeros."""
    file = BytesIO()
    # otherwise XlsxWriter makes formulas and links of texts that look like them
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(title)
        text = book.add_format({"num_format": "@"})
        sheet.set_column(0, len(headings) - 1, None, text)
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        last = 0
        for last, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                sheet.write_string(last, place, value, text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)
        sheet.autofit(WIDEST)
    return file.getvalue()
