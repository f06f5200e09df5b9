"""The real server on a free port, with a data folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from sqlalchemy import Engine

from storage import open_database

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE_MB: int = st.get_option("server.maxUploadSize")


class Server:
    """`streamlit run app.py`, as the README says; can be killed and started again on the same port."""

    def __init__(self, data: Path, module: str = "streamlit", **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self._module = module
        self.environment = {**os.environ, "BASISHOUDING_DATA": str(data), **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """All that the server printed, over all its starts."""
        return (self.data / "log").read_text(errors="replace")

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

    def start(self) -> Server:
        """Start it, and wait until it answers.

        Raises:
            RuntimeError: it ended or never answered; the log is in the message.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", self._module, "run", "app.py", "--server.headless", "true"]
        with (self.data / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        for _attempt in range(300):
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log}")

    def kill(self) -> None:
        """End the process as a crash would: no chance to tidy up."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
