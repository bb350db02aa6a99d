"""Projections and snapshots: opened steps, statuses of activities, and states of long streams."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they are filled from the events when the portal starts."""
    who = ("learner", "place")
    op.create_table(
        "step_opened",
        *(sa.Column(name, sa.String(128), primary_key=True) for name in (*who, "step")),
        sa.Column("first", sa.String(40), nullable=False),
        sa.Column("last", sa.String(40), nullable=False),
    )
    op.create_table(
        "activity_status",
        *(sa.Column(name, sa.String(128), primary_key=True) for name in who),
        sa.Column("activity", sa.String(64), primary_key=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "old_step",
        sa.Column("place", sa.String(128), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step", sa.String(128), nullable=False),
    )
    derived = op.create_table("derived", sa.Column("place", sa.String(128), primary_key=True))
    events = (sa.text(f"SELECT 1 FROM {name} LIMIT 1") for name in ("event", "private_event"))  # noqa: S608  (our own names)
    if not any(op.get_bind().execute(one).first() for one in events):
        op.bulk_insert(derived, [{"place": "*"}])
    for name in ("snapshot", "private_snapshot"):
        op.create_table(
            name,
            *(sa.Column(column, sa.String(128), primary_key=True) for column in who),
            sa.Column("activity", sa.String(64), primary_key=True),
            sa.Column("seq", sa.BigInteger, nullable=False),
            sa.Column("event", sa.String(64), nullable=False),
            sa.Column("content", sa.String(32), nullable=False),
            sa.Column("made_by", sa.String(64), nullable=False),
            sa.Column("refused", sa.Integer, nullable=False),
            sa.Column("state", sa.LargeBinary, nullable=False),
            sa.Column("checksum", sa.String(64), nullable=False),
        )
