"""What learners were told, and said that they read."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "told",
        sa.Column("learner", sa.String(128), primary_key=True),
        sa.Column("notice", sa.String(32), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
    )
