"""`ssfh-learn assignment collect`: take in the submissions of learners."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.words import word


@click.command(help=word("cli", "help_collect"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@course_option
def collect(name: str, folder: Path) -> None:
    """Print why each refused folder was refused; exit 1 if there is one."""
    from ssfh_learn.grading.exchange import collect as collect_test
    from ssfh_learn.grading.problem import GradingError, printable

    with dutch_errors():
        course = the_course(folder)
        try:
            taken = list(collect_test(course, name))
        except GradingError:
            if there := sum(1 for _ in course.submissions(name)):
                click.echo(word("cli", "collected_before", count=there, name=name))
            raise
    refused = [one for one in taken if one.refused]
    for one in refused:
        click.echo(f"{printable(one.name)}: {one.refused}", err=True)
    new = sum(one.is_new for one in taken)
    total = sum(1 for _ in course.submissions(name))
    click.echo(word("cli", "collected", count=new, total=total, refused=len(refused)))
    if elsewhere := total - len({one.student for one in taken if not one.refused}):
        click.echo(word("cli", "collected_elsewhere", count=elsewhere))
    raise SystemExit(1 if refused else 0)
