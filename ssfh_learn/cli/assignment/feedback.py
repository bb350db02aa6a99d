"""`ssfh-learn assignment feedback`: the feedback pages."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.words import word


@click.command(help=word("cli", "help_feedback"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@click.option("--no-release", is_flag=True, help=word("cli", "help_no_release"))
@course_option
def feedback(name: str, no_release: bool, folder: Path) -> None:  # noqa: FBT001  (click's way)
    """Make the page of each graded learner, and put it where she can fetch it."""
    from ssfh_learn.grading.exchange import give_feedback

    with dutch_errors():
        count, is_released = give_feedback(the_course(folder), name, released=not no_release)
    click.echo(word("cli", "feedback_released" if is_released else "feedback_made", count=count))
