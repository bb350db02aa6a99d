"""A file as participants: what each row says, and every problem with its row."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssfh_learn.roster.importing.columns import HEADINGS, FoundColumns, find_columns
from ssfh_learn.roster.importing.problem import ImportCode, ImportProblem
from ssfh_learn.roster.importing.sheet import ParticipantSheet, SheetValue, read_sheet
from ssfh_learn.roster.limits import is_address, longest, unprintable
from ssfh_learn.roster.name import PersonName, split_family
from ssfh_learn.roster.participant import Practice
from ssfh_learn.roster.typed_day import fault_of_day, typed_day

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERRORS = (
    *("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"),
    *("#VERW!", "#N/B", "#NAAM?", "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!", "#OVERLOOP!"),
)
_YEARS = range(1950, 2101)
"""The years in which somebody began or ends: another year is a typing error, or a number that Excel made a day of."""
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(18_000, 75_000)
"""The numbers that Excel has for days from 1949 to 2105."""


@dataclass(frozen=True)
class ReadRow:
    """What a row says; what is empty says nothing. `groups` are names as they were typed.

    `faulty` are the columns that could not be read: they say nothing here, and what is missing for it is no problem.
    """

    row: int
    name: PersonName
    account: str = ""
    email: str = ""
    function: str = ""
    register: str = ""
    number: str = ""
    started: str = ""
    ended: str = ""
    practices: tuple[Practice, ...] = ()
    groups: tuple[str, ...] = ()
    faulty: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReadList:
    """The rows of a file, also those with a problem, and its problems and notices in the order of the rows."""

    rows: tuple[ReadRow, ...]
    problems: tuple[ImportProblem, ...]


def read_list(content: bytes) -> ReadList:
    """Return what a file says, with all problems of each row."""
    sheet = read_sheet(content)
    if not sheet.rows:
        return ReadList((), sheet.problems)
    columns = find_columns(sheet)
    problems = [*sheet.problems, *columns.problems]
    if any(not one.is_notice for one in columns.problems):
        return ReadList((), tuple(problems))
    of_cells = list(_of_cells(sheet, columns))
    problems += of_cells
    faulty: defaultdict[int, set[str]] = defaultdict(set)
    fields = {place: field for field, place in columns.places.items()}
    for row, place in (*sheet.formulas, *((row, place) for row, place, _error in sheet.errors)):
        if place in fields:
            faulty[row].add(fields[place])
    rows = []
    for number, cells in sheet.rows:
        if number <= columns.row:
            continue
        reader = _RowReader(number, cells, columns, faulty[number])
        rows.append(reader.read())
        problems += reader.problems
    if not rows and all(one.is_notice for one in problems):
        problems.append(ImportProblem(0, "empty_file"))
    return ReadList(tuple(rows), tuple(sorted(problems, key=lambda one: one.row)))


def _of_cells(sheet: ParticipantSheet, columns: FoundColumns) -> Iterator[ImportProblem]:
    """Yield what is wrong with cells that a row cannot tell itself: merged cells, formulas and errors."""
    read = {place: HEADINGS[name][0] for name, place in columns.places.items()}
    for first, last, _place in sheet.merged:
        if last > columns.row:
            yield ImportProblem(max(first, columns.row), "merged_cells", {"first": first, "last": last})
    for row, place in sheet.formulas:
        if row > columns.row and place in read:
            yield ImportProblem(row, "formula", {"column": read[place]})
    for row, place, error in sheet.errors:
        if row > columns.row and place in read:
            yield ImportProblem(row, "sheet_error", {"column": read[place], "value": error})


class _RowReader:
    """Reads one row and collects its problems; `faulty` are the columns of which is known that they say nothing."""

    def __init__(self, row: int, cells: tuple[SheetValue, ...], columns: FoundColumns, faulty: set[str]) -> None:
        self._row, self._cells, self._columns = row, cells, columns
        self.problems: list[ImportProblem] = []
        self._faulty = faulty

    def read(self) -> ReadRow:
        """Return the row, without what cannot be read of it."""
        name = self._name()
        register, number = self._register()
        email = self._text("email")
        if email and not is_address(email):
            self._say("not_an_address", value=email[:80])
            self._faulty.add("email")
            email = ""
        started, ended = self._date("started"), self._date("ended")
        if started and ended and ended < started:
            self._say("end_before_start")
        account, function = self._text("account"), self._text("function")
        practices = tuple(Practice(one, self._text("region")) for one in self._several("practice"))
        groups = self._several("group")
        return ReadRow(
            self._row,
            name,
            account=account,
            email=email,
            function=function,
            register=register,
            number=number,
            started=started,
            ended=ended,
            practices=practices,
            groups=groups,
            faulty=frozenset(self._faulty),
        )

    def _say(self, code: ImportCode, *, is_notice: bool = False, **fields: object) -> None:
        self.problems.append(ImportProblem(self._row, code, fields, is_notice))

    def _cell(self, field: str) -> SheetValue:
        place = -1 if field in self._faulty else self._columns.places.get(field, -1)
        return self._cells[place] if 0 <= place < len(self._cells) else ""

    def _text(self, field: str) -> str:
        cell = self._cell(field)
        text = " ".join((cell.isoformat() if isinstance(cell, date) else str(cell)).split())
        if text.startswith("'") and text[1:2] in {"=", "+", "-", "@"}:
            text = text[1:]  # our own CSV writes it so, and then no spreadsheet runs it
        column, before = HEADINGS[field][0], len(self.problems)
        if text.upper() in _ERRORS:
            self._say("sheet_error", column=column, value=text)
        if len(text) > longest(field):
            self._say("too_long", column=column, longest=longest(field))
        if wrong := unprintable(text):
            self._say("signs", column=column, value=wrong)
        if len(self.problems) == before:
            return text
        self._faulty.add(field)
        return ""

    def _several(self, field: str) -> tuple[str, ...]:
        parts = (one.strip() for one in self._text(field).split(";"))
        return tuple(dict.fromkeys(one for one in parts if one))

    def _name(self) -> PersonName:
        initials, given, prefix, family = (self._text(one) for one in ("initials", "given", "prefix", "family"))
        if not family and (full := self._text("full")):
            given, prefix, family = _parts_of(full)
        if family and not prefix:
            prefix, family = split_family(family)
        if not family and not self._faulty & {"family", "full"}:
            self._say("name_missing")
        if any(sign.isdigit() for sign in family):
            self._say("name_odd", is_notice=True, value=family)
        return PersonName(initials, given, prefix, family)

    def _register(self) -> tuple[str, str]:
        """Return register and number; a column of one register says both."""
        of_one = {"KABIZ": self._text("kabiz"), "BIG": self._text("big")}
        if self._faulty & {"kabiz", "big"}:
            self._faulty |= {"register", "number"}
        own = next((known for known in of_one.items() if known[1]), None)
        return own or (self._text("register"), self._text("number"))

    def _date(self, field: str) -> str:
        day = self._day(field)
        if day and int(day[:4]) not in _YEARS:
            said = date.fromisoformat(day)
            self._say("odd_year", is_notice=True, column=HEADINGS[field][0], day=said)
        return day

    def _day(self, field: str) -> str:
        cell, column = self._cell(field), HEADINGS[field][0]
        if isinstance(cell, date):
            return cell.isoformat()
        text = str(cell).strip()
        if not text:
            return ""
        if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
            day = _EXCEL_ZERO + timedelta(days=int(text))
            self._say("date_as_number", is_notice=True, column=column, value=text, day=day)
            return day.isoformat()
        day_read = typed_day(text)
        if day_read is None:
            self._say(fault_of_day(text), column=column, value=text[:40])
            self._faulty.add(field)
            return ""
        return day_read.isoformat()


def _parts_of(full: str) -> tuple[str, str, str]:
    """Return given name, prefix and family name of a name that is written as one."""
    family, comma, rest = full.partition(",")
    if comma:
        given: list[str] = []
        prefix: list[str] = []
        for word in rest.split():
            (prefix if prefix or split_family(f"{word} x")[0] else given).append(word)
        return " ".join(given), " ".join(prefix).lower(), family.strip()
    words = full.split()
    if len(words) == 1:
        return "", "", full
    prefix_of_rest, family_of_rest = split_family(" ".join(words[1:]))
    return words[0], prefix_of_rest, family_of_rest
