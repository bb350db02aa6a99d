"""`ssfh-learn publish`: publish figures of groups if a new period began, for a scheduled job."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.journal import opened_journal
from ssfh_learn.words import section, word

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=word("cli", "help_publish"), options_metavar=word("cli", "options"))
@click.argument("modules", metavar=word("cli", "folder"), type=FOLDER, default=Path("modules"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_data"))
@click.option("--database", metavar=word("cli", "address"), help=word("cli", "help_forget_database"))
@click.option(
    "--rhythm",
    type=click.Choice(list(section("rhythm"))),
    default="maand",
    help=word("cli", "help_publish_rhythm"),
)
def publish(modules: Path, data: Path | None, database: str | None, rhythm: str) -> None:
    """Publish what is due, and say how much changed or when the next time is."""
    from datetime import UTC, datetime

    from ssfh_learn.dutch_time import day_of, dutch_date
    from ssfh_learn.journal import data_folder, database_in
    from ssfh_learn.portal.published.publisher import Publisher
    from ssfh_learn.portal.writing.publishing import next_day, publish_if_due, rhythm_of
    from ssfh_learn.portal.writing.publishing_durations import publish_durations_if_due

    library = Publisher(modules).library()
    if not library.modules:
        raise click.ClickException(word("cli", "no_modules", folder=modules))
    folder, now, chosen = data or data_folder(), datetime.now(UTC), rhythm_of(rhythm)
    with opened_journal(database or database_in(folder), "--database" if database else str(folder)) as journal:
        changed = publish_if_due(journal, library.modules, now, chosen)
        publish_durations_if_due(journal, library.modules.values(), day_of(now), chosen)
    if changed is not None:
        click.echo(word("cli", "published", count=changed))
        return
    following = next_day(chosen, day_of(now))
    click.echo(word("cli", "publish_not_due", day=dutch_date(following)) if following else word("cli", "publish_never"))
