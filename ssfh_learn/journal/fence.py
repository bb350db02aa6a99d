"""The connection over which pages of staff read: the database itself refuses what learners do on it.

Coordinators, trainers and graders need the roster, projections, certificates, reports of faults and published values.
Events, snapshots, shared means, first choices and who is in a published value stay out of reach, so that a mistake in a
page cannot show them.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import event as engine_events
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ssfh_learn.errors import OutOfReach
from ssfh_learn.journal import first_tries, publications, shared, use
from ssfh_learn.journal.database import METADATA, alone_with_schema, connect
from ssfh_learn.journal.snapshots import PRIVATE_SNAPSHOT, PUBLIC_SNAPSHOT
from ssfh_learn.journal.tables import PRIVATE, PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

ROLE = "ssfh_staff"
"""The role in PostgreSQL that pages of staff read with; docs/beheer.md names it."""
HIDDEN = frozenset(
    table.name
    for table in (
        *(PUBLIC, PRIVATE, PUBLIC_SNAPSHOT, PRIVATE_SNAPSHOT),
        *(shared.TABLE, first_tries.TABLE, use.TABLE, publications.MEMBER),
    )
)
"""The tables that staff cannot read. A handed-in test is graded from the course, so the public events are here too."""
_BEGIN = f"SET TRANSACTION READ ONLY; SET LOCAL ROLE {ROLE}"
_QUERY = re.compile(r"\s*(?:SELECT|WITH)\b(?!.*(?:;|set_config))", re.IGNORECASE | re.DOTALL)
"""A statement that cannot change the role again."""
_HIDDEN_NAME = re.compile(rf"\b(?:{'|'.join(sorted(HIDDEN))})\b", re.IGNORECASE)
_OF_LEARNERS = frozenset({"activity_status", "certificate", "derived", "old_step", "step_opened", "told"})
"""The tables that staff can read, and that only what learners do changes."""
_OF_COMMANDS = frozenset({"administration"})
"""The tables that staff can read, and that only commands on the server change."""
_HARMLESS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION}
_REFUSALS = {"42501", "25006"}
"""The codes with which PostgreSQL refuses a thing that a role may not do, and a change in a read-only transaction."""


def readable() -> frozenset[str]:
    """Return the names of the tables that staff can read."""
    return frozenset(METADATA.tables) - HIDDEN


def fenced(url: str) -> Engine:
    """Return an engine that reads only what staff can read."""
    engine = connect(url)
    if engine.dialect.name == "sqlite":
        engine_events.listen(engine, "connect", _set_authorizer)
        engine_events.listen(engine, "before_cursor_execute", _must_name_nothing_hidden)
    else:
        engine_events.listen(engine, "begin", _become_staff)
        engine_events.listen(engine, "before_cursor_execute", _must_be_query)
    return engine


def _set_authorizer(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("SELECT 1 FROM json_each('[]')")  # SQLite makes this table once, as if a page created one
    connection.set_authorizer(_allowed)


def _allowed(action: int, name: str | None, _more: str | None, _database: str | None, _inner: str | None) -> int:
    """Tell SQLite whether a part of a statement may be carried out.

    What is not named is refused: views, ATTACH, PRAGMA, changes, and the virtual tables that show a file's pages.
    """
    if action == sqlite3.SQLITE_READ:
        is_allowed = name in readable() or name == "json_each"
    elif action == sqlite3.SQLITE_FUNCTION:
        is_allowed = _more != "load_extension"
    else:
        is_allowed = action in _HARMLESS
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _must_name_nothing_hidden(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
    """Raise OutOfReach for the name of a hidden table: SQLite does not ask an authorizer about a JOIN ... USING."""
    if _HIDDEN_NAME.search(statement):
        raise OutOfReach


def _become_staff(connection: Connection) -> None:
    connection.exec_driver_sql(_BEGIN)  # within each transaction: a pooler may give each one another connection


def _must_be_query(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
    if statement != _BEGIN and not _QUERY.match(statement):
        raise OutOfReach


@contextmanager
def staff_writing(connection: Connection) -> Iterator[None]:
    """Keep what a page of staff does in a transaction of the writer from what learners do; raises OutOfReach.

    In SQLite the database refuses it. In PostgreSQL the names of hidden tables are refused before they are sent: the
    transaction belongs to learners too, so it cannot become another role.
    """
    engine_events.listen(connection, "before_cursor_execute", _must_name_nothing_hidden)
    raw = connection.connection.dbapi_connection
    guarded = raw if isinstance(raw, sqlite3.Connection) else None
    if guarded is not None:
        guarded.set_authorizer(_allowed_to_write)
    try:
        yield
    except SQLAlchemyError as error:
        if is_refusal(error):
            raise OutOfReach from error
        raise
    finally:
        if guarded is not None:
            guarded.set_authorizer(None)
        engine_events.remove(connection, "before_cursor_execute", _must_name_nothing_hidden)


def _allowed_to_write(action: int, name: str | None, more: str | None, database: str | None, inner: str | None) -> int:
    """Tell SQLite whether a page of staff may do this while it writes."""
    if action in {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}:
        is_own = name in readable() - _OF_LEARNERS - _OF_COMMANDS or name == "sqlite_sequence"
        return sqlite3.SQLITE_OK if is_own else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and name == "sqlite_sequence":
        return sqlite3.SQLITE_OK
    return _allowed(action, name, more, database, inner)


def stands(engine: Engine) -> bool:
    """Return whether a fenced engine cannot read what is hidden; in PostgreSQL that takes a role with the right rights.

    Raises SQLAlchemyError if the database cannot be reached.
    """
    if engine.dialect.name == "sqlite":
        return True
    reach = " OR ".join(f"has_any_column_privilege('{name}', 'SELECT')" for name in sorted(HIDDEN))
    try:
        with engine.connect() as connection:
            return not connection.exec_driver_sql(f"SELECT {reach}").scalar()
    except DBAPIError as error:
        if error.connection_invalidated or getattr(error.orig, "sqlstate", None) is None:
            raise
        return False  # there is no such role, or it may not be used


def make_role(engine: Engine) -> None:
    """Make the role in PostgreSQL where that is allowed, and give it the rights that it lacks."""
    if engine.dialect.name == "sqlite":
        return
    with suppress(SQLAlchemyError), engine.begin() as connection:
        alone_with_schema(connection)
        if not connection.exec_driver_sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'").first():  # noqa: S608  (our own name)
            connection.exec_driver_sql(f"CREATE ROLE {ROLE} NOLOGIN")
            connection.exec_driver_sql(f"GRANT {ROLE} TO CURRENT_USER")
    with suppress(SQLAlchemyError), engine.begin() as connection:
        alone_with_schema(connection)
        asked = (
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' "  # noqa: S608  (idem)
            f"AND NOT has_table_privilege('{ROLE}', oid, 'SELECT')"
        )
        lacking = readable().intersection(connection.exec_driver_sql(asked).scalars())
        if lacking:
            connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(sorted(lacking))} TO {ROLE}")


def is_refusal(error: SQLAlchemyError) -> bool:
    """Return whether a database refused what staff cannot read."""
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH
    return getattr(error.orig, "sqlstate", None) in _REFUSALS
