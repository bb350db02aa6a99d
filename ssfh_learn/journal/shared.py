"""The means of subscales that learners chose to share for group figures; answers are never shared.

Each learner can see and take back her own means. Nothing here combines the means of several learners. Each mean has a
random token, under which it is counted in publications. A token is drawn again when the mean changes, so it never says
who somebody is; it goes with the row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
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
    Column("version", String(32)),
    Column("first", Float),
    Column("token", String(32)),
    Column("later_token", String(32)),
)
"""`mean` is of the last round and `first` of the first one, if there were several. Without a `version` it was shared
before there were figures of groups, or by staff, and counts nowhere."""


@dataclass(frozen=True)
class SharedOutcome:
    """What a learner shares of one self-assessment: her means of the last round and, after several, of the first.

    `content` is the fingerprint of what she saw, `version` what must be equal to be added up with others. An empty
    version counts nowhere.
    """

    content: str
    means: Mapping[str, float]
    first: Mapping[str, float] = field(default_factory=dict)
    version: str = ""


def share(connection: Connection, stream: Stream, outcome: SharedOutcome) -> None:
    """Share an outcome instead of what was shared before; a mean that stays as it was keeps its token."""
    known = {row["subscale"]: row for row in rows_of(connection, stream.learner) if _is_of(row, stream)}
    take_back(connection, stream)
    of = {"learner": stream.learner, "place": stream.place, "activity": stream.activity, "content": outcome.content}
    rows = [{**of, **_row(known.get(name, {}), name, outcome)} for name in outcome.means]
    if rows:
        connection.execute(insert(TABLE), rows)


def _is_of(row: Mapping[str, Any], stream: Stream) -> bool:
    return (row["place"], row["activity"]) == (stream.place, stream.activity)


def _row(known: Mapping[str, Any], name: str, outcome: SharedOutcome) -> dict[str, Any]:
    mean, first, version = outcome.means[name], outcome.first.get(name), outcome.version or None
    has_first = known.get("first") is not None
    known_first = known.get("first") if has_first else known.get("mean")
    keeps = version is not None and known.get("version") == version
    keeps_first = keeps and known_first == (mean if first is None else first)
    keeps_later = keeps and keeps_first and has_first and known.get("mean") == mean
    token, later_token = (known["token"] if keeps_first else None), (known["later_token"] if keeps_later else None)
    return {
        "subscale": name,
        "mean": mean,
        "first": first,
        "version": version,
        "token": (token or token_hex(8)) if version else None,
        "later_token": (later_token or token_hex(8)) if version and first is not None else None,
    }


def all_that_counts(connection: Connection) -> list[dict[str, Any]]:
    """Return every mean that counts in publications, of everybody, as plain values."""
    return [dict(row._mapping) for row in connection.execute(select(TABLE).where(TABLE.c.version.is_not(None)))]  # noqa: SLF001  (SQLAlchemy's public name)


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
