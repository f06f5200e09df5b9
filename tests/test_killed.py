"""A process that is killed at any moment leaves the old or the new record, never neither."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.server import ROOT

TIMES = 100


def test_a_hundred_kills_at_random_moments_lose_nothing(url: str) -> None:
    command = [sys.executable, "-m", "tests.killed_writer", url, str(TIMES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == TIMES
    assert found["lost"] == 0, found
    if url.startswith("sqlite"):
        assert found["in_transaction"] > 0, "never killed in the middle of a write: the test proves nothing"
