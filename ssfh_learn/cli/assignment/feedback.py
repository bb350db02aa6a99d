"""`ssfh-learn assignment feedback`: make the feedback pages."""

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
    """Make the page of each graded learner, and put it in the folder from which she can fetch it."""
    from ssfh_learn.grading.exchange import give_feedback
    from ssfh_learn.grading.problem import printable

    with dutch_errors():
        course = the_course(folder)
        given = give_feedback(course, name, released=not no_release)
    if given.released:
        click.echo(word("cli", "feedback_released", count=len(given.released)))
    if given.ready and (no_release or course.shared_folder):
        click.echo(word("cli", "feedback_made", count=len(given.ready)))
    elif given.ready:
        place = course.root / "feedback"
        click.echo(word("cli", "feedback_ready", count=len(given.ready), folder=place))
    for student in given.failed:
        click.echo(word("cli", "feedback_failed", student=printable(student)), err=True)
    raise SystemExit(1 if given.failed else 0)
