"""Results as an Excel or CSV file that opens well in a Dutch Excel, whatever stands in a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ssfh_learn.results import Result

SUFFIXES = (".xlsx", ".csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_results(results: Iterable[Result], path: Path) -> None:
    """Write results: `.xlsx` with a sheet for results and one for questions, or `.csv` with the results.

    The CSV has a semicolon, a decimal comma and a byte order mark, as a Dutch Excel expects. Text that a spreadsheet
    would run as a formula gets an apostrophe before it in CSV; in Excel it is stored as text and needs none.
    """
    results = list(results)
    table = pd.DataFrame([_row(result) for result in results], columns=_columns())
    passing = path.with_name(f".{path.stem}.new{path.suffix}")
    try:
        if path.suffix.lower() == ".csv":
            table.map(_harmless).to_csv(
                passing, sep=";", decimal=",", index=False, encoding="utf-8-sig", lineterminator="\r\n"
            )
        else:
            _write_excel(table, _questions(results), passing)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def _write_excel(table: pd.DataFrame, questions: pd.DataFrame, path: Path) -> None:
    # XlsxWriter would make formulas and links of texts that look like them
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        for name, frame in (("sheet_results", table), ("sheet_questions", questions)):
            title = word("export", name)
            frame.to_excel(writer, sheet_name=title, index=False, freeze_panes=(1, 0))
            writer.sheets[title].autofit()
            writer.sheets[title].autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)


def _columns() -> list[str]:
    return [title for name, title in section("export").items() if name.startswith("column_")]


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
        "passed": word("export", {True: "yes", False: "no", None: "unknown"}[result.passed]),
        "attempt": result.attempt,
        "attempts": result.attempts,
        "submitted_at": result.submitted_at,
        "late": word("export", "yes" if result.seconds_late > 0 else "no"),
        "previous": "; ".join(f"{total:g}".replace(".", ",") for total in result.previous),
        "content": result.content or "",
        "receipt": result.receipt[:8].upper() if result.receipt else "",
    }
    return {word("export", f"column_{name}"): value for name, value in values.items()}


def _questions(results: Iterable[Result]) -> pd.DataFrame:
    names = ("assignment", "student", "question", "points", "maximum")
    rows = [
        (result.assignment, result.student, item.question, item.points, item.maximum)
        for result in results
        for item in result.items
    ]
    return pd.DataFrame(rows, columns=[word("export", f"question_{name}") for name in names])


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
