"""The tables of a report: what stands in each, with a type for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ssfh_learn.reports.durations import WHOLE
from ssfh_learn.reports.first_choices import said_share
from ssfh_learn.reports.said import newest_of, sector_of, withheld_words
from ssfh_learn.reports.scans import OCCASIONS, said_value
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.reports.item_analysis import ItemFigures
    from ssfh_learn.reports.report import Report
    from ssfh_learn.reports.summary import TestSummary

_TYPES: dict[str, Any] = {"number": "Int64", "date": "datetime64[s]", "text": "object"}
KINDS = {
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
    return frame.astype({name: _TYPES.get(KINDS.get(name, "text"), "float64") for name in names})


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


def headings_of(table: str) -> dict[str, str]:
    """Return what stands above each column of a table, by its name."""
    said = section("report")
    own = said["columns_of_table"].get(table, {})
    return {name: own.get(name) or said[f"column_{name}"] for name in columns_of(table)}
