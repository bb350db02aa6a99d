"""What was published of groups, and what learners share for it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012c"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; what was shared before has no version, so it counts only after it is shared again."""
    op.add_column("shared", sa.Column("version", sa.String(32)))
    op.add_column("shared", sa.Column("first", sa.Float))
    op.add_column("shared", sa.Column("token", sa.String(32)))
    op.add_column("shared", sa.Column("later_token", sa.String(32)))
    op.create_table(
        "publication",
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("of_group", sa.String(200), nullable=False),
        sa.Column("place", sa.String(128), nullable=False),
        sa.Column("activity", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("occasion", sa.String(10), nullable=False),
        sa.Column("value", sa.Float),
        sa.Index("publication_of_group", "of_group", "id"),
    )
    op.create_table(
        "publication_member",
        sa.Column("publication", ID, sa.ForeignKey("publication.id"), primary_key=True),
        sa.Column("members", sa.Text, nullable=False),
    )
    op.create_table("publication_date", sa.Column("day", sa.String(10), primary_key=True))
