"""`ssfh-learn pack`: put a module in one file to share."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_pack"), options_metavar=word("cli", "options"))
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False))
@click.option("--out", metavar="BESTAND", type=click.Path(path_type=Path), help=word("cli", "help_pack_out"))
def pack(folder: Path, out: Path | None) -> None:
    """Write a zip file, and say whether `check` still finds problems, because the receiver will see them."""
    from ssfh_learn.cli.course import dutch_errors
    from ssfh_learn.content import check
    from ssfh_learn.content.module_folder import pack_module

    out = out or Path(f"{folder.resolve().name}.zip")
    with dutch_errors():
        count = pack_module(folder, out)
    click.echo(word("cli", "packed", path=out, count=count))
    if any(problem.weight != "advice" for problem in check([folder])):
        click.echo(word("cli", "packed_with_problems", path=folder))
