"""Processes and connections that end in the middle of people's work: what was acknowledged is still there."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest
from sqlalchemy import text

from storage import open_database
from tests.support import at_work
from tests.support.loop import run
from tests.support.postgres import Postgres
from tests.support.server import Server
from tests.test_faults_disk import health

TIMES = 2  # more in tests/exhaustive

pytestmark = pytest.mark.usefixtures("cut_lines")


def count(found: dict[str, int]) -> None:
    """Something went wrong for somebody, and everybody got through with everything."""
    print(found)
    assert found["cut off"] > 0, "nobody noticed: the test proves nothing"
    assert found["reflections"] == found["ballots"] == found["vaults"] >= at_work.AT_ONCE


def test_the_app_is_killed_under_load(url: str, own_server: Callable[..., Server]) -> None:
    server, chance = own_server(BASISHOUDING_DATABASE=url), random.Random(1)
    engine = open_database(url)
    team = at_work.Team(engine)

    async def kill() -> None:
        server.kill()
        team.check(engine)  # nothing runs meanwhile: as it was at the moment of the kill
        await asyncio.to_thread(server.start)

    count(run(at_work.work_through(server, team, TIMES, kill, chance)))
    team.check(engine)
    assert not team.told_in(server.log)
    assert health(server) == 200
    engine.dispose()


def test_postgresql_is_killed_under_load(own_postgres: Postgres, own_server: Callable[..., Server]) -> None:
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

    count(run(at_work.work_through(server, team, TIMES, kill, chance)))
    assert statuses == [503] * TIMES
    engine = open_database(url)
    team.check(engine)
    engine.dispose()
    assert not team.told_in(server.log)
    assert health(server) == 200


def test_connections_to_postgresql_are_cut_under_load(url: str, own_server: Callable[..., Server]) -> None:
    """The backends of the app end in the middle of whatever they do, many times."""
    if url.startswith("sqlite"):
        pytest.skip("SQLite has no connections")
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

    found = run(at_work.work_through(server, team, TIMES * 4, cut_all, chance))
    print({**found, "connections cut": cut})
    assert cut >= TIMES * 4
    assert found["reflections"] == found["ballots"] == found["vaults"] >= at_work.AT_ONCE
    team.check(engine)
    assert not team.told_in(server.log)
    assert health(server) == 200
    engine.dispose()
