"""`ssfh-learn copy`: make a new module from another one."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_copy"), options_metavar=word("cli", "options"))
@click.argument("kind", metavar="module", type=click.Choice(["module"]))
@click.argument("source", metavar="MAP", type=click.Path(path_type=Path, file_okay=False))
@click.argument("name", metavar="NAAM")
@click.option("--title", metavar=word("cli", "text"), help=word("cli", "help_copy_title"))
def copy(kind: str, source: Path, name: str, title: str | None) -> None:  # noqa: ARG001  (as in `new module`)
    """Copy a module into the current folder."""
    from ssfh_learn.cli.course import dutch_errors
    from ssfh_learn.content.module_folder import copy_module

    with dutch_errors():
        path, title = copy_module(source, name, Path.cwd(), title)
    click.echo(word("cli", "module_copied", path=path.relative_to(Path.cwd()), id=name, title=title))
    click.echo(word("cli", "next_module", name=name))
