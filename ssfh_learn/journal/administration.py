"""What administrators did with commands on the server: who, when and to whose work; only ever added to.

It holds names of accounts and nothing that anybody wrote. It stays when somebody is forgotten: an organisation must be
able to show that she was, and by whom.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import BigInteger, Column, Integer, String, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.database import METADATA, connect, is_there

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

AdministrativeAct = Literal["forgotten", "adopted", "backed_up"]
TABLE = Table(
    "administration",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("who", String(128), nullable=False),
    Column("logged_in", String(128), nullable=False),
    Column("act", String(20), nullable=False),
    Column("about", String(128), nullable=False),
    Column("other", String(128), nullable=False),
)


@dataclass(frozen=True)
class AdministrationLine:
    """One act: at a moment (UTC, ISO 8601), by an account of the operating system.

    `logged_in` is the account that logged in and became `who` (with `sudo`); empty if that is the same or not known.
    `about` is whose work it was; `other` is the name under which an adopted account had its work before.
    """

    at: str
    who: str
    logged_in: str
    act: AdministrativeAct
    about: str = ""
    other: str = ""


def append(connection: Connection, line: AdministrationLine) -> None:
    """Add a line."""
    connection.execute(insert(TABLE).values(**vars(line)))


def append_where_possible(address: str, line: AdministrationLine) -> bool:
    """Add a line to a database that may be older or cannot be written, and return whether it is there."""
    with suppress(JournalError, SQLAlchemyError):
        if is_there(address):  # SQLite would make the file
            with _connected(address) as engine, engine.begin() as connection:
                append(connection, line)
            return True
    return False


@contextmanager
def _connected(address: str) -> Iterator[Engine]:
    engine = connect(address)
    try:
        yield engine
    finally:
        engine.dispose()


def lines(connection: Connection, most: int = 50) -> list[AdministrationLine]:
    """Return the last lines, the newest first."""
    asked = select(*(column for column in TABLE.c if column.name != "id")).order_by(TABLE.c.id.desc()).limit(most)
    return [AdministrationLine(**row._mapping) for row in connection.execute(asked)]  # noqa: SLF001  (SQLAlchemy's public name)
