"""The tables, as SQLAlchemy Core. Migrations in `migrations/` bring a database to this shape."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, LargeBinary, MetaData, Table

metadata: Final = MetaData()

drafts: Final = Table(
    "drafts",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),  # derived from the cookie, which only the browser has
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_on", Date, nullable=False),  # a day, no finer: a time would help to tell who wrote it
    sqlite_with_rowid=False,  # a rowid would tell the order of arrival
)

vaults: Final = Table(
    "vaults",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),  # derived from the return code, which only its owner has
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
