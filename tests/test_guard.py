"""Who may open a WebSocket, and which cookie opens a draft."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable
from contextlib import closing

import pytest
from starlette.types import Message, Receive, Scope, Send

from server.guard import Guard
from services import DRAFT_COOKIE, draft_secret, draft_secrets
from storage import new_secret
from tests.support.http import ask, cookie
from tests.support.loop import run
from tests.support.server import Server


@pytest.fixture
def secrets(database_of_pages: None) -> tuple[str, str]:
    """Two secrets that were issued."""
    return draft_secrets().new(), draft_secrets().new()


async def _nothing() -> Message:
    raise AssertionError("nothing is read")


def passed_on(**headers: str) -> list[Scope]:
    """The WebSockets with these headers that Streamlit gets to see; a refused one is closed."""
    seen: list[Scope] = []
    sent: list[Message] = []

    async def streamlit(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope)

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": raw, "client": ("127.0.0.1", 1)}
    run(Guard(streamlit)(scope, _nothing, send))
    assert [message["type"] for message in sent] == ([] if seen else ["websocket.close"])
    return seen


@pytest.mark.parametrize("origin", ["https://reflectie.test", "http://reflectie.test"])
def test_an_own_page_opens_a_websocket(origin: str) -> None:
    assert passed_on(host="reflectie.test", origin=origin)
    assert passed_on(host="reflectie.test")  # a program sends no origin


@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.test",
        "https://reflectie.test:8501",
        "https://reflectie.test.evil",
        "null",
        "",
        "x",
        "http://[",
    ],
)
def test_another_site_opens_no_websocket(origin: str) -> None:
    assert not passed_on(host="reflectie.test", origin=origin)
    assert not passed_on(host="", origin=origin)


def test_a_configured_origin_counts_as_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.get_option", lambda name: ["https://reflectie.test"])
    [scope] = passed_on(host="10.0.0.5:8501", origin="https://reflectie.test")
    assert (b"host", b"reflectie.test") in scope["headers"]  # Streamlit compares the two as well
    assert not passed_on(host="10.0.0.5:8501", origin="https://elsewhere.test")


def test_nothing_makes_the_server_call_out(own_server: Callable[..., Server]) -> None:
    """A proxy that never answers stands for the whole outside; whoever asks it waits for a long time."""
    with socket.create_server(("127.0.0.1", 0)) as outside:
        address = f"http://127.0.0.1:{outside.getsockname()[1]}"
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), address)
        # at 0.0.0.0, as the container starts it
        server = own_server(STREAMLIT_SERVER_ADDRESS="0.0.0.0", **proxies)  # noqa: S104
        statuses: list[int] = []

        def knock() -> None:
            with closing(server.connection()) as connection:
                connection.request("GET", "/_stcore/stream", headers=HANDSHAKE)
                statuses.append(connection.getresponse().status)

        knocking = [threading.Thread(target=knock) for _time in range(5)]
        for each in knocking:
            each.start()
        assert ask(server, "/health").status == 200
        for each in knocking:
            each.join()
        assert statuses == [403] * 5
        outside.settimeout(0.2)
        with pytest.raises(TimeoutError):
            outside.accept()


HANDSHAKE = {
    "Origin": "https://elsewhere.test",
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@pytest.mark.parametrize(
    "neighbour", ['foo={"a":1}', "x=a b", "u=\xe9", "=", ";;", 'q="', "a=b=c", "$Path=/", "x"]
)
def test_a_neighbours_cookie_costs_no_draft(neighbour: str, secrets: tuple[str, str]) -> None:
    secret, _other = secrets
    own = f"{DRAFT_COOKIE}={secret}"
    for cookies in (f"{neighbour}; {own}", f"{own}; {neighbour}", f"{neighbour};{own} ;{neighbour}"):
        assert draft_secret(cookies) == secret


def test_of_several_draft_cookies_a_false_one_is_skipped(secrets: tuple[str, str]) -> None:
    secret, other = secrets
    invented = f"{new_secret()}{secret[43:]}"
    cookies = [f"{DRAFT_COOKIE}={value}" for value in ("x", "", invented, secret, other)]
    assert draft_secret("; ".join(cookies)) == secret
    assert draft_secret(f"not{DRAFT_COOKIE}={secret}; {DRAFT_COOKIE}x={secret}") is None
    assert draft_secret("") is None


def test_behind_tls_a_cookie_of_a_sibling_does_not_count(secrets: tuple[str, str]) -> None:
    secret, other = secrets
    sibling, own = f"{DRAFT_COOKIE}={other}", f"__Host-{DRAFT_COOKIE}={secret}"
    for cookies in (f"{sibling}; {own}", f"{own}; {sibling}"):
        assert draft_secret(cookies) == secret
        assert draft_secret(cookies, "https") == secret
    assert draft_secret(sibling, "https") is None
    assert draft_secret(own, "http") is None


def test_server_and_page_read_the_same_cookie(server: Server) -> None:
    """Over HTTP; tests/test_malformed_network.py tries strange cookies over both."""
    own = cookie(server)
    headers = {"Cookie": f'foo={{"a":1}}; u=\xe9; {own}'}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request("GET", "/_stcore/host-config", headers=headers)
        assert own in str(connection.getresponse().headers["Set-Cookie"])
