"""The rows of a file, Excel or CSV, as texts and dates: whatever an ordinary spreadsheet program saves."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from ssfh_learn.roster.importing.problem import ImportProblem

SheetValue = str | float | date
MOST_ROWS = 60_000
MOST_UNPACKED = 300_000_000
"""Bytes: a small file can be packed from a huge one."""
_FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]+)"[^>]*><f[\s>/]')
_ERROR = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]+)"[^>]*>\s*<v>([^<]*)</v>')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class ParticipantSheet:
    """The rows of the first sheet, each with the number that Excel shows; empty rows are left out."""

    rows: tuple[tuple[int, tuple[SheetValue, ...]], ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    """Merged cells: first row, last row, and the number of their first column, from 0."""
    formulas: tuple[tuple[int, int], ...] = ()
    """Cells with a formula: row, and the number of the column, from 0."""
    errors: tuple[tuple[int, int, str], ...] = ()
    """Cells in which Excel has an error instead of a value: row, number of the column, and the error."""
    problems: tuple[ImportProblem, ...] = field(default=())


def read_sheet(content: bytes) -> ParticipantSheet:
    """Return the rows of a file; a file that cannot be read gives a problem and no rows."""
    is_workbook = content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}
    sheet = _workbook(content) if is_workbook else _csv(content)
    if len(sheet.rows) > MOST_ROWS:
        return _unreadable(ImportProblem(0, "too_many_rows", {"most": MOST_ROWS, "count": len(sheet.rows)}))
    if not sheet.rows and not sheet.problems:
        return _unreadable(ImportProblem(0, "empty_file"))
    return sheet


def _unreadable(problem: ImportProblem) -> ParticipantSheet:
    return ParticipantSheet(problems=(problem,))


# Excel


def _workbook(content: bytes) -> ParticipantSheet:
    is_zip = content[:2] == b"PK"
    try:
        if is_zip and _unpacked(content) > MOST_UNPACKED:
            return _unreadable(ImportProblem(0, "too_large"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
        ranges = sheet.merged_cell_ranges if is_zip else None
    except PasswordError:
        return _unreadable(ImportProblem(0, "protected"))
    except (CalamineError, BadZipFile, OSError, ValueError, IndexError):
        return _unreadable(ImportProblem(0, "not_readable"))
    rows = tuple((number, tuple(map(_cell, row))) for number, row in enumerate(cells, 1) if any(map(_is_filled, row)))
    merged = tuple((first[0] + 1, last[0] + 1, first[1]) for first, last in ranges or ())
    others = book.sheet_names[1:]
    notices = (ImportProblem(0, "other_sheets", {"name": book.sheet_names[0]}, is_notice=True),) if others else ()
    formulas, errors = _not_values(content) if is_zip else ((), ())
    return ParticipantSheet(rows, merged, formulas, errors, notices)


def _is_filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else True


def _cell(value: object) -> SheetValue:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return int(value) if value == int(value) else float(value)


def _unpacked(content: bytes) -> int:
    with ZipFile(io.BytesIO(content)) as packed:
        return sum(one.file_size for one in packed.infolist())


def _not_values(content: bytes) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int, str], ...]]:
    """Return the cells of the first sheet that hold a formula, and those that hold an error.

    The reader gives of a formula only what it gave when it was saved, and an error as an empty cell.
    """
    with ZipFile(io.BytesIO(content)) as packed:
        name = _first_sheet(packed)
        sheet = packed.read(name) if name in packed.namelist() else b""
    return (
        tuple((int(found[2]), _column(found[1].decode("ascii"))) for found in _FORMULA.finditer(sheet)),
        tuple(
            (int(found[2]), _column(found[1].decode("ascii")), found[3].decode("ascii", "replace"))
            for found in _ERROR.finditer(sheet)
        ),
    )


def _first_sheet(packed: ZipFile) -> str:
    """Return the name of the file that holds the first sheet (Office Open XML); empty where there is none."""
    try:
        book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314  (expat of today limits entities)
        links = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ET.ParseError):
        return ""
    first = book.find(f"{_MAIN}sheets/{_MAIN}sheet")
    wanted = first.get(_RELATED) if first is not None else None
    target = next((one.get("Target", "") for one in links if one.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


# CSV


def _csv(content: bytes) -> ParticipantSheet:
    text = _decoded(content)
    if text is None:
        return _unreadable(ImportProblem(0, "not_readable"))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(10_000)
    rows: list[tuple[int, tuple[SheetValue, ...]]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if any(cell.strip() for cell in row):
                rows.append((number, tuple(row)))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return _unreadable(ImportProblem(0, "not_readable"))
    return ParticipantSheet(tuple(rows))


def _decoded(content: bytes) -> str | None:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or what a Dutch Excel on Windows saves (cp1252)."""
    ways = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for way in ways:
        try:
            text = content.decode(way)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
