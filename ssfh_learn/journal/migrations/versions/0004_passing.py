"""When the test of a certificate was passed, and since when the certificate is not valid.

Certificates of earlier versions have neither: their date is that of the day on which they were made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns."""
    op.add_column("certificate", sa.Column("passed_at", sa.String(40)))
    op.add_column("certificate", sa.Column("withdrawn_at", sa.String(40)))
