"""What people let the server do with a test."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "course_task",
        sa.Column("id", ID, primary_key=True, autoincrement=True),
        sa.Column("test", sa.String(128), nullable=False, index=True),
        sa.Column("task", sa.String(20), nullable=False),
        sa.Column("run", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.String(128), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
