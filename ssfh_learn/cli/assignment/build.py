"""`ssfh-learn assignment build`: make from the key what nbgrader and learners need."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.cli.moment import Moment
from ssfh_learn.dutch_time import dutch_moment, dutch_until
from ssfh_learn.words import number, word


@click.command(help=word("cli", "help_build"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@click.option("--due", metavar=word("cli", "moment"), type=Moment(), help=word("cli", "help_due"))
@click.option("--allow-past", is_flag=True, help=word("cli", "help_allow_past"))
@course_option
def build(name: str, due: datetime | None, allow_past: bool, folder: Path) -> None:  # noqa: FBT001  (click's way)
    """Make the source notebook, the release version and the gradebook rows, and print the deadline."""
    from ssfh_learn.grading.build import build as build_test

    if due is not None and due <= datetime.now(UTC) and not allow_past:
        raise click.BadParameter(word("moment", "past", until=dutch_until(due)), param_hint="'--due'")
    with dutch_errors():
        built = build_test(the_course(folder), name, due)
    click.echo(word("cli", "built", name=name, folder=built.release, count=built.questions, drawn=built.drawn))
    click.echo(word("cli", "built_points", count=built.points, points=number(built.points)))
    if built.opens is not None and built.opens > datetime.now(UTC):
        click.echo(word("cli", "built_opens", when=dutch_moment(built.opens)))
    if built.due is not None:
        is_past = built.due <= datetime.now(UTC)
        click.echo(word("cli", "built_was_due" if is_past else "built_due", until=dutch_until(built.due)))
    if built.is_corrected:
        click.echo(word("cli", "grade_again", name=name))
