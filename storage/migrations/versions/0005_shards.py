"""Shards: what belongs together lies together in a distributed database (decision 13).

A primary key changes, so each table is made anew. What was there gets
shard 0, in the order of its random ids.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index("ix_participation_codes_round", "participation_codes")
    _with_shard(
        "vaults",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    _with_shard(
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
    )
    _with_shard(
        "participation_codes",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("round", sa.LargeBinary(16), nullable=False),
        sa.Column("ballots_left", sa.Integer, nullable=False),
    )
    _with_shard(
        "boxes",
        sa.Column("round", sa.LargeBinary(16), primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("ballots", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_participation_codes_round", "participation_codes", ["shard", "round"])


def _with_shard(table: str, *columns: sa.Column[object]) -> None:
    old, names = f"old_{table}", [column.name for column in columns]
    op.rename_table(table, old)
    if op.get_context().dialect.name == "postgresql":  # the name of the key's index is in the way
        op.execute(f"ALTER INDEX {table}_pkey RENAME TO {old}_pkey")
    shard = sa.Column("shard", sa.SmallInteger, primary_key=True, autoincrement=False)
    new = op.create_table(table, shard, *columns, sqlite_with_rowid=False)
    rows = sa.table(old, *(sa.column(name) for name in names))
    found = sa.select(sa.literal(0, sa.SmallInteger), *(rows.c[name] for name in names)).order_by(
        rows.c[names[0]]
    )
    op.execute(sa.insert(new).from_select(["shard", *names], found))
    op.drop_table(old)
