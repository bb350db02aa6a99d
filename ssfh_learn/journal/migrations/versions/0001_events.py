"""The two tables of events: one for work that is handed in, one for private work."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    for name in ("event", "private_event"):
        op.create_table(
            name,
            sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
            sa.Column("learner", sa.String(128), nullable=False),
            sa.Column("place", sa.String(128), nullable=False),
            sa.Column("activity", sa.String(64), nullable=False),
            sa.Column("id", sa.String(64), nullable=False),
            sa.Column("at", sa.String(40), nullable=False),
            sa.Column("content", sa.String(32), nullable=False),
            sa.Column("attempt", sa.Integer, nullable=False),
            sa.Column("kind", sa.String(32), nullable=False),
            sa.Column("data", sa.Text, nullable=False),
            sa.UniqueConstraint("learner", "id", name=f"{name}_once"),
        )
        op.create_index(f"{name}_of_learner", name, ["learner", "place", "activity", "seq"])
