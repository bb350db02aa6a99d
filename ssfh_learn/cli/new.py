"""`ssfh-learn new`: write a starter file with comments."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word

KINDS = (
    "module",
    "quiz",
    "scenario",
    "zelfscan",
    "gesprekskaart",
    "actieplan",
    "reflectie",
    "feitengrafiek",
    "rolkeuze",
    "rekenhulp",
    "oefen-his",
    "vaardigheden",
    "toets",
    "cursus",
)
"""The kinds that have a starter, as a list, so that `--help` does not import every kind of activity."""
ALSO = {"self-assessment": "zelfscan", "course": "cursus", "test": "toets"}
"""English names that are accepted too; an earlier release had them."""
NEXT = {"module": "next_module", "toets": "next_test", "cursus": "next_course"}
"""The sentence about the next thing to do; all activities share one sentence."""


@click.command(help=word("cli", "help_new", kinds=", ".join(KINDS)), options_metavar=word("cli", "options"))
@click.argument("kind", metavar="SOORT", type=click.Choice([*KINDS, *ALSO]))
@click.argument("name", metavar="NAAM")
def new(kind: str, name: str) -> None:
    """Write a starter in the current folder."""
    from ssfh_learn.cli.course import dutch_errors
    from ssfh_learn.content.starter import write_starter

    kind = ALSO.get(kind, kind)
    with dutch_errors():
        path = write_starter(kind, name, Path.cwd())
    click.echo(word("cli", "written", path=path.relative_to(Path.cwd())))
    click.echo(word("cli", NEXT.get(kind, "next_activity"), name=name))
