"""What learners report as wrong in a module or a test, for trainers; a learner can delete her own reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, String, Table, Text, bindparam, delete, func, insert, select, update

from ssfh_learn.journal.database import METADATA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

TABLE = Table(
    "fault_report",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("learner", String(128), nullable=False, index=True),
    Column("place", String(128), nullable=False),
    Column("step", String(128), nullable=False),
    Column("activity", String(64), nullable=False),
    Column("question", String(64), nullable=False),
    Column("content", String(32), nullable=False),
    Column("at", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("closed_at", String(40)),
    Column("closed_by", String(128)),
    Column("seen_at", String(40)),
)


@dataclass(frozen=True)
class FaultReport:
    """A report: where it is about, in which version, what was written, and what a trainer answered.

    `step`, `activity` and `question` are ids, empty where the report is about more. `content` is the version of the
    activity that she saw. Times are in UTC, ISO 8601. `seen_at` is when she read that the report was closed.
    """

    id: str
    learner: str
    place: str
    step: str
    activity: str
    question: str
    content: str
    at: str
    text: str
    reply: str = ""
    closed_at: str | None = None
    closed_by: str | None = None
    seen_at: str | None = None


def add(connection: Connection, report: FaultReport) -> None:
    """Add a report; one that is there already, because a form was sent twice, stays as it is."""
    if connection.execute(select(TABLE.c.id).where(TABLE.c.id == report.id)).first() is None:
        connection.execute(insert(TABLE).values(**vars(report)))


def open_of(connection: Connection, learner: str) -> int:
    """Return how many reports of a learner are open."""
    asked = select(func.count()).select_from(TABLE).where(TABLE.c.learner == learner, TABLE.c.closed_at.is_(None))
    found: int = connection.execute(asked).scalar_one()
    return found


def of(connection: Connection, learner: str) -> list[FaultReport]:
    """Return the reports of a learner, newest first."""
    return _reports(connection, select(TABLE).where(TABLE.c.learner == learner))


_NEWS = (
    select(TABLE.c.id)
    .where(TABLE.c.learner == bindparam("of"), TABLE.c.closed_at.is_not(None), TABLE.c.seen_at.is_(None))
    .limit(1)
)
"""Every first page asks it: to make the statement takes longer than to carry it out."""


def has_news(connection: Connection, learner: str) -> bool:
    """Return whether a report of a learner was closed and she did not read that yet."""
    return connection.execute(_NEWS, {"of": learner}).first() is not None


def open_reports(connection: Connection) -> list[FaultReport]:
    """Return every open report, newest first."""
    return _reports(connection, select(TABLE).where(TABLE.c.closed_at.is_(None)))


def _reports(connection: Connection, asked: Any) -> list[FaultReport]:
    rows = connection.execute(asked.order_by(TABLE.c.at.desc(), TABLE.c.id))
    return [FaultReport(**row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name)


def close(connection: Connection, id_: str, by: str, at: str, reply: str) -> bool:
    """Close a report, with an answer or without; return False if it is gone or was closed before."""
    is_open = (TABLE.c.id == id_, TABLE.c.closed_at.is_(None))
    closed = update(TABLE).where(*is_open).values(closed_by=by, closed_at=at, reply=reply)
    return connection.execute(closed).rowcount > 0


def see(connection: Connection, learner: str, at: str) -> None:
    """Remember that a learner read what became of her reports."""
    is_new = (TABLE.c.learner == learner, TABLE.c.closed_at.is_not(None), TABLE.c.seen_at.is_(None))
    connection.execute(update(TABLE).where(*is_new).values(seen_at=at))


def forget(connection: Connection, learner: str) -> int:
    """Remove the reports of a learner, and return the number of reports."""
    return connection.execute(delete(TABLE).where(TABLE.c.learner == learner)).rowcount
