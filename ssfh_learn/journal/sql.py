"""A journal in a database: the events of many learners, only ever added to.

What stays with the learner is in a table of its own, apart from what is handed in.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError, NotFenced, OutOfReach
from ssfh_learn.journal import fence, schema  # noqa: F401  (a table is known once its file is imported)
from ssfh_learn.journal.database import code_of, connect, migrate, without_transactions
from ssfh_learn.journal.reading import ReadTransaction
from ssfh_learn.journal.sqlite_file import unwritable
from ssfh_learn.journal.transaction import Writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine


class SqlJournal:
    """The journal of a portal, in SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Open the database and bring its schema up to date; raises JournalError if that cannot be done.

        A database of the newest schema opens on a disk that cannot be written too.
        """
        from alembic.util import CommandError

        with ExitStack() as opened:
            try:
                self.engine: Engine = connect(url)
                opened.callback(self.engine.dispose)
                self._for_reading = without_transactions(self.engine)
                migrate(self.engine)
                fence.make_role(self.engine)
                self._for_staff = fence.fenced(url)
                opened.callback(self._for_staff.dispose)
                self.is_fenced = fence.stands(self._for_staff)
            except SQLAlchemyError as error:
                raise JournalError(code_of(error)) from error
            except (CommandError, OSError, ImportError) as error:  # ImportError: a driver is missing
                raise JournalError("not_written") from error
            opened.pop_all()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
        self._for_staff.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Yield a transaction that reads and adds events; after the block all of its events are on disk, or none.

        Raises JournalError if the database cannot be written.
        """
        try:
            with self.engine.begin() as connection:
                if code := unwritable(connection):
                    raise JournalError(code)
                writing = Writing(connection)
                yield writing
                writing.write()
        except SQLAlchemyError as error:
            raise JournalError(code_of(error)) from error

    @contextmanager
    def reading(self) -> Iterator[ReadTransaction]:
        """Yield a transaction that reads while others write; raises JournalError (`unreadable`) if that fails."""
        try:
            with self._for_reading.connect() as connection:
                yield ReadTransaction(connection)
        except SQLAlchemyError as error:
            raise JournalError("unreadable") from error

    @contextmanager
    def reading_for_staff(self) -> Iterator[ReadTransaction]:
        """Yield a transaction that reads what staff can read, and nothing of what learners do (see `fence`).

        Raises OutOfReach for a statement about anything else, NotFenced if the database cannot refuse such statements,
        and JournalError (`unreadable`) if reading fails.
        """
        if not self.is_fenced:
            raise NotFenced
        try:
            with self._for_staff.connect() as connection:
                yield ReadTransaction(connection)
        except SQLAlchemyError as error:
            if fence.is_refusal(error):
                raise OutOfReach from error
            raise JournalError("unreadable") from error
