"""A real PostgreSQL of its own for the tests: Debian's programs, a free port, a folder that goes away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from tests.support.server import free_port

USER = "basishouding"
OWNER = "postgres"
"""PostgreSQL refuses to run as root; Debian's package makes this user."""

NO_POSTGRESQL = "NO POSTGRESQL: storage was NOT tested on it (Debian: apt install postgresql)"


def programs() -> Path | None:
    """Where `initdb`, `pg_ctl` and `pg_dump` are: Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


class Postgres:
    """A cluster; can be killed and started again on the same port."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="basishouding-postgres-"))
        self.port = free_port()
        self._databases = 0
        if os.geteuid() == 0:
            shutil.chown(self._folder, OWNER)
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def start(self) -> Postgres:
        """Start it, and wait until it takes connections."""
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", self._data, "-w", "-t", "60", "-l", log, "-o", options, "start")
        return self

    def kill(self) -> None:
        """End it as a crash would: SIGKILL to the postmaster and to all its backends."""
        postmaster = int(Path(self._data, "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *map(int, children)):
            os.kill(pid, signal.SIGKILL)
        while any(Path(f"/proc/{pid}").exists() for pid in (postmaster, *children)):
            time.sleep(0.02)

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of an empty database."""
        self._databases += 1
        name = f"test_{self._databases}"
        self._execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Delete a database."""
        self._execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        server = create_engine(self.url())
        with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
        server.dispose()

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        root = os.geteuid() == 0
        done = subprocess.run(
            [self._programs / program, *arguments],
            user=OWNER if root else None,
            cwd="/tmp" if root else None,  # noqa: S108
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        log = self._folder / "log"
        output = log.read_text(errors="replace") if log.exists() else ""
        assert done.returncode == 0 or not check, f"{program} ended with {done.returncode}\n{output}"


def dump(url: URL) -> bytes:
    """All that a backup of the database holds: the text of `pg_dump`, and its binary values as bytes."""
    found = programs()
    assert found is not None, NO_POSTGRESQL
    options = ["-h", str(url.host), "-p", str(url.port), "-U", str(url.username), str(url.database)]
    plain = subprocess.run([found / "pg_dump", *options], capture_output=True, check=True).stdout
    parts = (part.removeprefix(rb"\\x") for part in plain.split() if part.startswith(rb"\\x"))
    return b"\n".join((plain, *(bytes.fromhex(part.decode()) for part in parts)))
