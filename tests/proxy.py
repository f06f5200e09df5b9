"""Debian's Caddy with the Caddyfile of deploy/, before several processes of the app that share a database."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

from tests.server import ROOT, Server

CADDY = shutil.which("caddy")
NO_CADDY = "NO CADDY: the proxy's configuration was NOT tested (Debian: apt install caddy)"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Proxy:
    """`deploy/Caddyfile` on a free port of this machine, with a certificate that only the tests trust."""

    def __init__(self, folder: Path, servers: list[Server]) -> None:
        self.folder = folder
        self.servers = servers
        self.port = free_port()
        self.url = f"https://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = {
            **os.environ,
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "BASISHOUDING_SITE": self.url,
            "BASISHOUDING_TLS": "internal",
            "BASISHOUDING_PROCESSES": " ".join(f"127.0.0.1:{server.port}" for server in servers),
            "CADDY_GLOBAL": "auto_https disable_redirects",  # a test needs no port 80
        }

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    @property
    def logs(self) -> str:
        """Of the proxy and all its processes."""
        return "\n".join((self.log, *(server.log for server in self.servers)))

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts the proxy's certificate."""
        return ssl.create_default_context(cafile=str(self.folder / "caddy/pki/authorities/local/root.crt"))

    def start(self) -> Proxy:
        """Start it, and wait until it answers from a process."""
        assert CADDY is not None
        command = [CADDY, "run", "--config", str(ROOT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.folder, env=self._environment, stdout=log, stderr=log
            )
        for _attempt in range(300):
            if self._process.poll() is not None:
                break
            try:
                with socket.create_connection(("localhost", self.port), timeout=5) as raw:
                    self.trust.wrap_socket(raw, server_hostname="localhost").close()
                return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The proxy did not start:\n{self.log}")

    def kill(self) -> None:
        """End it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
