"""Opens the database: SQLite in the data folder by default, with the newest schema."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"

_SQLITE_PRAGMAS: Final = (
    "PRAGMA journal_mode = DELETE",  # a write-ahead log would keep old pages around
    "PRAGMA secure_delete = ON",  # what is erased is overwritten, not just unlinked
    "PRAGMA synchronous = FULL",  # a commit survives a power cut
    "PRAGMA busy_timeout = 10000",
)

_one_at_a_time: Final = threading.Lock()


def database_url() -> str:
    """Where the data is kept: `BASISHOUDING_DATABASE`, or SQLite in `BASISHOUDING_DATA` (./data)."""
    if url := os.environ.get("BASISHOUDING_DATABASE"):
        return url
    folder = Path(os.environ.get("BASISHOUDING_DATA", "data")).resolve()
    return f"sqlite:///{folder / 'basishouding.sqlite'}"


def open_database(url: str | None = None) -> Engine:
    """An engine on the database at `url`, its folder made and its schema brought up to date."""
    engine = create_engine(url or database_url(), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        if engine.url.database:
            folder = Path(engine.url.database).parent
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads."""
    with _turn(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes."""
    with _turn(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection = connection.execution_options(sqlite_begin="IMMEDIATE")
        with connection.begin():
            yield connection


def _turn(engine: Engine) -> AbstractContextManager[object]:
    """A place in the queue for SQLite.

    It serves one at a time while somebody writes, and lets the others sleep and try again: with many at
    once somebody tries in vain until the timeout. So those of one process queue here, and only
    processes wait there.
    """
    return _one_at_a_time if engine.dialect.name == "sqlite" else nullcontext()


def _begin(connection: Connection) -> None:
    """Begin as a writer at once: a reader that becomes one may be refused without any waiting."""
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # pysqlite would begin by itself, and late
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)
