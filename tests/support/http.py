"""One HTTP request to a server or proxy of the tests."""

from __future__ import annotations

import gzip
import http.client
import socket
from contextlib import closing

from tests.support.proxy import Proxy
from tests.support.server import Server


class Answer:
    """The status, headers and unpacked body of an answer."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        try:
            self.body = response.read()
        except http.client.IncompleteRead as cut:  # a refusal may end the connection under it
            self.body = cut.partial
        if self.headers["Content-Encoding"] == "gzip":
            self.body = gzip.decompress(self.body)
        self.text = self.body.decode(errors="replace")


def ask(
    server: Server | Proxy,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    source: str = "127.0.0.1",
    **headers: str,
) -> Answer:
    """Ask from a source address; an underscore in a header's name stands for a hyphen."""
    sent = {"Accept-Encoding": "gzip"} | {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(server.connection(source)) as connection:
        connection.request(method, path, body, sent)
        return Answer(connection.getresponse())


def send_raw(server: Server, request: bytes) -> bytes:
    """The first bytes of the answer to a request as it is."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
        raw.sendall(request)
        return raw.recv(200)


def cookie(server: Server) -> str:
    """A new draft cookie, as a header has it."""
    return str(ask(server, "/_stcore/host-config").headers["Set-Cookie"]).split(";")[0]


def health(server: Server) -> int:
    """The status of /health."""
    return ask(server, "/health").status
