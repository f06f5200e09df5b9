"""A process that is killed at any moment leaves the old or the new record."""

from __future__ import annotations

from tests.support.killed import run_kills


def test_kills_lose_nothing(url: str) -> None:
    """A small version; tests/exhaustive/test_killed.py kills more often."""
    found = run_kills("killed_writer", url, times=8)
    assert found["lost"] == 0, found
