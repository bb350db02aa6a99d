"""`ssfh-learn check`: report every problem of every file."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_check"), options_metavar=word("cli", "options"))
@click.argument("paths", metavar="PAD...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Print `file:line: what is wrong, what to type instead`, with advice last; exit 1 if there is more than advice."""
    from ssfh_learn.content import check as problems_of

    found = problems_of(paths)
    problems = [str(problem) for problem in found if problem.weight != "advice"]
    advice = [str(problem) for problem in found if problem.weight == "advice"]
    for line in problems:
        click.echo(line)
    if advice:
        between = "\n" if problems else ""
        click.echo(between + word("cli", "advice_follows"))
    for line in advice:
        click.echo(line)
    raise SystemExit(1 if problems else 0)
