"""Opens the database, SQLite in the data folder or PostgreSQL, and brings it to the newest schema."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from typing import Final, cast

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select
from sqlalchemy import func as sql

from errors import BasishoudingError

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"

_SQLITE_PRAGMAS: Final = (
    "PRAGMA journal_mode = PERSIST",  # an unlinked journal stays on the disk; this one is overwritten
    "PRAGMA secure_delete = ON",  # what is erased is overwritten, not just unlinked
    "PRAGMA temp_store = MEMORY",  # nothing beside the database that nobody overwrites
    "PRAGMA synchronous = FULL",  # a commit survives a power cut
    "PRAGMA busy_timeout = 10000",
)

MAX_JOURNAL_BYTES: Final = 256 * 1024
"""What is left of the journal between transactions: zeros, which the next one writes over in place."""

MAX_WAITING_SECONDS: Final = 20
"""For an answer of PostgreSQL: somebody waits for it."""

_MIGRATING: Final = 0x42617369
"""PostgreSQL's lock for the process that migrates: any number that is always the same."""

_one_at_a_time: Final = threading.Lock()


class NewerDatabaseError(BasishoudingError):
    """The database was made by a later version of the app; it was left as it is."""

    def __init__(self, found: str, known: str) -> None:
        self.found, self.known = found, known
        super().__init__(
            f"The database has schema {found}; this version of the app knows no later one than {known}. "
            "Nothing was changed. Start the version that made it, or put back a backup from before."
        )


def database_url() -> URL:
    """Where the data is kept: `BASISHOUDING_DATABASE`, or SQLite in `BASISHOUDING_DATA` (./data)."""
    if url := os.environ.get("BASISHOUDING_DATABASE"):
        return make_url(url)
    folder = Path(os.environ.get("BASISHOUDING_DATA", "data")).resolve()
    return URL.create("sqlite", database=str(folder / "basishouding.sqlite"))  # a folder may hold a ? or a %


def open_database(url: str | URL | None = None) -> Engine:
    """An engine on the database at `url`, its folder made and its schema brought up to date.

    Raises:
        NewerDatabaseError: nothing was changed.
    """
    engine = _engine(make_url(url or database_url()))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with writing(engine) as connection:
            _wait_until_nobody_migrates(connection)
            _refuse_newer(connection, ScriptDirectory.from_config(config))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(url: URL) -> Engine:
    """An engine; for PostgreSQL `postgresql://` means psycopg, SQLAlchemy's default."""
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,  # after a restart of PostgreSQL the next click gets a new connection
            pool_size=5,
            max_overflow=10,  # a unit of work takes milliseconds
            pool_timeout=10,
            connect_args={
                "connect_timeout": MAX_WAITING_SECONDS,
                "tcp_user_timeout": MAX_WAITING_SECONDS * 1000,
                "options": f"-c statement_timeout={MAX_WAITING_SECONDS}s",
            },
        )
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        if engine.url.database:
            file = Path(engine.url.database)
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not file.exists():
                file.touch(mode=0o600)  # SQLite gives its journal the same mode
    return engine


def _wait_until_nobody_migrates(connection: Connection) -> None:
    """Several processes may start at once. SQLite lets in one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(sql.pg_advisory_xact_lock(_MIGRATING)))


def _refuse_newer(connection: Connection, known: ScriptDirectory) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    revisions = [script.revision for script in known.walk_revisions()]
    if found is not None and found not in revisions:
        raise NewerDatabaseError(found, revisions[0])


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
        if engine.dialect.name == "sqlite":
            _overwrite_journal(cast("SqliteConnection", connection.connection.dbapi_connection))


def _overwrite_journal(connection: SqliteConnection) -> None:
    """Overwrite SQLite's journal, which still holds the pages as they were before the commit.

    Only while this connection holds the lock of a writer: no process then has anything in the journal. What
    was written is safe by now, so a failure is left to the next writer (docs/decisions/0022).
    """
    _, _, database = connection.execute("PRAGMA database_list").fetchall()[0]
    if not database:  # in memory
        return
    with suppress(OSError, OperationalError):
        connection.execute("BEGIN IMMEDIATE")
        try:
            with Path(f"{database}-journal").open("r+b", buffering=0) as journal:
                journal.write(bytes(os.fstat(journal.fileno()).st_size))
                os.fsync(journal.fileno())
                if journal.tell() > MAX_JOURNAL_BYTES:
                    journal.truncate(MAX_JOURNAL_BYTES)
        finally:
            connection.execute("ROLLBACK")


def _turn(engine: Engine) -> AbstractContextManager[object]:
    """For SQLite, a lock that lets the threads of this process in one at a time.

    SQLite itself lets those who wait sleep and try again: with many at once, somebody tries in vain until the
    timeout. So only processes wait there.
    """
    return _one_at_a_time if engine.dialect.name == "sqlite" else nullcontext()


def _begin(connection: Connection) -> None:
    """Begin as a writer at once: a reader that becomes one may be refused without any waiting."""
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


def _set_pragmas(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # pysqlite would begin by itself, and late
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)
