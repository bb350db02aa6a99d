"""`ssfh-learn rebuild`: make the projections of the portal again from the events."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.journal import opened_journal
from ssfh_learn.words import word

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=word("cli", "help_rebuild"), options_metavar=word("cli", "options"))
@click.argument("modules", metavar=word("cli", "folder"), type=FOLDER, default=Path("modules"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_data"))
@click.option("--database", metavar=word("cli", "address"), help=word("cli", "help_forget_database"))
def rebuild(modules: Path, data: Path | None, database: str | None) -> None:
    """Make the projections of all modules in a folder again, and delete the snapshots; learners can go on meanwhile."""
    from ssfh_learn.journal import data_folder, database_in
    from ssfh_learn.portal.published.kept_pages import PAGES
    from ssfh_learn.portal.published.publisher import Publisher
    from ssfh_learn.portal.writing import rebuilding

    folder = data or data_folder()
    library = Publisher(modules, folder / PAGES).library()
    if not library.modules:
        raise click.ClickException(word("cli", "no_modules", folder=modules))
    with opened_journal(database or database_in(folder), "--database" if database else str(folder)) as journal:
        learners = rebuilding.rebuild(journal, library.modules.values())
        rebuilding.drop_snapshots(journal)
    click.echo(word("cli", "rebuilt", modules=len(library.modules), learners=learners))
    for where, reasons in library.problems.items():
        for reason in reasons:
            click.echo(f"{where}: {reason}", err=True)
