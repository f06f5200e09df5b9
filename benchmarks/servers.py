"""Starts a Streamlit server for a measurement, on a free port of this machine, and stops it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from errors import BasishoudingError

HERE: Final = Path(__file__).resolve().parent
PROJECT: Final = HERE.parent

MAX_SECONDS_TO_START: Final = 60.0
MAX_SECONDS_TO_STOP: Final = 10.0


class ServerError(BasishoudingError):
    """The server stopped, or never answered."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """What the process, all its threads and its child processes have used: user and system time."""
        members = [self.process, *self.process.children(recursive=True)]
        times = [member.cpu_times() for member in members]
        return float(sum(time.user + time.system for time in times))

    def mib(self) -> float:
        """What the process holds of the machine's memory (resident set), in MiB."""
        return float(self.process.memory_info().rss) / 2**20


@contextmanager
def basishouding(database: str | None = None) -> Iterator[Server]:
    """This project's app, as `streamlit run app.py` starts it.

    On the database at this SQLAlchemy URL, or else on an empty SQLite file of its own.
    """
    with (
        tempfile.TemporaryDirectory() as data,
        _running(PROJECT / "app.py", PROJECT, Path(data), database) as server,
    ):
        yield server


@contextmanager
def plain_streamlit(script: str, *, tuned: bool = False) -> Iterator[Server]:
    """A script of this folder under Streamlit's defaults, or `tuned` by the settings of our app.

    It starts in a folder of its own, so that no other configuration is picked up.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if tuned:
            shutil.copytree(PROJECT / ".streamlit", folder / ".streamlit")
        with _running(HERE / script, folder, folder) as server:
            yield server


@contextmanager
def _running(script: Path, folder: Path, data: Path, database: str | None = None) -> Iterator[Server]:
    # Settings of whoever measures must not leak into what is measured.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    kept.pop("BASISHOUDING_DATABASE", None)
    if database is not None:
        kept["BASISHOUDING_DATABASE"] = database
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",  # on by default: pages would then call an outside host
    }
    for name, value in options.items():
        command += [f"--{name}", value]
    log = data / "server.log"
    with log.open("wb") as output:
        started = subprocess.Popen(
            command,
            cwd=folder,
            env={**kept, "BASISHOUDING_DATA": str(data), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, started)
        yield Server(address, psutil.Process(started.pid))
    except BaseException:
        print(f"-- log of {script.name} --\n{log.read_text(errors='replace')}", file=sys.stderr)
        raise
    finally:
        started.terminate()
        try:
            started.wait(MAX_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_healthy(address: str, started: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + MAX_SECONDS_TO_START
    while time.monotonic() < end:
        if started.poll() is not None:
            raise ServerError(f"The server stopped with code {started.returncode}; its log stands above.")
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.02)
    raise ServerError(f"No answer from {address}/_stcore/health in {MAX_SECONDS_TO_START:.0f} s.")
