"""How much each stream holds."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and count the events that are there."""
    op.create_table(
        "stream_use",
        sa.Column("learner", sa.String(128), primary_key=True),
        sa.Column("place", sa.String(128), primary_key=True),
        sa.Column("activity", sa.String(64), primary_key=True),
        sa.Column("private", sa.Boolean, primary_key=True),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    size = "length(CAST(data AS blob))" if is_sqlite else "octet_length(data)"
    for table, private in (("event", "0" if is_sqlite else "false"), ("private_event", "1" if is_sqlite else "true")):
        op.execute(
            "INSERT INTO stream_use (learner, place, activity, private, events, bytes) "  # noqa: S608  (our own names)
            f"SELECT learner, place, activity, {private}, count(*), sum({size} + 250) FROM {table} "
            "GROUP BY learner, place, activity"
        )
