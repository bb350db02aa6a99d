"""`ssfh-learn assignment release`: let learners fetch the test."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.words import word


@click.command(help=word("cli", "help_release"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@course_option
def release(name: str, folder: Path) -> None:
    """Put the release version in nbgrader's exchange."""
    from ssfh_learn.grading.exchange import release as release_test

    with dutch_errors():
        place = release_test(the_course(folder), name)
    click.echo(word("cli", "released", name=name, folder=place))
