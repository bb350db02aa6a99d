"""The roster: participants, practices, groups, who coordinates them, their duties, and the log of changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.String(400).with_variant(sa.String(400, collation="C"), "postgresql")


def _text(name: str, longest: int) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(longest), nullable=False)


def _of(name: str, table: str) -> "sa.Column[Any]":
    return sa.Column(name, ID, sa.ForeignKey(f"{table}.id"), primary_key=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "participant",
        sa.Column("id", ID, primary_key=True),
        sa.Column("account", sa.String(128), unique=True),
        _text("initials", 40),
        _text("given", 120),
        _text("prefix", 40),
        _text("family", 120),
        _text("email", 254),
        _text("function", 80),
        _text("register", 40),
        _text("number", 40),
        sa.Column("started", sa.String(10)),
        sa.Column("ended", sa.String(10)),
        _text("origin", 10),
        sa.Column("sort_key", KEY, nullable=False),
        sa.Column("search_key", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_autoincrement=True,  # an id is never used again: the log names people by it
    )
    op.create_index("participant_in_order", "participant", ["sort_key", "id"])
    op.create_index("participant_function", "participant", ["function"])
    op.create_index("participant_email", "participant", ["email"])
    op.create_table(
        "practice",
        sa.Column("id", ID, primary_key=True),
        _text("name", 160),
        _text("region", 80),
        sa.Column("key", KEY, nullable=False, unique=True),
    )
    op.create_index("practice_region", "practice", ["region"])
    op.create_table("works_at", _of("participant", "participant"), _of("practice", "practice"))
    op.create_index("works_at_practice", "works_at", ["practice", "participant"])
    _make_groups()
    _make_log()


def _make_groups() -> None:
    op.create_table(
        "roster_group",
        sa.Column("id", ID, primary_key=True),
        _text("name", 120),
        sa.Column("key", KEY, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table("group_member", _of("group_id", "roster_group"), _of("participant", "participant"))
    op.create_index("group_member_participant", "group_member", ["participant", "group_id"])
    op.create_table(
        "group_coordinator", sa.Column("account", sa.String(128), primary_key=True), _of("group_id", "roster_group")
    )
    op.create_index("group_coordinator_group", "group_coordinator", ["group_id"])
    op.create_table(
        "duty",
        _of("group_id", "roster_group"),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("due", sa.String(10)),
    )


def _make_log() -> None:
    op.create_table(
        "roster_log",
        sa.Column("id", ID, primary_key=True),
        _text("at", 40),
        _text("who", 128),
        _text("action", 32),
        sa.Column("participant", ID),
        sa.Column("group_id", ID),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("roster_log_participant", "roster_log", ["participant"])
    op.create_index("roster_log_group", "roster_log", ["group_id"])
    op.create_table(
        "correction",
        sa.Column("id", ID, primary_key=True),
        sa.Column("participant", ID, sa.ForeignKey("participant.id"), nullable=False),
        _text("at", 40),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("closed_at", sa.String(40)),
        sa.Column("closed_by", sa.String(128)),
    )
    op.create_index("correction_participant", "correction", ["participant"])
    op.create_table(
        "pending_import",
        sa.Column("id", sa.String(32), primary_key=True),
        _text("who", 128),
        _text("at", 40),
        _text("name", 255),
        sa.Column("group_id", ID),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_pending_import_who", "pending_import", ["who"])
