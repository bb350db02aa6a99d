"""The tables of the roster, in the database of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Insert, Integer, LargeBinary, String, Table, Text, text

from ssfh_learn.journal.database import METADATA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

# SQLite numbers rows by itself only in a column of the type INTEGER
_ID = BigInteger().with_variant(Integer, "sqlite")
# in the order of the bytes, because the order of a server's language ignores spaces
_KEY = String(400).with_variant(String(400, collation="C"), "postgresql")

PARTICIPANT = Table(
    "participant",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("account", String(128), unique=True),
    Column("initials", String(40), nullable=False),
    Column("given", String(120), nullable=False),
    Column("prefix", String(40), nullable=False),
    Column("family", String(120), nullable=False),
    Column("email", String(254), nullable=False),
    Column("function", String(80), nullable=False),
    Column("register", String(40), nullable=False),
    Column("number", String(40), nullable=False),
    Column("started", String(10)),
    Column("ended", String(10)),
    Column("origin", String(10), nullable=False),
    Column("sort_key", _KEY, nullable=False),
    Column("search_key", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("participant_in_order", "sort_key", "id"),
    Index("participant_function", "function"),
    Index("participant_email", "email"),
    sqlite_autoincrement=True,  # an id is never used again: the log names people by it
)
PRACTICE = Table(
    "practice",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(160), nullable=False),
    Column("region", String(80), nullable=False),
    Column("key", _KEY, nullable=False, unique=True),
    Index("practice_region", "region"),
)
WORKS_AT = Table(
    "works_at",
    METADATA,
    Column("participant", _ID, ForeignKey("participant.id"), primary_key=True),
    Column("practice", _ID, ForeignKey("practice.id"), primary_key=True),
    Index("works_at_practice", "practice", "participant"),
)
GROUP = Table(
    "roster_group",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("key", _KEY, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)
MEMBER = Table(
    "group_member",
    METADATA,
    Column("group_id", _ID, ForeignKey("roster_group.id"), primary_key=True),
    Column("participant", _ID, ForeignKey("participant.id"), primary_key=True),
    Index("group_member_participant", "participant", "group_id"),
)
COORDINATOR = Table(
    "group_coordinator",
    METADATA,
    Column("account", String(128), primary_key=True),
    Column("group_id", _ID, ForeignKey("roster_group.id"), primary_key=True),
    Index("group_coordinator_group", "group_id"),
)
DUTY = Table(
    "duty",
    METADATA,
    Column("group_id", _ID, ForeignKey("roster_group.id"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("name", String(128), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("due", String(10)),
)
PRACTICE_RULE = Table(
    "practice_rule",
    METADATA,
    Column("group_id", _ID, ForeignKey("roster_group.id"), primary_key=True),
    Column("test", String(128), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("function", String(80), nullable=False),
    Column("at_least", Integer, nullable=False),
)
"""How many people with each function must pass a test in a practice, as a group agreed."""
GROUP_TRACK = Table(
    "group_track",
    METADATA,
    Column("group_id", _ID, ForeignKey("roster_group.id"), primary_key=True),
    Column("track", String(128), primary_key=True),
    Column("start", String(10), nullable=False),
    Column("since", String(40), nullable=False),
)
"""The tracks that a group does together, each with its first day."""
LOG = Table(
    "roster_log",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("who", String(128), nullable=False),
    Column("action", String(32), nullable=False),
    Column("participant", _ID),
    Column("group_id", _ID),
    Column("details", Text, nullable=False),
    Index("roster_log_participant", "participant"),
    Index("roster_log_group", "group_id"),
)
"""Who did what; rows are only ever added."""
CORRECTION = Table(
    "correction",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("participant", _ID, ForeignKey("participant.id"), nullable=False),
    Column("at", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("closed_at", String(40)),
    Column("closed_by", String(128)),
    Index("correction_participant", "participant"),
)
"""What a participant asked to put right about herself."""

PENDING = Table(
    "pending_import",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("who", String(128), nullable=False, index=True),
    Column("at", String(40), nullable=False),
    Column("name", String(255), nullable=False),
    Column("group_id", _ID),
    Column("content", LargeBinary, nullable=False),
)
"""Files that wait for a yes, for a day at most."""


def added(connection: Connection, row: Insert) -> int:
    """Add one row, and return its id."""
    result: Any = connection.execute(row)
    return int(result.inserted_primary_key[0])


def next_participants(connection: Connection, count: int) -> list[int]:
    """Return ids for new participants; no other transaction may write at the same time."""
    if connection.dialect.name == "postgresql":
        numbers = "SELECT nextval(pg_get_serial_sequence('participant', 'id')) FROM generate_series(1, :count)"
        return list(connection.execute(text(numbers), {"count": count}).scalars())
    last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'participant'")).scalar() or 0
    return list(range(last + 1, last + count + 1))
