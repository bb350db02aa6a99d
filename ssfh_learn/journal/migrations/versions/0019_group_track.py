"""The tracks that groups do together, as a coordinator planned them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table; until now a learner planned a track only for herself."""
    op.create_table(
        "group_track",
        sa.Column("group_id", ID, sa.ForeignKey("roster_group.id"), primary_key=True),
        sa.Column("track", sa.String(128), primary_key=True),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("since", sa.String(40), nullable=False),
    )
