"""`ssfh-learn build`: make the pages of every module, run the notebooks that hold code, and report problems."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ssfh_learn.words import word

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=word("cli", "help_pages"), options_metavar=word("cli", "options"))
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False), default=Path("modules"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_pages_data"))
@click.option("--account", metavar=word("cli", "name"), help=word("cli", "help_pages_account"))
def build(folder: Path, data: Path | None, account: str | None) -> None:
    """Print a line for each module; exit 1 if the pages of a module cannot be made."""
    from rich.console import Console
    from rich.progress import track

    from ssfh_learn.content.module import FILE_NAME
    from ssfh_learn.journal import data_folder
    from ssfh_learn.portal.published.kept_pages import PAGES
    from ssfh_learn.portal.published.publisher import Publisher

    _refuse(data, account)
    errors = Console(stderr=True, highlight=False, markup=False)
    folders = sorted(path.parent for path in folder.rglob(FILE_NAME))
    if not folders:
        raise click.ClickException(word("cli", "no_modules", folder=folder))
    problems = 0
    for one in track(folders, word("cli", "building"), console=errors, disable=not errors.is_terminal):
        library = Publisher(one, (data or data_folder()) / PAGES, code="always", account=account).library()
        for course in library.modules.values():
            click.echo(word("cli", "built_pages", name=course.description.title, count=len(course.steps)))
        for where, reasons in library.problems.items():
            problems += len(reasons)
            for reason in reasons:
                click.echo(f"{where}: {reason}", err=True)
    raise SystemExit(1 if problems else 0)


def _refuse(data: Path | None, account: str | None) -> None:
    """Refuse a folder that no service has, and an account that code cannot run under."""
    if data is not None and not data.is_dir():
        raise click.ClickException(word("cli", "pages_no_data", folder=data))
    if account is None:
        return
    if os.name == "nt" or os.geteuid() != 0:
        raise click.ClickException(word("cli", "pages_not_root"))
    import pwd

    try:
        pwd.getpwnam(account)
    except KeyError:
        raise click.ClickException(word("cli", "pages_no_account", account=account)) from None
