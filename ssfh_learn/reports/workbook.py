"""The tables of a report as an Excel file with types, filters and Dutch dates, or as CSV files for a Dutch Excel."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
from xlsxwriter.utility import cell_autofit_width

from ssfh_learn.reports.durations import WHOLE
from ssfh_learn.reports.first_choices import said_share
from ssfh_learn.reports.harmless import harmless
from ssfh_learn.reports.said import newest_of, sector_of, withheld_words
from ssfh_learn.reports.scans import OCCASIONS, said_value
from ssfh_learn.reports.sheet_notes import ABOUT_LINES, about_lines, has_sheet, report_line, why_empty
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.reports.item_analysis import ItemFigures
    from ssfh_learn.reports.report import Report
    from ssfh_learn.reports.summary import TestSummary

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
_TYPES: dict[str, Any] = {"number": "Int64", "date": "datetime64[s]", "text": "object"}
_KINDS = {
    "question": "number",
    "people": "number",
    "handed_in": "number",
    "not_handed_in": "number",
    "passed": "number",
    "failed": "number",
    "waiting": "number",
    "right": "share",
    "blank": "share",
    "mean": "share",
    "share": "share",
    "discrimination": "correlation",
    "seconds": "number",
    "length": "number",
    "low": "tenths",
    "middle": "tenths",
    "high": "tenths",
    "value": "tenths",
    "before": "scale",
    "after": "scale",
    "change": "change",
    "day": "date",
}
"""What a column holds; the others hold text."""
TABLES = ("tests", "questions", "instead", "practices", "durations", "scans", "trend", "choices", "sector")


def tables_of(report: Report) -> dict[str, pd.DataFrame]:
    """Return the tables of a report by name, with a type for each column; what is not shown is empty."""
    rows = {
        "tests": list(_tests(report)),
        "questions": list(_questions(report)),
        "instead": list(_instead(report)),
        "practices": list(_practices(report)),
        "durations": list(_durations(report)),
        "scans": list(_scans(report)),
        "trend": list(_trend(report)),
        "choices": list(_choices(report)),
        "sector": list(_sector(report)),
    }
    return {name: _typed(name, rows[name]) for name in TABLES}


def columns_of(table: str) -> list[str]:
    """Return the names of the columns of a table, in order."""
    return word("report", f"columns_{table}").split()


def _typed(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    names = columns_of(table)
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({name: _TYPES.get(_KINDS.get(name, "text"), "float64") for name in names})


def _counts(one: TestSummary | None) -> dict[str, Any]:
    names = ("people", "handed_in", "not_handed_in", "passed", "failed", "waiting")
    return {name: None if one is None else getattr(one, name) for name in names}


def _tests(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.tests or ():
        yield {"test": one.title, **_counts(one)}


def _questions(report: Report) -> Iterator[dict[str, Any]]:
    """Yield each question of which a number is shown: of the others no page could say more than their text."""
    names = ("people", "right", "blank", "mean", "discrimination", "seconds")
    for one in report.questions:
        if one.people is None:
            continue
        values = {name: getattr(one, name) for name in names}
        values["seconds"] = None if one.seconds is None else round(one.seconds)
        yield {**_question(report, one), **values}


def _question(report: Report, one: ItemFigures) -> dict[str, Any]:
    """Return what a question is called where people read it: its test, its number and its text."""
    number = report.numbers[one.test, one.question.id]
    return {"test": report.titles.get(one.test, one.test), "question": number, "text": one.question.text}


def _instead(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.questions:
        for chosen in one.instead:
            yield {**_question(report, one), "chosen": chosen.text, "share": chosen.share}


def _practices(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.practices:
        about = {"practice": one.name, "region": one.region}
        if one.tests is None:
            note = withheld_words(one.people)
            yield {**about, "test": word("report", "all_tests"), "people": one.people, "note": note}
        for test in one.tests or ():
            yield {**about, "test": test.title, **_counts(test)}


def _durations(report: Report) -> Iterator[dict[str, Any]]:
    steps = {(one.place, one.step) for one in report.beside.durations}
    for place, (title, length) in report.beside.lengths.items():
        for step in sorted(step for where, step in steps if where == place):
            one = newest_of(report.beside.durations, place, step)
            if one is not None:
                values = {name: getattr(one, name) for name in ("low", "middle", "high", "day")}
                name = report.beside.steps.get((place, step), step) if step != WHOLE else word("report", "whole")
                yield {"module": title, "step": name, "length": length if step == WHOLE else None, **values}


def _scans(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.scans:
        values: dict[str, Any] = {occasion: one.value(occasion) for occasion in OCCASIONS}
        yield {"whom": one.whom, "scan": one.scan, "part": one.part, **values, "day": one.day}


def _trend(report: Report) -> Iterator[dict[str, Any]]:
    for line in report.scans:
        for one in line.published:
            values = {"round": word("report", f"column_{one.occasion}"), "value": one.value, "said": said_value(one)}
            yield {"whom": one.whom, "scan": one.scan, "part": one.part, "day": one.day, **values}


def _choices(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.choices or ():
        about = {"whom": one.whom, "module": one.module, "practised": one.title, "day": one.day}
        for point in one.points:
            place = {"point": one.name_of(point), "point_text": point.text}
            for choice in point.choices:
                worth = word("choices", f"worth_{choice.worth}")
                made = {"choice": choice.said, "worth": worth, "made_by": said_share(choice.share)}
                yield {**about, **place, **made}


def _sector(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.questions:
        for figure in sector_of(one, report):
            yield {
                **_question(report, one),
                "figure": "; ".join(figure.figures),
                "who": figure.who,
                "when": figure.when or word("report", "unknown"),
                "source": figure.source or word("report", "unknown"),
                "caution": figure.caution,
            }


def _headings(table: str) -> dict[str, str]:
    said = section("report")
    own = said["columns_of_table"].get(table, {})
    return {name: own.get(name) or said[f"column_{name}"] for name in columns_of(table)}


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
    top, headings, across = ABOUT_LINES, _headings(name), []
    sheet.write_row(top, 0, list(headings.values()), bold)
    for place, column in enumerate(table.columns):
        kind = _KINDS.get(column, "text")
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
        texts = [column for column in table.columns if _KINDS.get(column, "text") == "text"]
        written = table.assign(**{column: table[column].map(harmless) for column in texts})
        written = written.rename(columns=_headings(name))
        text = written.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n", date_format="%d-%m-%Y")
        found[word("report", f"sheet_{name}").lower().replace(" ", "-")] = text.encode("utf-8-sig")
    return found
