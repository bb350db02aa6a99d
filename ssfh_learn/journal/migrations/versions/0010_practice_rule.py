"""Who must finish in a practice, as a group agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "practice_rule",
        sa.Column("group_id", ID, sa.ForeignKey("roster_group.id"), primary_key=True),
        sa.Column("test", sa.String(128), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("function", sa.String(80), nullable=False),
        sa.Column("at_least", sa.Integer, nullable=False),
    )
