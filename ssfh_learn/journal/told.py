"""What a learner was told and said that she read, so that it is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import Column, String, Table, bindparam, delete, insert, select

from ssfh_learn.journal.database import METADATA, lock

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Notice = Literal["how_far", "counts", "counts_not"]
"""`how_far`: that her coordinator sees how far she is. `counts`: that what she does first in exercises and stories may
count in figures of groups, and she said yes; `counts_not`: she said no. Who changes what is said there gives both
another name, so that everybody is asked anew."""
TABLE = Table(
    "told",
    METADATA,
    Column("learner", String(128), primary_key=True),
    Column("notice", String(32), primary_key=True),
    Column("at", String(40), nullable=False),
)


_TOLD = select(TABLE.c.at).where(TABLE.c.learner == bindparam("of"), TABLE.c.notice == bindparam("what"))
"""Every first page asks it: to make the statement takes longer than to carry it out."""


def was_told(connection: Connection, learner: str, notice: Notice) -> bool:
    """Return whether a learner said that she read a notice."""
    return connection.execute(_TOLD, {"of": learner, "what": notice}).first() is not None


def tell(connection: Connection, learner: str, notice: Notice, at: str) -> None:
    """Remember that a learner read a notice; the first moment stays."""
    lock(connection)
    if not was_told(connection, learner, notice):
        connection.execute(insert(TABLE).values(learner=learner, notice=notice, at=at))


def take_back(connection: Connection, learner: str, notice: Notice) -> None:
    """Forget that a learner read a notice."""
    connection.execute(delete(TABLE).where(TABLE.c.learner == learner, TABLE.c.notice == notice))


def rows_of(connection: Connection, learner: str) -> list[dict[str, str]]:
    """Return what a learner read, as plain values."""
    rows = connection.execute(select(TABLE.c.notice, TABLE.c.at).where(TABLE.c.learner == learner))
    return [{"notice": notice, "at": at} for notice, at in rows]


def forget(connection: Connection, learner: str) -> None:
    """Remove what is kept of a learner; she is told again."""
    connection.execute(delete(TABLE).where(TABLE.c.learner == learner))
