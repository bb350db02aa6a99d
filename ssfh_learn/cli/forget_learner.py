"""`ssfh-learn forget-learner`: delete what the portal keeps of one learner, as she can do herself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssfh_learn.cli.administration import line_of
from ssfh_learn.cli.course import dutch_errors, the_course
from ssfh_learn.cli.journal import opened_journal
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.grading.course import Course
    from ssfh_learn.journal.learner import Held
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.journal.transaction import Writing

FOLDER = click.Path(path_type=Path, file_okay=False)
STEPS = ("submitted", "autograded", "feedback")
"""The folders in which nbgrader keeps files of one learner."""


@click.command("forget-learner", help=word("cli", "help_forget"), options_metavar=word("cli", "options"))
@click.argument("name", metavar=word("cli", "name"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_data"))
@click.option("--database", metavar=word("cli", "address"), help=word("cli", "help_forget_database"))
@click.option("--course", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_course"))
@click.option("--yes", is_flag=True, help=word("cli", "help_forget_yes"))
def forget_learner(name: str, data: Path | None, database: str | None, course: Path | None, yes: bool) -> None:  # noqa: FBT001  (click's way)
    """Show what will be deleted, ask for the name again, delete it, and say what stays elsewhere."""
    from ssfh_learn.journal import data_folder, database_in

    with dutch_errors():
        found = the_course(course) if course else None
    folder = data or data_folder()
    with opened_journal(database or database_in(folder), "--database" if database else str(folder)) as journal:
        _ask(journal, name, yes=yes)
        click.echo(word("cli", "forgotten", name=name, held=_in_words(_forget(journal, name))))
        _say_what_remains(journal, name)
    click.echo(word("cli", "forget_logged", name=name))
    click.echo(word("cli", "forget_stays", name=name))
    for path in _left(found, name) if found else ():
        click.echo(word("cli", "forget_stays_in", path=path))


def _ask(journal: SqlJournal, name: str, *, yes: bool) -> None:
    from ssfh_learn.journal.learner import held
    from ssfh_learn.roster.admission import admission

    there, is_listed = None, False
    if name.isprintable():  # a database cannot hold any other name
        with journal.reading() as reading:
            there, is_listed = held(reading, name), admission(reading.connection, name).is_known
    is_one = not name.isprintable() or _say_whose_name(journal, name)
    if there is None or not (there or is_listed):
        _clean_what_waits(journal)
        raise click.ClickException(word("cli", "forget_nobody", name=name))
    if yes and not is_one:
        raise click.ClickException(word("cli", "forget_two_accounts", name=name))
    if yes:
        return
    click.echo(word("cli", "forget_found", name=name, held=_in_words(there)))
    if is_listed:
        click.echo(word("cli", "forget_listed", name=name))
    click.echo(word("cli", "forget_warning"))
    if click.prompt(word("cli", "forget_again")) != name:
        raise click.ClickException(word("cli", "forget_other_name"))


def _say_whose_name(journal: SqlJournal, name: str) -> bool:
    """Say which account has its work under another name, and return whether this is the name of only one account."""
    from ssfh_learn.dutch_time import dutch_moment
    from ssfh_learn.journal.accounts import accounts, moment

    with journal.reading() as reading:
        names = {name, *(one.name for one in accounts(reading.connection, learner=name))}
        found = [one for name in sorted(names) for one in accounts(reading.connection, name=name)]
    if any(one.learner != one.name for one in found):
        for one in found:
            created = dutch_moment(moment(one.created))
            click.echo(word("cli", "forget_account", name=one.name, learner=one.learner, created=created))
    return len({one.learner for one in found if one.name == name}) <= 1


def _forget(journal: SqlJournal, name: str) -> Held:
    from ssfh_learn.errors import JournalError
    from ssfh_learn.journal import administration
    from ssfh_learn.journal.full_disk import forget_on_full_disk
    from ssfh_learn.journal.learner import forget
    from ssfh_learn.roster.admission import forget_participant

    def work(writing: Writing) -> Held:
        gone = forget(writing, name)
        if forget_participant(writing.connection, name):
            writing.owe_cleaning()
        administration.append(writing.connection, line_of("forgotten", name))
        return gone

    try:
        with journal.writing() as writing:
            return work(writing)
    except JournalError as error:
        if error.code != "disk_full":
            raise
        return forget_on_full_disk(journal, name, work)


def _clean_what_waits(journal: SqlJournal) -> None:
    """Clean the files of what was deleted before, if that could not be done then."""
    from ssfh_learn.journal.cleaning import clean, owed

    if owed(journal.engine):
        click.echo(word("cli", f"forget_left_{clean(journal.engine, at_any_size=True)}"))


def _say_what_remains(journal: SqlJournal, name: str) -> None:
    """Clean the files of the database, and say what they and its tables can still hold."""
    from ssfh_learn.journal.cleaning import clean
    from ssfh_learn.journal.learner import named_in

    click.echo(word("cli", f"forget_left_{clean(journal.engine, at_any_size=True)}"))
    with journal.reading() as reading:
        tables = named_in(reading, name)
    for table, count in tables.items():
        click.echo(word("cli", "forget_named", name=name, table=table, count=count))


def _in_words(there: Held) -> str:
    return word("cli", "forget_held", **vars(there))


def _left(course: Course, name: str) -> Iterator[Path]:
    """Yield the folders of a course that hold files of a learner."""
    for step in STEPS:
        for test in course.tests:
            if (path := course.folder(step, name, test)).is_dir():
                yield path
