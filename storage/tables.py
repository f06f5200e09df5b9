"""The tables, as SQLAlchemy Core. Migrations in `migrations/` bring a database to this shape."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, MetaData, Table

metadata: Final = MetaData()

server_key: Final = Table(
    "server_key",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),  # one row; signs the secrets in the draft cookies
    sqlite_with_rowid=False,
)

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

meetings: Final = Table(
    "meetings",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),  # derived from the code, which only its devices have
    Column("sealed", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),  # one more with every change
    Column("until", Date, nullable=False),  # a day, no finer
    sqlite_with_rowid=False,
)

rounds: Final = Table(
    "rounds",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),  # random; the team's vault knows it
    Column("public_key", LargeBinary(32), nullable=False),
    Column("items", JSON, nullable=False),  # the ids of the items, in the order of a ballot
    Column("invited", Integer, nullable=False),
    Column("minimum", Integer, nullable=False),  # does not change once the round is open
    Column("ballots", Integer, nullable=False),
    Column("closing", Boolean, nullable=False),
    Column("opened_on", Date, nullable=False),  # a day, no finer
    Column("until", Date, nullable=False),  # shown to those invited; only the lead closes the round
    Column("about", LargeBinary, nullable=False),  # what only those invited may read, sealed to their codes
    Column("enough", Boolean, nullable=False),  # whether the minimum was reached when that was last noted
    Column("noted_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

participation_codes: Final = Table(
    "participation_codes",
    metadata,
    Column("round", LargeBinary(16), primary_key=True),
    Column("hash", LargeBinary(32), primary_key=True, index=True),
    Column("ballots_left", Integer, nullable=False),  # more than one for a team's link
    sqlite_with_rowid=False,
)

readers: Final = Table(
    "readers",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),  # derived from a participation code
    Column("round", LargeBinary(16), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),  # the round's reading key; the same before and after use
    sqlite_with_rowid=False,
)

results: Final = Table(
    "results",
    metadata,
    Column("round", LargeBinary(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # what a closed round published, under its reading key
    sqlite_with_rowid=False,
)

boxes: Final = Table(
    "boxes",
    metadata,
    Column("round", LargeBinary(16), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("ballots", LargeBinary, nullable=False),  # up to 64 of one length, in random order
    sqlite_with_rowid=False,
)
