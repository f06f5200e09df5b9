"""A process that is killed at any moment leaves the old or the new record, and codes and ballots in step.

Small versions; tests/exhaustive/test_killed.py kills more often.
"""

from __future__ import annotations

from tests.support.killed import PROGRAMS, run_kills


@PROGRAMS
def test_kills_lose_nothing(url: str, module: str, wrong: tuple[str, ...]) -> None:
    found = run_kills(module, url, times=8)
    assert not any(found[how] for how in wrong), found
