"""Since when a term of retention is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0012c"
down_revision = "0012b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "retention",
        sa.Column("what", sa.String(16), primary_key=True),
        sa.Column("months", sa.Integer, nullable=False),
        sa.Column("since", sa.String(40), nullable=False),
    )
