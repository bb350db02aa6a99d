"""How long modules and steps took, as it was published: rows about nobody, which stay as they are.

Who is in a publication is kept nowhere, so deleting somebody leaves nothing of her here and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Column, Float, String, Table, func, insert, select

from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.projections import STEP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.engine import Connection

TABLE = Table(
    "published_duration",
    METADATA,
    Column("day", String(10), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("step", String(128), primary_key=True),
    Column("low", Float, nullable=False),
    Column("middle", Float, nullable=False),
    Column("high", Float, nullable=False),
)
"""Minutes by the day of publication, the module and the step; the empty step is the whole module."""
DurationRow = tuple[str, str, str, float, float, float]


def published(connection: Connection) -> list[DurationRow]:
    """Return everything that was published, oldest first."""
    rows = connection.execute(select(TABLE).order_by(TABLE.c.day, TABLE.c.place, TABLE.c.step))
    return [(row.day, row.place, row.step, row.low, row.middle, row.high) for row in rows]


def last_days(connection: Connection) -> dict[str, str]:
    """Return the day of the last publication about each module."""
    rows = connection.execute(select(TABLE.c.place, func.max(TABLE.c.day)).group_by(TABLE.c.place))
    return {place: day for place, day in rows}  # noqa: C416  (rows of SQLAlchemy are no pairs to mypy)


def publish(connection: Connection, rows: Iterable[DurationRow]) -> None:
    """Add a publication."""
    named = [dict(zip(TABLE.c.keys(), row, strict=True)) for row in rows]
    if named:
        connection.execute(insert(TABLE), named)


def openings_in(connection: Connection, place: str, learners: Collection[str]) -> Iterator[dict[str, tuple[str, str]]]:
    """Return of each of these learners when she opened each step, the first and the last time; nobody is named."""
    found: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    query = select(STEP.c.learner, STEP.c.step, STEP.c.first, STEP.c.last).where(STEP.c.place == place)
    for learner, step, first, last in connection.execute(query):
        if learner in learners:
            found[learner][step] = (first, last)
    return iter(found.values())
