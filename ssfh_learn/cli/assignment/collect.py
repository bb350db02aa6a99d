"""`ssfh-learn assignment collect`: take in what learners handed in."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.words import word


@click.command(help=word("cli", "help_collect"), options_metavar=word("cli", "options"))
@click.argument("name", metavar="TOETS")
@course_option
def collect(name: str, folder: Path) -> None:
    """Say of each refused folder why; exit 1 when there is one."""
    from ssfh_learn.grading.exchange import collect as collect_test

    with dutch_errors():
        taken = list(collect_test(the_course(folder), name))
    refused = [one for one in taken if one.refused]
    for one in refused:
        click.echo(f"{one.name}: {one.refused}", err=True)
    new = sum(one.is_new for one in taken)
    click.echo(word("cli", "collected", count=new, total=len(taken) - len(refused), refused=len(refused)))
    raise SystemExit(1 if refused else 0)
