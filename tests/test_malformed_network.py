"""The inputs of `test_malformed.py` that come over the network, to a real server that has to stay up."""

from __future__ import annotations

import asyncio
import json
import random
import re
import socket
from collections import Counter
from collections.abc import Iterator

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from benchmarks import people
from services import DRAFT_COOKIE
from storage import Draft, Drafts, DraftSecrets, open_database
from tests.support import malformed
from tests.support.http import ask, health
from tests.support.http import cookie as new_cookie
from tests.support.loop import run
from tests.support.malformed import WORDS_OF_A_READER, assert_all_tried
from tests.support.server import Server
from tests.support.visitor import Visitor, is_calm


@pytest.fixture(scope="module")
def strained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, since its log fills; the words of a reader never get into it."""
    server = Server(tmp_path_factory.mktemp("strained")).start()
    yield server
    server.kill()
    assert WORDS_OF_A_READER not in server.log


@pytest.fixture
def somebody(strained: Server) -> Iterator[str]:
    """A reader with a draft, who is there before and finds everything after; the cookie's secret."""
    engine = open_database(f"sqlite:///{strained.data / 'basishouding.sqlite'}")
    drafts, secret = Drafts(engine), DraftSecrets(engine).new()
    told: Draft = {"answers": {"reliability-1": 4}}
    drafts.change(secret, lambda _draft: told)
    yield secret
    assert drafts.read(secret) == told
    engine.dispose()
    assert still_up(strained)


def still_up(server: Server) -> bool:
    """Whether the process answers, and somebody new gets from the first page to a result."""

    async def reflect() -> int:
        async with Visitor(server.url) as visitor:
            answered = await people.reflection(visitor, random.Random(1), lambda _questions: 0)
            assert is_calm(visitor)
            assert not visitor.errors
            return answered

    return health(server) == 200 and run(reflect()) > 0


def calm(answer: bytes) -> bool:
    """Whether it shows nothing of the program. A page names Streamlit's own messages: 'Error: ...'."""
    return not re.search(rb'Traceback|File "|\wError:|sqlalchemy', answer)


def test_bodies_of_the_route_that_keeps_drafts(strained: Server, somebody: str) -> None:
    chance, found = random.Random(6), Counter[str]()
    plain = {"reliability-1": 3, "write-x": WORDS_OF_A_READER, "authenticity-2": 0}
    cookie = new_cookie(strained)
    for number in range(malformed.tried("bodies of POST /draft")):
        body = json.dumps(malformed.changed_value(plain, chance)).encode()
        body = malformed.changed_bytes(body, chance) if number % 2 else body
        answer = ask(strained, "/draft", "POST", body, Cookie=cookie)
        assert calm(answer.body)
        found[str(answer.status)] += 1
    assert_all_tried("bodies of POST /draft", found)
    assert found.keys() <= {"204", "400", "413"}


def test_http_requests(strained: Server, somebody: str) -> None:
    chance, found = random.Random(7), Counter[str]()
    cookie = new_cookie(strained).encode()
    for _number in range(malformed.tried("HTTP requests")):
        answer = _answer(strained, malformed.strange_request(chance, cookie))
        assert calm(answer), answer
        status = answer[9:12].decode() if answer.startswith(b"HTTP/1.1 ") else "no answer"
        found[status] += 1
    assert_all_tried("HTTP requests", found)
    assert not any(status.startswith("5") for status in found), found


def _answer(server: Server, request: bytes) -> bytes:
    """What comes back, or as much of it as tells what it is; then the line is cut."""
    with socket.create_connection(("127.0.0.1", server.port), 30) as line:
        try:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            return line.recv(16_384)
        except OSError:
            return b""


def test_draft_cookies_over_http(strained: Server, somebody: str) -> None:
    """A forged cookie opens nobody's draft: the browser gets a new secret."""
    chance, found = random.Random(8), Counter[str]()
    for _number in range(malformed.tried("draft cookies over HTTP")):
        forged = malformed.strange_cookie(chance, somebody)
        answer = ask(strained, "/_stcore/host-config", Cookie=forged)
        assert answer.status == 200
        assert calm(answer.body)
        secret = str(answer.headers["Set-Cookie"]).removeprefix(f"{DRAFT_COOKIE}=").split(";")[0]
        assert secret != somebody
        found["as it was sent" if secret in forged else "a new one"] += 1
    assert_all_tried("draft cookies over HTTP", found)
    assert found["as it was sent"] == 0


