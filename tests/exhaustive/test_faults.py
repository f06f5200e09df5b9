"""Faults of processes and connections, many times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.faults import cut_connections, kill_app, kill_postgresql
from tests.support.postgres import Postgres
from tests.support.relay import behind_relay, cut_while_writing
from tests.support.server import Server

TIMES = 4


def test_app_is_killed_under_load(url: str, own_server: Callable[..., Server]) -> None:
    kill_app(url, own_server, TIMES)


def test_postgresql_is_killed_under_load(own_postgres: Postgres, own_server: Callable[..., Server]) -> None:
    kill_postgresql(own_postgres, own_server, TIMES)


def test_connections_are_cut_under_load(postgres: Postgres, own_server: Callable[..., Server]) -> None:
    url = postgres.new_database()
    cut_connections(url, own_server, TIMES * 4)
    postgres.drop(url)


@pytest.mark.usefixtures("cheap_codes")
def test_cut_connections_leave_the_old_or_the_new(postgres: Postgres) -> None:
    with behind_relay(postgres) as (relay, engine, straight):
        cut_while_writing(relay, engine, straight, cuts=150)
