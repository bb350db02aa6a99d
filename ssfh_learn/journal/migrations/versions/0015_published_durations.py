"""How long modules and steps took, as it was published."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "published_duration",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("place", sa.String(128), primary_key=True),
        sa.Column("step", sa.String(128), primary_key=True),
        sa.Column("low", sa.Float, nullable=False),
        sa.Column("middle", sa.Float, nullable=False),
        sa.Column("high", sa.Float, nullable=False),
    )
