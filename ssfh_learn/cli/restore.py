"""`ssfh-learn restore`: put a backup in empty places."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.course import dutch_errors
from ssfh_learn.cli.installation import Places, places_of_installation
from ssfh_learn.words import word


@click.command(help=word("cli", "help_restore"), options_metavar=word("cli", "options"))
@click.argument("file", metavar=word("cli", "file"), type=click.Path(path_type=Path, dir_okay=False, exists=True))
@places_of_installation
def restore(file: Path, places: Places) -> None:
    """Read the backup; a place that is not empty is left as it is, and nothing is read then."""
    from ssfh_learn.cli.archive import NotComplete, read_backup
    from ssfh_learn.errors import JournalError
    from ssfh_learn.journal.copies import is_empty

    for folder in places.folders.values():
        if folder.exists() and any(folder.iterdir()):
            raise click.ClickException(word("cli", "not_empty", place=folder))
    try:
        if places.database and not is_empty(places.database):
            raise click.ClickException(word("cli", "not_empty", place="--database"))
        for folder in places.folders.values():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with dutch_errors():
            count = read_backup(file, places)
    except NotComplete:
        raise click.ClickException(word("cli", "no_backup", file=file)) from None
    except (JournalError, OSError) as error:
        raise click.ClickException(word("cli", "not_restored", said=error.__cause__ or error)) from None
    click.echo(word("cli", "restored", file=file, files=count))
