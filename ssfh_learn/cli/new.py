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
    "traject",
    "toets",
    "cursus",
)
"""The kinds that have a starter, as a list, so that `--help` does not import every kind of activity."""
ALSO = {"self-assessment": "zelfscan", "course": "cursus", "test": "toets"}
"""English names that are accepted too; an earlier release had them."""
NEXT = {"module": "next_module", "traject": "next_track", "toets": "next_test", "cursus": "next_course"}
"""The sentence about the next thing to do; all activities share one sentence."""


class _Kind(click.Choice[str]):
    """One of the kinds, also under another name; a message names only the kinds themselves."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind; raises a click error for a word that is none."""
        kind: str = super().convert(ALSO.get(value, value), param, ctx)
        return kind


@click.command(help=word("cli", "help_new", kinds=", ".join(KINDS)), options_metavar=word("cli", "options"))
@click.argument("kind", metavar="SOORT", type=_Kind(KINDS))
@click.argument("name", metavar="NAAM")
def new(kind: str, name: str) -> None:
    """Write a starter in the current folder."""
    from ssfh_learn.cli.course import dutch_errors
    from ssfh_learn.content.starter import write_starter

    with dutch_errors():
        path = write_starter(kind, name, Path.cwd())
    click.echo(word("cli", "written", path=path.relative_to(Path.cwd())))
    click.echo(word("cli", NEXT.get(kind, "next_activity"), name=name))
