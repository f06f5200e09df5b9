"""Opens the database: SQLite in the data folder by default, with the newest schema."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"

_SQLITE_PRAGMAS: Final = (
    "PRAGMA journal_mode = DELETE",  # a write-ahead log would keep old pages around
    "PRAGMA secure_delete = ON",  # what is erased is overwritten, not just unlinked
    "PRAGMA synchronous = FULL",  # a commit survives a power cut
    "PRAGMA busy_timeout = 10000",
)


def database_url() -> str:
    """Where the data is kept: `BASISHOUDING_DATABASE`, or SQLite in `BASISHOUDING_DATA` (./data)."""
    if url := os.environ.get("BASISHOUDING_DATABASE"):
        return url
    folder = Path(os.environ.get("BASISHOUDING_DATA", "data")).resolve()
    return f"sqlite:///{folder / 'basishouding.sqlite'}"


def open_database(url: str | None = None) -> Engine:
    """An engine on the database at `url`, its folder made and its schema brought up to date."""
    engine = create_engine(url or database_url())
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        if engine.url.database:
            folder = Path(engine.url.database).parent
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)
