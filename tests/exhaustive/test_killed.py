"""Processes that are killed at many random moments."""

from __future__ import annotations

from tests.support.killed import PROGRAMS, run_kills


@PROGRAMS
def test_many_kills_lose_nothing(url: str, module: str, wrong: tuple[str, ...]) -> None:
    found = run_kills(module, url, times=100 if url.startswith("sqlite") else 40)
    assert not any(found[how] for how in wrong), found
    if url.startswith("sqlite"):
        assert found["in_transaction"] > 0, "never killed in the middle of a write: the test proves nothing"
