"""`ssfh-learn forget-learner`: delete what the portal keeps of one learner, as she can do herself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssfh_learn.cli.course import dutch_errors, the_course
from ssfh_learn.cli.journal import opened_journal
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.grading.course import Course
    from ssfh_learn.journal.learner import Held
    from ssfh_learn.journal.sql import SqlJournal

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
    if there is None or not (there or is_listed):
        raise click.ClickException(word("cli", "forget_nobody", name=name))
    if yes:
        return
    click.echo(word("cli", "forget_found", name=name, held=_in_words(there)))
    if is_listed:
        click.echo(word("cli", "forget_listed", name=name))
    click.echo(word("cli", "forget_warning"))
    if click.prompt(word("cli", "forget_again")) != name:
        raise click.ClickException(word("cli", "forget_other_name"))


def _forget(journal: SqlJournal, name: str) -> Held:
    from ssfh_learn.journal.database import checkpoint
    from ssfh_learn.journal.learner import forget
    from ssfh_learn.roster.admission import forget_participant

    with journal.writing() as writing:
        gone = forget(writing, name)
        forget_participant(writing.connection, name)
    checkpoint(journal.engine)
    return gone


def _in_words(there: Held) -> str:
    return word("cli", "forget_held", **vars(there))


def _left(course: Course, name: str) -> Iterator[Path]:
    """Yield the folders of a course that hold files of a learner."""
    for step in STEPS:
        for test in course.tests:
            if (path := course.folder(step, name, test)).is_dir():
                yield path
