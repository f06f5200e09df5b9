"""A process that is killed at any moment leaves the old or the new record, never neither."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.server import ROOT


def test_kills_at_random_moments_lose_nothing(url: str) -> None:
    times = 100 if url.startswith("sqlite") else 40
    command = [sys.executable, "-m", "tests.support.killed_writer", url, str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == times
    assert found["lost"] == 0, found
    if url.startswith("sqlite"):
        assert found["in_transaction"] > 0, "never killed in the middle of a write: the test proves nothing"
