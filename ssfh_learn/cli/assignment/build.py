"""`ssfh-learn assignment build`: from the key to what nbgrader and learners need."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.words import number, word


@click.command(help=word("cli", "help_build"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@click.option(
    "--due",
    metavar=word("cli", "moment"),
    type=click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%d"]),
    help=word("cli", "help_due"),
)
@course_option
def build(name: str, due: datetime | None, folder: Path) -> None:
    """Make the source notebook, the release version and the gradebook rows."""
    from ssfh_learn.grading.build import build as build_test

    with dutch_errors():
        # what a trainer types is the time on her own clock; a day alone lasts until its end
        moment = None if due is None else _end_of_day(due).astimezone(UTC)
        built = build_test(the_course(folder), name, moment)
    click.echo(word("cli", "built", name=name, folder=built.release, count=built.questions, drawn=built.drawn))
    click.echo(word("cli", "built_points", count=built.points, points=number(built.points)))
    if built.is_corrected:
        click.echo(word("cli", "grade_again", name=name))


def _end_of_day(moment: datetime) -> datetime:
    return moment.replace(hour=23, minute=59, second=59) if (moment.hour, moment.minute) == (0, 0) else moment
