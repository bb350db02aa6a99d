"""Which account has which work."""

import sqlalchemy as sa
from alembic import op

revision = "0012b"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("created", sa.String(40), primary_key=True),
        sa.Column("learner", sa.String(128), nullable=False, index=True),
        sa.Column("first_seen", sa.String(40), nullable=False),
        sa.Column("adopted_at", sa.String(40)),
        sa.Column("adopted_by", sa.String(128)),
    )
