"""Results as an Excel or CSV file for a Dutch Excel; no name in it can run as a formula."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from ssfh_learn.dutch_time import here
from ssfh_learn.reports.harmless import harmless
from ssfh_learn.words import number, section, word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from ssfh_learn.results import Outcome, Result

SUFFIXES = (".xlsx", ".csv")
_COUNTS = ("percent", "attempt", "attempts")
_PASSED: dict[Outcome | None, str] = {"passed": "yes", "failed": "no"}
_DATE = {"xlsx": "dd-mm-yyyy hh:mm", "csv": "%d-%m-%Y %H:%M"}
_WIDEST = 300
"""The most pixels of a column: a long name is cut off on the screen, so that the next columns stay visible."""


def write_results(results: Iterable[Result], path: Path) -> None:
    """Write results: `.xlsx` with a sheet for results and a sheet for questions, or `.csv` with the results.

    Times are Dutch time. The CSV has semicolons, decimal commas and a byte order mark, as a Dutch Excel expects. In
    CSV, a text that a spreadsheet would run as a formula gets an apostrophe; in Excel it is stored as text. Raises
    OSError if the file cannot be written, and then an earlier file stays.
    """
    results = list(results)
    written = _csv(results) if path.suffix.lower() == ".csv" else _excel(results)
    passing = path.with_name(f".{path.stem}.new{path.suffix}")
    try:
        passing.write_bytes(written)
        passing.replace(path)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        with suppress(OSError):
            passing.unlink()


def _csv(results: list[Result]) -> bytes:
    rows = [{title: harmless(value) for title, value in _row(result).items()} for result in results]
    text = _table(rows).to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n", date_format=_DATE["csv"])
    return text.encode("utf-8-sig")


def _excel(results: list[Result]) -> bytes:
    file = BytesIO()
    # otherwise XlsxWriter makes formulas and links of texts that look like them
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(
        file, engine="xlsxwriter", datetime_format=_DATE["xlsx"], engine_kwargs={"options": options}
    ) as writer:
        tables = {"sheet_results": _table([_row(result) for result in results]), "sheet_questions": _questions(results)}
        for name, table in tables.items():
            title = word("export", name)
            table.to_excel(writer, sheet_name=title, index=False, freeze_panes=(1, 0))
            sheet = writer.sheets[title]
            sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)
            sheet.set_row(0, None, writer.book.add_format({"bold": True}))
            sheet.autofit(_WIDEST)
    return file.getvalue()


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows with a type for each column, because one empty cell would turn all integers into floats."""
    table = pd.DataFrame(
        rows, columns=[title for name, title in section("export").items() if name.startswith("column")]
    )
    types: dict[str, Any] = {word("export", f"column_{name}"): "Int64" for name in _COUNTS}
    return table.astype({**types, word("export", "column_submitted_at"): "datetime64[s]"})


def _row(result: Result) -> dict[str, Any]:
    graded = result.attempt is not None
    values: dict[str, Any] = {
        "assignment": result.assignment,
        "student": result.student,
        "last_name": result.last_name or "",
        "first_name": result.first_name or "",
        "status": word("export", f"status_{result.status}"),
        "points": round(result.points, 4) if graded else None,
        "penalty": round(result.penalty, 4) if graded else None,
        "total": round(result.total, 4) if graded else None,
        "maximum": result.maximum,
        "percent": result.percent,
        "passed": word("export", _PASSED.get(result.outcome, "unknown")),
        "attempt": result.attempt,
        "attempts": result.attempts,
        "submitted_at": _shown(result.submitted_at),
        "late": word("export", "yes" if result.seconds_late > 0 else "no") if graded else "",
        "previous": "; ".join(number(total) for total in result.previous),
        "content": result.content or "",
        # the same number that journal.receipt_of gives the learner
        "receipt": f"{result.receipt[:4]}-{result.receipt[4:8]}".upper() if result.receipt else "",
    }
    return {word("export", f"column_{name}"): value for name, value in values.items()}


def _shown(moment: datetime | None) -> datetime | None:
    """Return a moment in Dutch time without a zone, because Excel has no time zones."""
    return None if moment is None else here(moment).replace(tzinfo=None, microsecond=0)


def _questions(results: Iterable[Result]) -> pd.DataFrame:
    names = ("assignment", "student", "question", "points", "maximum")
    rows = [
        (result.assignment, result.student, item.question, item.points, item.maximum)
        for result in results
        for item in result.items
    ]
    return pd.DataFrame(rows, columns=[word("export", f"question_{name}") for name in names])
