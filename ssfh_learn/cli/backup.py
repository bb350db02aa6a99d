"""`ssfh-learn backup`: copy a whole installation to one file, while it runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from ssfh_learn.cli.course import dutch_errors
from ssfh_learn.cli.installation import Places, places_of_installation
from ssfh_learn.words import word


@click.command(help=word("cli", "help_backup"), options_metavar=word("cli", "options"))
@click.argument("file", metavar=word("cli", "file"), type=click.Path(path_type=Path, dir_okay=False))
@places_of_installation
def backup(file: Path, places: Places) -> None:
    """Write the backup; nothing has to be stopped."""
    from ssfh_learn.cli.administration import line_of
    from ssfh_learn.cli.archive import write_backup
    from ssfh_learn.errors import JournalError
    from ssfh_learn.journal import database_in
    from ssfh_learn.journal.administration import append_where_possible

    address = places.database or database_in(places.data or Path())
    is_logged = append_where_possible(address, line_of("backed_up"))
    try:
        with dutch_errors():
            count = write_backup(file, places)
    except (JournalError, OSError, sqlite3.Error) as error:
        raise click.ClickException(word("cli", "not_backed_up", said=error.__cause__ or error)) from None
    size = file.stat().st_size
    click.echo(word("cli", "backed_up", file=file, files=count, megabytes=f"{size / 1e6:.1f}".replace(".", ",")))
    click.echo(_answers(places))
    if not is_logged:
        click.echo(word("cli", "not_logged"))


def _answers(places: Places) -> str:
    """Return which database with answers is in the backup, or that there is none."""
    from ssfh_learn.journal import database_in

    if places.database:
        return word("cli", "backed_up_server")
    folder = (places.data or Path()).resolve()
    file = Path(database_in(folder).removeprefix("sqlite:///"))
    return word("cli", "backed_up_file" if file.is_file() else "backed_up_without", file=file, folder=folder)
