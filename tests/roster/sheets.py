"""Lists of participants as people save them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook

HEADINGS = ("Account", "Voornaam", "Achternaam", "E-mail", "Praktijk", "Regio", "Functie", "Begin", "Groep")


def excel(
    rows: Iterable[Iterable[Any]], headings: Iterable[str] = HEADINGS, then: Callable[[Any], object] = lambda _: None
) -> bytes:
    """Return a workbook with these rows; `then` does more with its sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    then(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_csv(rows: Iterable[Iterable[Any]], headings: Iterable[str] = HEADINGS, way: str = "utf-8-sig") -> bytes:
    """Return a CSV file as a Dutch Excel saves it."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows((headings, *rows))
    return file.getvalue().encode(way)
