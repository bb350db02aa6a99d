"""`ssfh-learn build`: run every module notebook once, make its pages, and report problems."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_pages"), options_metavar=word("cli", "options"))
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False), default=Path("modules"))
def build(folder: Path) -> None:
    """Print a line for each module; exit 1 if the pages of a module cannot be made."""
    from rich.console import Console
    from rich.progress import track

    from ssfh_learn.content.module import FILE_NAME
    from ssfh_learn.journal import data_folder
    from ssfh_learn.portal.published.kept_pages import PAGES
    from ssfh_learn.portal.published.publisher import Publisher

    errors = Console(stderr=True, highlight=False, markup=False)
    folders = sorted(path.parent for path in folder.rglob(FILE_NAME))
    if not folders:
        raise click.ClickException(word("cli", "no_modules", folder=folder))
    problems = 0
    for one in track(folders, word("cli", "building"), console=errors, disable=not errors.is_terminal):
        library = Publisher(one, data_folder() / PAGES, run=True).library()
        for course in library.modules.values():
            click.echo(word("cli", "built_pages", name=course.description.title, count=len(course.steps)))
        for where, reasons in library.problems.items():
            problems += len(reasons)
            for reason in reasons:
                click.echo(f"{where}: {reason}", err=True)
    raise SystemExit(1 if problems else 0)
