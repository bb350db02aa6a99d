"""The database of the portal, for commands."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.journal.sql import SqlJournal


@contextmanager
def opened_journal(address: str, place: str) -> Iterator[SqlJournal]:
    """Open an existing database; an error becomes one sentence, also an error inside the block.

    The sentence has `place` and not the address, which can hold a password.
    """
    from ssfh_learn.errors import JournalError
    from ssfh_learn.journal.database import is_there
    from ssfh_learn.journal.sql import SqlJournal

    try:
        if not is_there(address):
            raise click.ClickException(word("cli", "no_database", place=place))
        with closing(SqlJournal(address)) as journal:
            yield journal
    except JournalError:
        raise click.ClickException(word("cli", "database_failed")) from None
