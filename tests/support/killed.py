"""A process that is killed at a random moment of its work, many times."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import make_url

from tests.support.server import ROOT

MAX_SECONDS: Final = 0.03
"""As long as a few writes take, so that the kill can come at any point of one."""


def kill_at_random(work: Callable[[int], None], chance: random.Random) -> bytes:
    """Fork a process that does `work`, kill it soon after its first report, and return its reports.

    `work` is called with the file descriptor that it reports to, and does not return before it is killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(writing)
        os._exit(0)
    os.close(writing)
    reports = os.read(reading, 1)  # it writes
    time.sleep(chance.uniform(0, MAX_SECONDS))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 65536):
        reports += more
    os.close(reading)
    return reports


def in_transaction(url: str) -> bool:
    """Whether a write was under way: SQLite's journal is not empty. PostgreSQL leaves no such trace."""
    journal = Path(f"{make_url(url).database}-journal")
    return url.startswith("sqlite") and journal.exists() and any(journal.read_bytes())


PROGRAMS: Final = pytest.mark.parametrize(
    ("module", "wrong"), [("killed_writer", ("lost",)), ("killed_round", ("both", "neither"))]
)
"""The programs that kill, and what they must never count."""


def run_kills(module: str, url: str, times: int) -> dict[str, int]:
    """Run one of the programs that kill many times in a process of its own; returns what it counted."""
    command = [sys.executable, "-m", f"tests.support.{module}", url, str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    assert found["kills"] == times
    return found
