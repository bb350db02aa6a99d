"""A table keeps what it is made of: texts, days and numbers, and nothing that runs."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from ssfh_learn.reports.table import TableValue, csv_table, excel_table

HEAD = ("nummer", "dag", "uren", "leeg")
ROWS: list[list[TableValue]] = [["0012", date(2026, 3, 1), 1.42, None], ["=1+1", date(2026, 12, 31), 2, None]]


def test_excel_keeps_the_zeros_of_a_number_and_knows_days_and_numbers_as_such() -> None:
    sheet = load_workbook(BytesIO(excel_table("Blad", HEAD, ROWS))).active
    assert sheet is not None

    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert values == [["0012", datetime(2026, 3, 1), 1.42, None], ["=1+1", datetime(2026, 12, 31), 2, None]]  # noqa: DTZ001
    assert [cell.data_type for cell in sheet[3]] == ["s", "d", "n", "n"]
    assert sheet["B2"].number_format == "dd-mm-yyyy"


def test_lines_above_a_table_say_what_it_is_and_move_its_heads_down() -> None:
    sheet = load_workbook(BytesIO(excel_table("Blad", HEAD, ROWS, ["Wat", "=Wie. Wanneer."]))).active
    assert sheet is not None

    assert [sheet["A1"].value, sheet["A2"].value, sheet["A2"].data_type] == ["Wat", "=Wie. Wanneer.", "s"]
    assert [cell.value for cell in sheet[3]] == list(HEAD)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:D5")


def test_csv_writes_days_and_numbers_as_the_dutch_do_and_no_formula() -> None:
    lines = csv_table(HEAD, ROWS).decode("utf-8-sig").splitlines()

    assert lines == ["nummer;dag;uren;leeg", "0012;01-03-2026;1,42;", "'=1+1;31-12-2026;2;"]
