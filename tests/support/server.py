"""The real server on a free port, with a data folder of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import streamlit as st
from sqlalchemy import Engine

from storage import open_database

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE_MB: int = st.get_option("server.maxUploadSize")


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Program:
    """A program that is started, waited for, and killed, with a log in its folder."""

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """All that it printed, over all its starts."""
        return (self.data / "log").read_text(errors="replace")

    def run(
        self, command: list[str], folder: Path, environment: dict[str, str], answers: Callable[[], bool]
    ) -> None:
        """Start it, and wait until it answers.

        Raises:
            RuntimeError: it ended or never answered; the log is in the message.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        for _attempt in range(300):
            if self._process.poll() is not None:
                break
            with suppress(OSError):
                if answers():
                    return
            time.sleep(0.1)
        raise RuntimeError(f"{command[0]} did not start:\n{self.log}")

    def kill(self) -> None:
        """End the process as a crash would: no chance to tidy up."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


class Server(Program):
    """`streamlit run app.py`, as the README says; can be killed and started again on the same port."""

    def __init__(self, data: Path, module: str = "streamlit", **environment: str) -> None:
        super().__init__(data)
        self.url = f"http://127.0.0.1:{self.port}"
        self._module = module
        self.environment = {**os.environ, "BASISHOUDING_DATA": str(data), **environment}

    @property
    def process(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not been killed since."""
        return self._process is not None

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """The database that the server uses."""
        file = f"sqlite:///{self.data / 'basishouding.sqlite'}"
        engine = open_database(self.environment.get("BASISHOUDING_DATABASE", file))
        try:
            yield engine
        finally:
            engine.dispose()

    def connection(self, source: str = "127.0.0.1") -> http.client.HTTPConnection:
        """A connection to it from an address of this machine."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))

    def start(self) -> Server:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", self._module, "run", "app.py", "--server.headless", "true"]
        self.run([*command, "--server.port", str(self.port)], ROOT, self.environment, self._is_healthy)
        return self

    def _is_healthy(self) -> bool:
        with closing(self.connection()) as connection:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
