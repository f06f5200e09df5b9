"""Processes that end while people are at work: what was acknowledged is still there.

A small version; tests/exhaustive/test_faults.py kills the app too, and cuts connections.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.support.faults import kill_postgresql
from tests.support.postgres import Postgres
from tests.support.server import Server


def test_postgresql_is_killed_under_load(own_postgres: Postgres, own_server: Callable[..., Server]) -> None:
    kill_postgresql(own_postgres, own_server, times=1)
