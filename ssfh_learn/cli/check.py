"""`ssfh-learn check`: every problem of every file."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_check"), options_metavar=word("cli", "options"))
@click.argument("paths", metavar="PAD...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Print `file:line: what is wrong, what to type instead`; exit 1 when one of them is more than advice."""
    from ssfh_learn.content import check as problems_of

    problems = problems_of(paths)
    for problem in problems:
        click.echo(str(problem))
    raise SystemExit(1 if any(problem.weight != "advice" for problem in problems) else 0)
