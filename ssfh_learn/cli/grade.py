"""`ssfh-learn grade`: grade every submission of a test."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.dutch_time import here
from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from datetime import datetime

    from ssfh_learn.grading.grade import Grading, GradingOutcome


@click.command(help=word("cli", "help_grade"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@click.option("--json", "as_json", is_flag=True, help=word("cli", "help_json"))
@course_option
def grade(name: str, as_json: bool, folder: Path) -> None:  # noqa: FBT001  (click's way)
    """Print a line for each problem, and a table; exit 1 if a submission could not be graded."""
    from ssfh_learn.grading.quick_nbgrader import import_quickly

    import_quickly()
    from ssfh_learn.grading.grade import Grading

    with dutch_errors(), Grading(the_course(folder), name) as grading:
        ungraded = _in_json(grading) if as_json else _in_words(grading)
    raise SystemExit(1 if ungraded else 0)


def _in_json(grading: Grading) -> int:
    """Print one JSON object piece by piece, because a large batch does not fit in memory."""
    ungraded = 0
    click.echo(f'{{"assignment": {json.dumps(grading.key.quiz.id)}, "submissions": [', nl=False)
    for position, outcome in enumerate(grading):
        ungraded += outcome.result is None
        click.echo((",\n " if position else "\n ") + json.dumps(_plain(outcome), default=_dutch_time), nl=False)
    click.echo(f'\n], "ungraded": {ungraded}}}')
    return ungraded


def _dutch_time(moment: datetime) -> str:
    """Return a moment with its zone, so that other programs read it correctly."""
    return here(moment).isoformat()


def _plain(outcome: GradingOutcome) -> dict[str, Any]:
    result = outcome.result
    return {
        "student": outcome.student,
        "graded": result is not None,
        "notes": [{"code": note.code, "message": str(note)} for note in outcome.notes],
        "result": result
        and {**asdict(result), "total": result.total, "percent": result.percent, "passed": result.passed},
    }


def _in_words(grading: Grading) -> int:
    from rich.console import Console
    from rich.progress import track

    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    counts = dict.fromkeys(("graded", "passed", "waiting", "late", "changed", "ungraded"), 0)
    total = 0.0
    outcomes = track(
        grading,
        description=word("cli", "grading", name=grading.key.quiz.id),
        total=len(grading.submissions),
        console=errors,
        disable=not errors.is_terminal,
    )
    for outcome in outcomes:
        for line in _lines(outcome):
            errors.print(line)
        result = outcome.result
        counts["ungraded"] += result is None
        if result is not None:
            counts["graded"] += 1
            counts["passed"] += result.passed is True
            counts["waiting"] += result.status == "awaiting_grader"
            counts["late"] += result.seconds_late > 0
            counts["changed"] += outcome.was is not None
            total += result.percent or 0
    _table(counts, total)
    return counts["ungraded"]


def _lines(outcome: GradingOutcome) -> list[str]:
    student = outcome.student if outcome.student.isprintable() else ascii(outcome.student)
    lines = [f"{student}: {note}" for note in outcome.notes]
    result = outcome.result
    if result is not None and outcome.was is not None:
        lines.append(
            word("cli", "was", student=student, old=number(outcome.was), new=number(result.total), count=result.total)
        )
    if result is None and outcome.notes:
        lines[0] = word("cli", "not_graded", line=lines[0])
    return lines


def _table(counts: dict[str, int], total: float) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(word("cli", f"count_{name}"), str(count))
    if counts["graded"]:
        table.add_row(word("cli", "average"), f"{number(round(total / counts['graded'], 1))}%")
    Console(highlight=False).print(table)
