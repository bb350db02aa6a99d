"""The means of subscales that learners chose to share for group figures; answers are never shared.

Each learner can see and take back her own means. Nothing here combines the means of several learners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Float, String, Table, delete, insert, select

from ssfh_learn.journal.database import METADATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

    from ssfh_learn.journal.stream import Stream

TABLE = Table(
    "shared",
    METADATA,
    Column("learner", String(128), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("activity", String(64), primary_key=True),
    Column("subscale", String(64), primary_key=True),
    Column("content", String(32), nullable=False),
    Column("mean", Float, nullable=False),
)


def share(connection: Connection, stream: Stream, content: str, means: Mapping[str, float]) -> None:
    """Share the means of a self-assessment and replace the means that were shared before."""
    take_back(connection, stream)
    of = {"learner": stream.learner, "place": stream.place, "activity": stream.activity, "content": content}
    if means:
        connection.execute(insert(TABLE), [{**of, "subscale": name, "mean": mean} for name, mean in means.items()])


def take_back(connection: Connection, stream: Stream) -> None:
    """Take back what a learner shared of one self-assessment."""
    of_stream = (TABLE.c.learner == stream.learner, TABLE.c.place == stream.place, TABLE.c.activity == stream.activity)
    connection.execute(delete(TABLE).where(*of_stream))


def forget(connection: Connection, learner: str) -> int:
    """Take back everything that a learner shared, and return the number of figures."""
    return connection.execute(delete(TABLE).where(TABLE.c.learner == learner)).rowcount


def rows_of(connection: Connection, learner: str) -> list[dict[str, Any]]:
    """Return everything that a learner shared, as plain values."""
    asked = select(TABLE).where(TABLE.c.learner == learner).order_by(TABLE.c.place, TABLE.c.activity, TABLE.c.subscale)
    return [dict(row._mapping) for row in connection.execute(asked)]  # noqa: SLF001  (SQLAlchemy's public name)