def test_draft_cookies_over_a_websocket(strained: Server, somebody: str) -> None:
    """With a forged cookie the page offers to begin; with the owner's it offers to go on."""
    chance, kind = random.Random(9), "draft cookies over a WebSocket"

    async def offered(cookie: str) -> str:
        async with Visitor(strained.url, cookie or "x=y") as visitor:
            assert is_calm(visitor)
            assert not visitor.errors
            return "go on" if visitor.offers("erase") else "begin"

    async def all_of_them() -> Counter[str]:
        found = Counter[str]()
        for _number in range(malformed.tried(kind)):
            found[await offered(malformed.strange_cookie(chance, somebody))] += 1
        assert await offered(f"{DRAFT_COOKIE}={somebody}") == "go on"
        return found

    found = run(all_of_them())
    assert_all_tried(kind, found)
    assert found["go on"] == 0


def test_websocket_messages_that_cannot_be_read(strained: Server, somebody: str) -> None:
    """Each ends its own connection, and nobody else's."""
    chance, kind = random.Random(10), "WebSocket messages that cannot be read"
    found = Counter[str]()

    async def send(frames: list[bytes | str]) -> None:
        async with connect(
            f"{strained.url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(strained.url),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
        ) as line:
            try:
                for frame in frames:
                    await line.send(frame)
                    found["sent"] += 1
                await line.send(b"\xff")  # the last one can certainly not be read
                while True:
                    await asyncio.wait_for(line.recv(), 30)
            except ConnectionClosed:
                found["closed"] += 1

    async def all_of_them() -> None:
        frames = [malformed.strange_frame(chance, []) for _ in range(malformed.tried(kind) - 10)]
        for start in range(0, len(frames), 10):
            await asyncio.gather(*(send([frame]) for frame in frames[start : start + 10]))
        for _number in range(10):
            await send([b"x" * 1_200_000])  # larger than server.maxWidgetStateSize

    run(all_of_them())
    assert found["closed"] == found["sent"]
    assert_all_tried(kind, Counter({"its connection closed": found["closed"]}))


def test_websocket_messages_that_can_be_read(strained: Server, somebody: str) -> None:
    """Other widgets, kinds and addresses: the sender gets a page, or a message without details."""
    chance, kind = random.Random(11), "WebSocket messages that can be read"
    found = Counter[str]()

    async def one_visitor(number: int) -> None:
        pages = ("", "reflectie", "kluis", "meedoen", "team", "bijeenkomst", "voorbereiden", "resultaat")
        async with Visitor(strained.url) as visitor:
            await visitor.go(pages[number % len(pages)])
            while found.total() < malformed.tried(kind) and not visitor.errors:
                try:
                    await visitor.send(malformed.strange_message(chance, visitor.widgets))
                except ConnectionClosed:
                    found["the connection closed"] += 1
                    return
                assert is_calm(visitor), visitor.errors
                found["that something went wrong" if visitor.errors else "a page"] += 1

    async def all_of_them() -> None:
        number = 0
        while found.total() < malformed.tried(kind):
            await one_visitor(number)
            number += 1

    run(all_of_them())
    assert_all_tried(kind, found)
    assert found["a page"] > found["that something went wrong"]


def test_a_draft_that_is_cut_off_is_ignored(strained: Server, somebody: str) -> None:
    """Found here: half a body was an error in the log for every phone that lost its connection."""
    before = strained.log.count("ClientDisconnect")
    for _number in range(20):
        with socket.create_connection(("127.0.0.1", strained.port), 30) as line:
            line.sendall(
                f"POST /draft HTTP/1.1\r\nHost: x\r\nCookie: {DRAFT_COOKIE}={somebody}\r\n".encode()
                + b'Content-Length: 100\r\n\r\n{"reliability-1": 1'
            )
    assert still_up(strained)
    assert strained.log.count("ClientDisconnect") == before
