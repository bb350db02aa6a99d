"""`ssfh-learn new`: a commented starter."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word

KINDS = ("module", "quiz", "scenario", "self-assessment")
ALSO = {"zelfscan": "self-assessment"}


@click.command(help=word("cli", "help_new"), options_metavar=word("cli", "options"))
@click.argument("kind", metavar="SOORT", type=click.Choice([*KINDS, *ALSO]))
@click.argument("name", metavar="NAAM")
def new(kind: str, name: str) -> None:
    """Write a starter in the current folder."""
    from ssfh_learn.content.starter import write_starter
    from ssfh_learn.errors import ContentError

    try:
        path = write_starter(ALSO.get(kind, kind), name, Path.cwd())
    except ContentError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(word("cli", "not_written", path=error.filename, reason=error.strerror)) from None
    click.echo(word("cli", "written", path=path.relative_to(Path.cwd())))
    click.echo(word("cli", "next_module" if kind == "module" else "next_activity", name=name))
