"""What learners chose the first time that they practised, and the shares that are published of it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody was asked yet, so it is empty."""
    op.create_table(
        "first_try",
        sa.Column("learner", sa.String(128), primary_key=True),
        sa.Column("place", sa.String(128), primary_key=True),
        sa.Column("activity", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Index("first_try_of_activity", "place", "activity", "version"),
    )
    op.add_column("publication", sa.Column("shares", sa.Text))
