"""`ssfh-learn migrate`: bring the database of the portal up to date, before the services start."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from ssfh_learn.words import word

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=word("cli", "help_migrate"), options_metavar=word("cli", "options"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_data"))
@click.option("--database", metavar=word("cli", "address"), help=word("cli", "help_forget_database"))
def migrate(data: Path | None, database: str | None) -> None:
    """Make or change the tables; who does so at the same time waits for the other."""
    from ssfh_learn.errors import JournalError
    from ssfh_learn.journal import data_folder, database_in
    from ssfh_learn.journal.database import cause_of
    from ssfh_learn.journal.fence import ROLE
    from ssfh_learn.journal.sql import SqlJournal

    import_module("ssfh_learn.portal.routes")  # every table, so that the role of staff gets its rights on each
    folder = data or data_folder()
    if not database and not folder.is_dir():
        raise click.ClickException(word("cli", "no_database", place=folder))
    try:
        journal = SqlJournal(database or database_in(folder))
    except JournalError as error:
        raise click.ClickException(word("cli", "not_migrated", said=cause_of(error)[1])) from None
    journal.close()
    click.echo(word("cli", "migrated"))
    if not journal.is_fenced:
        raise click.ClickException(word("hub", "no_staff_role", role=ROLE))
