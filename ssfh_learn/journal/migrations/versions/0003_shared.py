"""The table of what learners share with their group."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shared",
        sa.Column("learner", sa.String(128), primary_key=True),
        sa.Column("place", sa.String(128), primary_key=True),
        sa.Column("activity", sa.String(64), primary_key=True),
        sa.Column("subscale", sa.String(64), primary_key=True),
        sa.Column("content", sa.String(32), nullable=False),
        sa.Column("mean", sa.Float, nullable=False),
    )
