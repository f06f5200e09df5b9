"""Processes that end while people are at work: what was acknowledged is still there.

Small versions; tests/exhaustive/test_faults.py has more of them, and cut connections.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support.faults import kill_app, kill_postgresql
from tests.support.postgres import Postgres
from tests.support.server import Server


def test_app_is_killed_under_load(file: Path, own_server: Callable[..., Server]) -> None:
    kill_app(f"sqlite:///{file}", own_server, times=1)


def test_postgresql_is_killed_under_load(own_postgres: Postgres, own_server: Callable[..., Server]) -> None:
    kill_postgresql(own_postgres, own_server, times=1)
