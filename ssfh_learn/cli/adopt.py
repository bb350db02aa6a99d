"""`ssfh-learn adopt`: join an account with work that was kept before, for a renamed account or a Hub made anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssfh_learn.cli.administration import line_of
from ssfh_learn.cli.journal import opened_journal
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.journal.accounts import Account
    from ssfh_learn.journal.sql import SqlJournal

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=word("cli", "help_adopt"), options_metavar=word("cli", "options"))
@click.argument("name", metavar=word("cli", "name"))
@click.option("--from", "earlier", metavar=word("cli", "name"), help=word("cli", "help_adopt_from"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_data"))
@click.option("--database", metavar=word("cli", "address"), help=word("cli", "help_forget_database"))
@click.option("--yes", is_flag=True, help=word("cli", "help_forget_yes"))
def adopt(name: str, earlier: str | None, data: Path | None, database: str | None, yes: bool) -> None:  # noqa: FBT001  (click's way)
    """Show what will be joined, ask for the name again, join it, and log who did so."""
    from ssfh_learn.dutch_time import dutch_moment
    from ssfh_learn.journal import data_folder, database_in
    from ssfh_learn.journal.accounts import moment

    folder, earlier = data or data_folder(), earlier or name
    with opened_journal(database or database_in(folder), "--database" if database else str(folder)) as journal:
        account = _account(journal, name, earlier)
        if not yes:
            _ask(journal, account, earlier)
        tests = _join(journal, account, earlier)
    created = dutch_moment(moment(account.created))
    click.echo(word("cli", "adopted", name=name, created=created, earlier=earlier))
    place = f"--database {word('cli', 'address')}" if database else f"--data {folder}"  # an address may hold a password
    click.echo(word("cli", "adopt_rebuild", place=place))
    for test in tests:
        click.echo(word("cli", "adopt_test", test=test, key=account.learner))


def _account(journal: SqlJournal, name: str, earlier: str) -> Account:
    """Return the youngest account of a name; a click error if it was never here, or is joined already."""
    from ssfh_learn.journal.accounts import accounts

    with journal.reading() as reading:
        found = accounts(reading.connection, name=name) if name.isprintable() else []
    if not found:
        raise click.ClickException(word("cli", "adopt_nobody", name=name))
    if found[0].learner == earlier:
        raise click.ClickException(word("cli", "adopt_done", name=name, earlier=earlier))
    return found[0]


def _ask(journal: SqlJournal, account: Account, earlier: str) -> None:
    from ssfh_learn.dutch_time import dutch_moment
    from ssfh_learn.journal.accounts import accounts, moment
    from ssfh_learn.journal.learner import held

    with journal.reading() as reading:
        there, owners = held(reading, earlier), accounts(reading.connection, learner=earlier)
    click.echo(word("cli", "adopt_account", name=account.name, created=dutch_moment(moment(account.created))))
    click.echo(word("cli", "forget_found", name=earlier, held=word("cli", "forget_held", **vars(there))))
    for one in owners:
        click.echo(word("cli", "adopt_owner", name=one.name, created=dutch_moment(moment(one.created))))
    click.echo(word("cli", "adopt_warning", name=account.name, earlier=earlier))
    if click.prompt(word("cli", "adopt_again")) != account.name:
        raise click.ClickException(word("cli", "adopt_other_name"))


def _join(journal: SqlJournal, account: Account, earlier: str) -> list[str]:
    from ssfh_learn.journal import administration
    from ssfh_learn.journal.accounts import adopt as join
    from ssfh_learn.roster.admission import log_adoption

    line = line_of("adopted", account.name, earlier)
    by = line.logged_in or line.who
    with journal.writing() as writing:
        tests = join(writing, account, earlier, line.at, by)
        log_adoption(writing.connection, account.learner, earlier, account.name, line.at, by)
        administration.append(writing.connection, line)
    return tests
