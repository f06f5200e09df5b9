"""Processes and connections that end while people are at work, any number of times."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text

from storage import open_database
from tests.support import at_work
from tests.support.http import health
from tests.support.loop import run
from tests.support.postgres import Postgres
from tests.support.server import Server


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program holds the whole database, as a backup that hangs would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def check_counts(found: dict[str, int]) -> None:
    """Something went wrong for somebody, and everybody got through with everything."""
    print(found)
    assert found["cut off"] > 0, "nobody noticed: the test proves nothing"
    assert found["reflections"] == found["ballots"] == found["vaults"] >= at_work.AT_ONCE


def kill_app(url: str, own_server: Callable[..., Server], times: int) -> None:
    """The app is killed."""
    server, chance = own_server(BASISHOUDING_DATABASE=url), random.Random(1)
    engine = open_database(url)
    team = at_work.Team(engine)

    async def kill() -> None:
        server.kill()
        team.check(engine)  # nothing runs meanwhile: as it was at the moment of the kill
        await asyncio.to_thread(server.start)

    check_counts(run(at_work.work_through(server, team, times, kill, chance)))
    team.check(engine)
    assert not team.secrets_in(server.log)
    assert health(server) == 200
    engine.dispose()


def kill_postgresql(own_postgres: Postgres, own_server: Callable[..., Server], times: int) -> None:
    """SIGKILL to the postmaster and every backend; the app stays up, says it has no database, and goes on."""
    url = own_postgres.new_database()
    server, chance = own_server(BASISHOUDING_DATABASE=url), random.Random(2)
    engine = open_database(url)
    team = at_work.Team(engine)
    engine.dispose()
    statuses: list[int] = []

    async def kill() -> None:
        own_postgres.kill()
        statuses.append(await asyncio.to_thread(health, server))
        await asyncio.to_thread(own_postgres.start)

    check_counts(run(at_work.work_through(server, team, times, kill, chance)))
    assert statuses == [503] * times
    engine = open_database(url)
    team.check(engine)
    engine.dispose()
    assert not team.secrets_in(server.log)
    assert health(server) == 200


def cut_connections(url: str, own_server: Callable[..., Server], times: int) -> None:
    """The backends of the app end in the middle of whatever they do, many times."""
    server, chance = own_server(BASISHOUDING_DATABASE=url), random.Random(3)
    engine = open_database(url)
    team = at_work.Team(engine)
    cut = 0

    async def cut_all() -> None:
        nonlocal cut
        with engine.connect() as connection:
            cut += connection.execute(
                text(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            ).scalar_one()

    found = run(at_work.work_through(server, team, times, cut_all, chance))
    print({**found, "connections cut": cut})
    assert cut >= times
    assert found["reflections"] == found["ballots"] == found["vaults"] >= at_work.AT_ONCE
    team.check(engine)
    assert not team.secrets_in(server.log)
    assert health(server) == 200
    engine.dispose()
