"""`ssfh-learn hand-in`: hand in the test in a folder; the button on the page runs this command too."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from ssfh_learn.cli.course import dutch_errors
from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.words import word


@click.command("hand-in", help=word("cli", "help_hand_in"), options_metavar=word("cli", "options"))
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--json", "as_json", is_flag=True, help=word("cli", "help_json"))
def hand_in(folder: Path, as_json: bool) -> None:  # noqa: FBT001  (click's way)
    """Print the receipt, or one sentence that says why there is none."""
    from ssfh_learn.account import account_name
    from ssfh_learn.grading.hand_in import hand_in as hand_in_test

    try:
        with dutch_errors():
            receipt = hand_in_test(folder.resolve(), account_name())
    except click.ClickException as error:
        if not as_json:
            raise
        click.echo(json.dumps({"message": error.message}))
        raise SystemExit(1) from None
    if as_json:
        click.echo(json.dumps({"number": receipt.number, "at": receipt.at, "student": receipt.student}))
    else:
        at = dutch_moment(datetime.fromisoformat(receipt.at))
        click.echo(word("cli", "handed_in", number=receipt.number, at=at))
