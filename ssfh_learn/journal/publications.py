"""What was ever published of groups: values, and the random tokens of what they were made of.

No name and no answer is kept here. When a learner takes back or deletes, her token goes from `shared`. What stays of it
here is a random number that stands for nobody any more; it still counts where two publications are compared.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from sys import intern
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)

from ssfh_learn.journal.database import METADATA, lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

_ID = BigInteger().with_variant(Integer, "sqlite")
TABLE = Table(
    "publication",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("of_group", String(200), nullable=False),
    Column("place", String(128), nullable=False),
    Column("activity", String(64), nullable=False),
    Column("version", String(32), nullable=False),
    Column("part", String(64), nullable=False),
    Column("occasion", String(10), nullable=False),
    Column("value", Float),
    Column("shares", Text),
    Index("publication_of_group", "of_group", "id"),
)
"""Rows are only ever added; one without a value and without shares says that from then on nothing is shown."""
MEMBER = Table(
    "publication_member",
    METADATA,
    Column("publication", _ID, ForeignKey("publication.id"), primary_key=True),
    Column("members", Text, nullable=False),
)
"""The tokens in a value, which no page reads: in one text, because the values of a sector hold millions of them."""
DATE = Table("publication_date", METADATA, Column("day", String(10), primary_key=True))
"""The days (ISO 8601) on which was looked what to publish."""


@dataclass(frozen=True)
class PublishedRow:
    """One value of a group on one subject, or the shares of its choices; `at` is a moment in UTC.

    Without either there is nothing any more.
    """

    at: str
    of_group: str
    place: str
    activity: str
    version: str
    part: str
    occasion: str
    value: float | None
    members: frozenset[str] = frozenset()
    shares: Mapping[str, float] = field(default_factory=dict)


_NAMES = ("at", "of_group", "place", "activity", "version", "part", "occasion", "value")


def rows(connection: Connection, groups: Iterable[str]) -> list[PublishedRow]:
    """Return everything that was ever published of these groups, in order and without tokens: what pages show."""
    asked = select(TABLE).where(TABLE.c.of_group.in_(list(groups))).order_by(TABLE.c.id)
    return [_read(row) for row in connection.execute(asked)]


def newest(connection: Connection, group: str, about: tuple[str, str, str, str]) -> PublishedRow | None:
    """Return what was published last of a group about a place, an activity, a version and a part."""
    names = (TABLE.c.place, TABLE.c.activity, TABLE.c.version, TABLE.c.part)
    is_it = (column == value for column, value in zip(names, about, strict=True))
    asked = select(TABLE).where(TABLE.c.of_group == group, *is_it).order_by(TABLE.c.id.desc()).limit(1)
    row = connection.execute(asked).first()
    return None if row is None else _read(row)


def history(connection: Connection) -> list[PublishedRow]:
    """Return everything that was ever published, in order, with its tokens."""
    asked = select(TABLE, MEMBER.c.members).outerjoin(MEMBER, MEMBER.c.publication == TABLE.c.id).order_by(TABLE.c.id)
    return [
        replace(_read(row), members=frozenset(map(intern, (row.members or "").split())))
        for row in connection.execute(asked)
    ]


def _read(row: Row[Any]) -> PublishedRow:
    named = {name: getattr(row, name) for name in _NAMES}
    return PublishedRow(**named, shares=json.loads(row.shares or "{}"))


def last_day(connection: Connection) -> str:
    """Return the last day on which was looked what to publish; empty if there was none."""
    return connection.execute(select(func.max(DATE.c.day))).scalar() or ""


def add(connection: Connection, day: str, published: Sequence[PublishedRow], *, after: str) -> bool:
    """Keep what was published on a day, unless another server did so since the day `after`; return whether it was."""
    lock(connection)
    if last_day(connection) != after:
        return False
    if day != after:
        connection.execute(insert(DATE).values(day=day))
    number = connection.execute(select(func.coalesce(func.max(TABLE.c.id), 0))).scalar_one()
    values, members = [], []
    for number, one in enumerate(published, number + 1):  # noqa: B020  (it goes on where the table ends)
        about = {name: value for name, value in vars(one).items() if name != "members"}
        values.append({"id": number, **about, "shares": json.dumps(one.shares, sort_keys=True) if one.shares else None})
        if one.members:
            members.append({"publication": number, "members": " ".join(sorted(one.members))})
    for table, new in ((TABLE, values), (MEMBER, members)):
        if new:
            connection.execute(insert(table), new)
    return True
