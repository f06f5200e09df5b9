"""Debian's Caddy with the Caddyfile of deploy/, before several processes of the app that share a database."""

from __future__ import annotations

import asyncio
import hmac
import http.client
import os
import shutil
import ssl
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Self

from streamlit.proto.Delta_pb2 import Delta
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

from benchmarks.people import JourneyError, Person
from tests.support.server import ROOT, Program, Server

CADDY = shutil.which("caddy")
CADDYFILE = ROOT / "deploy" / "Caddyfile"
NO_CADDY = "NO CADDY: the proxy's configuration was NOT tested (Debian: apt install caddy)"


class Proxy(Program):
    """`deploy/Caddyfile` on a free port of this machine, with a certificate that only the tests trust."""

    def __init__(self, folder: Path, servers: list[Server], caddyfile: Path = CADDYFILE) -> None:
        super().__init__(folder)
        self._caddyfile = caddyfile
        self.servers = servers
        self.url = f"https://localhost:{self.port}"
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
    def logs(self) -> str:
        """Of the proxy and all its processes."""
        return "\n".join((self.log, *(server.log for server in self.servers)))

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts the proxy's certificate."""
        return ssl.create_default_context(cafile=str(self.data / "caddy/pki/authorities/local/root.crt"))

    def connection(self, source: str = "127.0.0.1") -> http.client.HTTPSConnection:
        """A connection to it from an address of this machine."""
        return http.client.HTTPSConnection(
            "localhost", self.port, context=self.trust, timeout=30, source_address=(source, 0)
        )

    def start(self) -> Proxy:
        """Start it, and wait until it takes connections."""
        assert CADDY is not None
        command = [CADDY, "run", "--config", str(self._caddyfile), "--adapter", "caddyfile"]
        self.run(command, self.data, self._environment, self._takes_connections)
        return self

    def _takes_connections(self) -> bool:
        with closing(self.connection()) as connection:
            connection.connect()
        return True


class Visitor(Person):
    """Somebody behind the proxy, who does what Streamlit's page does when a process is gone.

    It asks for the host's settings again with its cookies, connects, sends what is chosen on the screen, and
    the person presses once more where the screen is still the same.
    """

    def __init__(self, proxy: Proxy, source: str = "127.0.0.1", **headers: str) -> None:
        super().__init__(proxy.url)
        self.cookies: dict[str, str] = {}
        self.reconnected = 0
        self.texts_shown: list[str] = []
        self._proxy, self._source, self._headers = proxy, source, headers

    @property
    def served_by(self) -> Server:
        """The process that the proxy keeps this one on: its cookie is the HMAC of an address."""
        [server] = (
            server
            for server in self._proxy.servers
            if hmac.new(b"", f"127.0.0.1:{server.port}".encode(), sha256).hexdigest()
            == self.cookies["basishouding_process"]
        )
        return server

    async def __aenter__(self) -> Self:
        await self._connect()
        await self._run()
        return self

    def ask(self, path: str) -> http.client.HTTPResponse:
        """One request with the cookies, which are kept."""
        with closing(self._proxy.connection(self._source)) as connection:
            connection.request("GET", path, headers={**self._headers, "Cookie": self._cookie_header})
            answer = connection.getresponse()
            answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer

    @property
    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def _connect(self) -> None:
        answer = await asyncio.to_thread(self.ask, "/_stcore/host-config")
        if answer.status != 200:
            raise ConnectionError(f"host-config answered {answer.status}")
        self._socket = await connect(
            f"wss://localhost:{self._proxy.port}/_stcore/stream",
            origin=Origin(self._address),
            subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            additional_headers={**self._headers, "Cookie": self._cookie_header},
            max_size=None,
            proxy=None,
            ssl=self._proxy.trust,
            local_addr=(self._source, 0),
        )

    async def _run(self, pressed: str | None = None) -> None:
        here = self.headings
        for _attempt in range(60):
            try:
                await super()._run(pressed)
            except (ConnectionClosed, OSError):
                await self._again()
            else:
                return
            if pressed is None or (here and self.headings != here):
                return
        raise JourneyError(f"Never connected again, at {here}.")

    async def _again(self) -> None:
        for _attempt in range(60):
            try:
                await self._connect()
                await super()._run()
            except (ConnectionClosed, OSError, WebSocketException):
                await asyncio.sleep(0.5)
            else:
                self.reconnected += 1
                return
        raise JourneyError("Never connected again.")

    def _show(self, delta: Delta) -> None:
        super()._show(delta)
        if delta.WhichOneof("type") == "new_element" and delta.new_element.WhichOneof("type") == "text":
            self.texts_shown.append(delta.new_element.text.body)
