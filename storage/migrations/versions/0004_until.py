"""The day until which a round is meant to run: on the cards, and before the first statement."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # A column that may not be empty takes a default here; no row keeps it.
    op.add_column("rounds", sa.Column("until", sa.Date, nullable=False, server_default="2026-01-01"))
    op.execute("UPDATE rounds SET until = opened_on")
