"""The database of the journal, SQLite or PostgreSQL: connections, schema (kept by Alembic) and codes of errors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import MetaData, create_engine, inspect, make_url
from sqlalchemy import event as events
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError, SQLAlchemyError

from ssfh_learn.errors import JournalCode, JournalError
from ssfh_learn.journal.sqlite_file import open_durably

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

METADATA = MetaData()
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 10
"""Seconds to wait for another process that writes, or for a server to answer."""
UNWRITABLE: frozenset[JournalCode] = frozenset({"disk_full", "read_only"})
"""The codes that say that nothing can be written now, while everything can be read."""
Cause = Literal["down", "password", "name", "account", "unknown"]
_SAID: dict[Cause, tuple[str, ...]] = {
    "password": ("password authentication failed", "no password supplied"),
    "account": ('role "', "no such user"),
    "name": ('database "', "no such database"),
    "down": ("onnection refused", "timeout", "timed out", "resolve", "translate host", "starting up", "shutting down"),
}
"""Words of PostgreSQL and of pgbouncer by which a cause is known; the first that fits."""
PAUSE = 1.0
"""Seconds after which a connection must prove that it still stands."""
_USED = "ssfh_used"
"""The key of when a connection was used last, in the record that SQLAlchemy keeps of it."""
_MIGRATING, _WRITING = 7333, 7334
"""The names of our locks in PostgreSQL."""


def connect(url: str) -> Engine:
    """Return an engine for a database; it connects again by itself after the server restarted."""
    dialect = make_url(url).get_dialect()
    is_psycopg = dialect.name == "postgresql" and dialect.driver == "psycopg"
    # pgbouncer gives each transaction another connection, on which nothing of before is prepared
    arguments = {"connect_timeout": PATIENCE, "prepare_threshold": None} if is_psycopg else {}
    engine = create_engine(url, hide_parameters=True, connect_args=arguments)
    _ping_after_a_pause(engine)
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or ":memory:")
        if file.name != ":memory:" and not file.exists():
            file.touch(mode=0o600)  # it holds what is private; SQLite gives its other files the same rights
        open_durably(engine, PATIENCE)
    return engine


def _ping_after_a_pause(engine: Engine) -> None:
    """Let a connection that was not used for a while prove that it still stands, or be replaced by a new one.

    `pool_pre_ping` asks before every use, which costs a busy server a round trip for each answer.
    """

    def used(_connection: object, record: Any) -> None:
        record.info[_USED] = monotonic()

    def prove(connection: Any, record: Any, _proxy: object) -> None:
        if monotonic() - record.info.get(_USED, 0.0) < PAUSE:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    for moment, listener in (("connect", used), ("checkin", used), ("checkout", prove)):
        events.listen(engine, moment, listener)


def without_transactions(engine: Engine) -> Engine:
    """Return an engine for reading, with the same connections.

    In PostgreSQL each statement of a reader sees what was committed before it, also within a transaction, and to begin
    and end one costs two round trips. SQLite begins none to read.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    return engine if is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")


def is_there(url: str) -> bool:
    """Return whether a database exists and is a journal, without creating it.

    Raises JournalError (`unreadable`) if that cannot be known.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
            return False
        engine = connect(url)
        try:
            return inspect(engine).has_table("event")
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver is missing
        raise JournalError("unreadable") from error


def is_of_all(error: Exception) -> bool:
    """Return whether the database itself failed (full, locked, gone), so that nothing else can be written either."""
    cannot_be_written = isinstance(error, JournalError) and error.code in UNWRITABLE
    return cannot_be_written or isinstance(error.__cause__, OperationalError | InterfaceError)


def cause_of(error: Exception) -> tuple[Cause, str]:
    """Return why a database cannot be opened, and in one line what the database itself says of it.

    What PostgreSQL says of a login has no code, only words, which name an account and never a password.
    """
    said = getattr(error.__cause__, "orig", None) or error.__cause__ or error
    line = " ".join(str(said).split())
    found: Cause = next((cause for cause, words in _SAID.items() if any(one in line for one in words)), "unknown")
    return found, line


def code_of(error: SQLAlchemyError) -> JournalCode:
    """Return the code of the JournalError for this error."""
    text = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    if "disk is full" in text or "No space left" in text or "DiskFull" in text:
        return "disk_full"
    return "read_only" if "readonly" in text or "read-only" in text else "not_written"


def migrate(engine: Engine) -> None:
    """Bring the schema up to date; two servers that start at once wait for each other."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        alone_with_schema(connection)
        if MigrationContext.configure(connection).get_current_heads() != (_newest(),):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@cache
def _newest() -> str | None:
    """Return the newest version of the schema; to read all migrations takes longer than to open a database."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def alone_with_schema(connection: Connection) -> None:
    """Keep other servers from changing the schema, or rights on it, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def lock(connection: Connection) -> None:
    """Keep other processes from writing until the transaction ends."""
    if connection.dialect.name == "postgresql":
        wait = f"set_config('lock_timeout', '{PATIENCE}s', true)"
        connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({_WRITING})")
    elif not connection.connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
