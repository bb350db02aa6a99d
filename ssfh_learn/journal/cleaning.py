"""Takes what was deleted out of the files of a database.

Deleting alone leaves words: SQLite keeps the pages of before in its write-ahead file, PostgreSQL the rows of before in
its tables. That there is something to take out is written in the transaction that deletes, so that neither a restart
nor a full disk can make it forgotten.
"""

from __future__ import annotations

import re
from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Column, Integer, String, Table, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.journal.database import METADATA, PATIENCE
from ssfh_learn.journal.sqlite_file import unwritable

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

OWED = Table(
    "owed_cleaning",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("since", String(40), nullable=False),
)
"""One row as long as something that was deleted can still be in the files."""
Left = Literal["nothing", "log", "pages"]
"""What can still hold deleted words: nothing, only the log of a PostgreSQL server, or the files of the database too."""
SMALL = 64 * 2**20
"""Bytes of a database that is written anew at once, in less than a second; a larger one waits for the night."""
_WAIT = 3
"""Seconds to wait for whoever reads, before the next try."""
_STEP = 0.2


def owe(connection: Connection, at: str) -> None:
    """Write, in the transaction that deletes, that the files must be cleaned."""
    connection.execute(delete(OWED))
    connection.execute(insert(OWED).values(id=1, since=at))


def owed(engine: Engine) -> str | None:
    """Return since when the files must be cleaned, if they must; raises SQLAlchemyError."""
    with engine.connect() as connection:
        return connection.execute(select(OWED.c.since)).scalar()


def clean(engine: Engine, *, at_any_size: bool = False) -> Left:
    """Take what was deleted out of the files, as far as that can be done now, and return what can still hold it.

    It writes the database anew, for which everybody else waits: a large one only if `at_any_size`. What could not be
    done stays owed. It never raises for a database that is full, busy or gone.
    """
    try:
        since = owed(engine)
        is_lite = engine.dialect.name == "sqlite"
        if since is not None:
            done = (_clean_sqlite if is_lite else _clean_postgresql)(engine, at_any_size=at_any_size)
            if not done:
                return "pages"
            with engine.begin() as connection:  # unless something else was deleted meanwhile
                connection.execute(delete(OWED).where(OWED.c.since == since))
    except SQLAlchemyError:
        return "pages"
    return "nothing" if is_lite else "log"


# SQLite


def _clean_sqlite(engine: Engine, *, at_any_size: bool) -> bool:
    """Write the file anew and empty the write-ahead file; return whether both were done.

    Each connection overwrites what it deletes (`secure_delete`). A page of an index that was put in order can still
    hold a copy, so only a new file is sure to have none. It needs room for a copy of the file.
    """
    is_new = False
    with _alone(engine) as connection:
        if unwritable(connection):
            return False
        size = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        size *= connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        if at_any_size or size <= SMALL:
            with suppress(SQLAlchemyError):
                connection.exec_driver_sql("VACUUM")
                is_new = True
    return empty_write_ahead_file(engine) and is_new


def empty_write_ahead_file(engine: Engine) -> bool:
    """Empty the write-ahead file of SQLite, and return whether that was done; who reads now can prevent it."""
    with _alone(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(1000 * _STEP)}")  # who waits here keeps writers waiting
        try:
            end = monotonic() + _WAIT
            while True:
                (is_busy, *_) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if not is_busy or monotonic() > end:
                    return not is_busy
                sleep(_STEP)
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {1000 * PATIENCE}")


# PostgreSQL


def _clean_postgresql(engine: Engine, *, at_any_size: bool) -> bool:
    """Write each table anew, and return whether no row that was deleted is left in one.

    A plain VACUUM only marks the room as free: the words stay until something else is written there. Another
    transaction that began before can still see what was deleted; then PostgreSQL keeps it.
    """
    names = [table.name for table in METADATA.sorted_tables]
    with _alone(engine) as connection:
        sizes = "+".join(f"pg_total_relation_size('{name}')" for name in names)
        is_small = connection.exec_driver_sql(f"SELECT {sizes}").scalar_one() <= SMALL
        kept = _DeadRows()
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(kept.hear)
        try:
            connection.exec_driver_sql(f"SET lock_timeout = '{_WAIT}s'")
            for name in names:
                file = f"SELECT pg_relation_filenode('{name}')"
                before = connection.exec_driver_sql(file).scalar()
                if not (at_any_size or is_small):
                    connection.exec_driver_sql(f"VACUUM (ANALYZE) {name}")
                    continue
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE, VERBOSE) {name}")
                if connection.exec_driver_sql(file).scalar() == before:
                    return False  # PostgreSQL only warns who does not own a table
            return (at_any_size or is_small) and not kept.count
        finally:
            driver.remove_notice_handler(kept.hear)
            connection.exec_driver_sql("RESET lock_timeout")


class _DeadRows:
    """Counts, in what VACUUM says in any language, the deleted rows that somebody can still see."""

    def __init__(self) -> None:
        self.count = 0

    def hear(self, notice: Any) -> None:
        """Read one notice: its detail begins with the number of such rows."""
        if found := re.match(r"(\d+) ", notice.message_detail or ""):
            self.count += int(found[1])


def _alone(engine: Engine) -> Any:
    """Return a connection without a transaction around what it does, which VACUUM asks for."""
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")
