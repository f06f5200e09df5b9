"""Requests that are too many, too large or too slow, to the real server and to the middleware alone."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from benchmarks.people import Person
from budgets import MIB
from server.limits import MAX_BYTES, MAX_FILES, UPLOADS, Limits
from tests.support.http import Answer, ask, cookie, send_raw
from tests.support.loop import run
from tests.support.server import MAX_FILE_MB, Server


def parts(server: Server, *pieces: bytes) -> Answer:
    """Send a body to /draft that does not say how long it will be."""
    headers = {"Cookie": cookie(server), "Transfer-Encoding": "chunked"}
    with closing(server.connection()) as connection:
        connection.request("POST", "/draft", iter(pieces), headers, encode_chunked=True)
        return Answer(connection.getresponse())


def alive(server: Server) -> None:
    assert ask(server, "/health").status == 200
    assert "Traceback" not in server.log


@pytest.mark.parametrize(
    "path", ["/", "/health", "/draft", "/_stcore/host-config", "/media/x", "/a/b/c", "/static/x"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_every_route_refuses_an_announced_large_body(server: Server, path: str, method: str) -> None:
    with closing(server.connection()) as connection:
        connection.putrequest(method, path)
        connection.putheader("Content-Length", str(50 * MIB))
        connection.endheaders()  # and nothing follows
        answer = Answer(connection.getresponse())
    assert (answer.status, answer.text) == (413, "Content Too Large")
    alive(server)


def test_a_body_of_unknown_length_is_counted(server: Server) -> None:
    assert parts(server, b"{", b"}").status == 204
    answer = parts(server, *[b" " * 65_536] * 4, b" ")
    assert answer.status == 413
    assert "Traceback" not in answer.text
    alive(server)


@pytest.mark.parametrize("length", ["-1", "a", "1e9", "+5", ""])
def test_a_malformed_length_is_refused(server: Server, length: str) -> None:
    request = f"POST /draft HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
    assert send_raw(server, request.encode()).startswith(b"HTTP/1.1 400")
    alive(server)


def test_headers_that_are_too_long_are_refused(server: Server) -> None:
    request = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 70_000
    assert send_raw(server, request).startswith(b"HTTP/1.1 400")
    alive(server)


# -- the body that never ends -----------------------------------------------------------------


async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass


def sent(messages: list[Message], pause: float, max_seconds: float) -> None:
    async def receive() -> Message:
        await asyncio.sleep(pause)
        return messages.pop(0) if messages else {"type": "http.request", "body": b"x", "more_body": True}

    async def send(_message: Message) -> None:
        raise AssertionError("Nothing is answered here")

    scope = {"type": "http", "path": "/", "method": "POST", "headers": []}
    run(Limits(reads_all, max_seconds)(scope, receive, send))


def test_a_body_that_trickles_ends_by_itself() -> None:
    with pytest.raises(HTTPException) as ended:
        sent([], 0.01, 0.2)
    assert ended.value.status_code == 408


def test_a_body_that_never_ends_is_cut_off() -> None:
    with pytest.raises(HTTPException) as ended:
        sent([{"type": "http.request", "body": b"x" * MAX_BYTES, "more_body": True}], 0, 5)
    assert ended.value.status_code == 413


def test_a_body_of_full_length_passes() -> None:
    sent([{"type": "http.request", "body": b"x" * MAX_BYTES, "more_body": False}], 0, 5)


def test_many_who_trickle_do_not_hold_the_process(server: Server) -> None:
    head = f"POST /draft HTTP/1.1\r\nHost: x\r\nCookie: {cookie(server)}\r\nContent-Length: 1000\r\n\r\n{{"
    with ExitStack() as open_ends:
        for _one in range(50):
            raw = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            open_ends.enter_context(raw).sendall(head.encode())
        assert ask(server, "/").status == 200
        alive(server)


# -- Streamlit's own: files and the WebSocket --------------------------------------------------


class Uploader(Person):
    """Somebody who sends files to a session that is open."""

    session = ""

    def _take(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        return super()._take(message)


def upload(server: Server, session: str, name: str, size: int, source: str = "127.0.0.1") -> int:
    token = str(ask(server, "/_stcore/health").headers["Set-Cookie"]).split(";")[0].partition("=")[2]
    body = (
        b"--line\r\nContent-Disposition: form-data; name=f; filename=f.json\r\n"
        b"Content-Type: application/json\r\n\r\n" + b"x" * size + b"\r\n--line--\r\n"
    )
    return ask(
        server,
        f"{UPLOADS}{session}/{name}",
        "PUT",
        body,
        source,
        Cookie=f"_streamlit_xsrf={token}",
        X_Xsrftoken=token,
        Content_Type="multipart/form-data; boundary=line",
    ).status


def test_a_session_has_room_for_a_few_files(own_server: Callable[..., Server]) -> None:
    lone_server = own_server()

    async def journey() -> None:
        async with Uploader(lone_server.url) as person:
            session = person.session
            assert session

            async def status(name: str, size: int) -> int:
                return await asyncio.to_thread(upload, lone_server, session, name, size)

            assert await status("large", MAX_FILE_MB * MIB + 1) == 413
            for number in range(MAX_FILES):
                assert await status(f"file-{number}", MAX_FILE_MB * MIB - 1024) == 204
            assert await status("one-more", 10) == 429

    run(journey())
    assert upload(lone_server, "nobody", "file", 10) == 400
    alive(lone_server)


@pytest.mark.parametrize("size", [2 * MIB, 6 * MIB])
def test_a_long_message_ends_its_connection_only(own_server: Callable[..., Server], size: int) -> None:
    lone_server = own_server()

    async def journey() -> None:
        async with Person(lone_server.url) as person:
            assert person._socket is not None
            with suppress(ConnectionClosed):
                await person._socket.send(b"\x00" * size)
            await asyncio.wait_for(person._socket.wait_closed(), 30)
            assert person._socket.close_code == 1009

    run(journey())
    alive(lone_server)
