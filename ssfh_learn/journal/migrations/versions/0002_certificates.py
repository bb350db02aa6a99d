"""The table of certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "certificate",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("learner", sa.String(128), nullable=False, index=True),
        sa.Column("module", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("version", sa.String(500), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
    )
