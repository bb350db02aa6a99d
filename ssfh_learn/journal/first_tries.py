"""What learners chose the first time that they practised, of those who said that it may count in figures of groups.

Saying so is a separate act (`told`), and can be taken back. Only then is anything kept here: the names of choices, and
a random token under which they are counted in publications. It never says who somebody is, and it goes with the row;
who says yes once more gets another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Index, String, Table, Text, delete, insert, select

from ssfh_learn.journal import told
from ssfh_learn.journal.database import METADATA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from ssfh_learn.journal.stream import Stream

TABLE = Table(
    "first_try",
    METADATA,
    Column("learner", String(128), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("activity", String(64), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("token", String(32), nullable=False),
    Column("made", Text, nullable=False),
    Index("first_try_of_activity", "place", "activity", "version"),
)
"""`version` is what must be equal to be counted together; `made` has the names of the choices with spaces between."""


@dataclass(frozen=True)
class FirstTry:
    """What somebody chose the first time."""

    learner: str
    token: str
    made: frozenset[str]


# Whether it may count


def may_count(connection: Connection, learner: str) -> bool | None:
    """Return what a learner said about the text as it is now; None if she did not say anything yet."""
    if told.was_told(connection, learner, "counts_not"):
        return False
    return True if told.was_told(connection, learner, "counts") else None


def say_yes(connection: Connection, learner: str, at: str) -> None:
    """Remember that what she does first may count."""
    told.take_back(connection, learner, "counts_not")
    told.tell(connection, learner, "counts", at)


def say_no(connection: Connection, learner: str, at: str) -> None:
    """Remember that it may not, or no longer; what was kept for it is deleted."""
    told.take_back(connection, learner, "counts")
    told.tell(connection, learner, "counts_not", at)
    forget(connection, learner)


def prefer_no(connection: Connection, learner: str) -> None:
    """Delete what counts of a learner who said no under one of two accounts that were joined."""
    if may_count(connection, learner) is False:
        forget(connection, learner)


# What counts


def is_kept(connection: Connection, stream: Stream, version: str) -> bool:
    """Return whether the first choices of a learner are here, in this version."""
    return (
        connection.execute(select(TABLE.c.token).where(*_is_of(stream), TABLE.c.version == version)).first() is not None
    )


def keep(connection: Connection, stream: Stream, version: str, made: frozenset[str]) -> None:
    """Keep what a learner chose first, if she said that it may count; what is there already stays as it is."""
    if may_count(connection, stream.learner) and not is_kept(connection, stream, version):
        connection.execute(delete(TABLE).where(*_is_of(stream)))
        row = {"version": version, "token": token_hex(8), "made": " ".join(sorted(made))}
        of = {"learner": stream.learner, "place": stream.place, "activity": stream.activity}
        connection.execute(insert(TABLE).values(**of, **row))


def _is_of(stream: Stream) -> tuple[Any, ...]:
    return TABLE.c.learner == stream.learner, TABLE.c.place == stream.place, TABLE.c.activity == stream.activity


def of_activity(connection: Connection, place: str, activity: str, version: str) -> list[FirstTry]:
    """Return what everybody chose first in one version of an activity."""
    asked = select(TABLE.c.learner, TABLE.c.token, TABLE.c.made).where(
        TABLE.c.place == place, TABLE.c.activity == activity, TABLE.c.version == version
    )
    return [FirstTry(row.learner, row.token, frozenset(row.made.split())) for row in connection.execute(asked)]


def rows_of(connection: Connection, learner: str) -> list[dict[str, Any]]:
    """Return everything of a learner that counts, as plain values."""
    asked = select(TABLE).where(TABLE.c.learner == learner).order_by(TABLE.c.place, TABLE.c.activity)
    return [dict(row._mapping) for row in connection.execute(asked)]  # noqa: SLF001  (SQLAlchemy's public name)


def forget(connection: Connection, learner: str) -> int:
    """Delete what counts of a learner, and return of how many activities that was."""
    return connection.execute(delete(TABLE).where(TABLE.c.learner == learner)).rowcount
