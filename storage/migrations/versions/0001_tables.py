"""All tables of the first version."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    server_key = op.create_table(
        "server_key",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(server_key, [{"key": secrets.token_bytes(32)}])
    op.create_table(
        "drafts",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vaults",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("public_key", sa.LargeBinary(32), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("invited", sa.Integer, nullable=False),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("ballots", sa.Integer, nullable=False),
        sa.Column("closing", sa.Boolean, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("about", sa.LargeBinary, nullable=False),
        sa.Column("enough", sa.Boolean, nullable=False),
        sa.Column("noted_on", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "participation_codes",
        sa.Column("round", sa.LargeBinary(16), primary_key=True),
        sa.Column("hash", sa.LargeBinary(32), primary_key=True, index=True),
        sa.Column("ballots_left", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "readers",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("round", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "results",
        sa.Column("round", sa.LargeBinary(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "boxes",
        sa.Column("round", sa.LargeBinary(16), primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("ballots", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
