"""`ssfh-learn schema`: write JSON Schemas for an editor."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_schema"), options_metavar=word("cli", "options"))
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False), default=Path("schema"))
def schema(folder: Path) -> None:
    """Write a schema for each kind of content file."""
    from ssfh_learn.content.schema import schemas

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in schemas().items():
            path = folder / f"{name}.schema.json"
            path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
            click.echo(str(path))
    except OSError as error:
        raise click.ClickException(word("cli", "not_written", path=error.filename, reason=error.strerror)) from None
