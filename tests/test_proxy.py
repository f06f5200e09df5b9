"""The proxy's own file, run as it is: addresses, cookies, limits, and what it logs. Without a browser."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server.guard import client_ip, secured
from tests.conftest import proxy_before
from tests.support.http import ask
from tests.support.loop import run
from tests.support.proxy import CADDYFILE, Proxy, Visitor
from tests.support.server import Server


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Before two processes with the faults of planted.py, which show a visitor's address."""
    yield from proxy_before(tmp_path_factory, "tests.support.planted")


def address_of(visitor: Visitor) -> str:
    async def look() -> str:
        async with visitor:
            visitor._query = "planted=client-ip"
            visitor._page_hash = visitor._pages["intervisie"]
            await visitor._run()
            [text] = [text for text in visitor.texts_shown if text.startswith("client-ip:")]
            return text.removeprefix("client-ip:")

    return run(look())


def test_visitors_behind_the_proxy_have_own_addresses(proxy: Proxy) -> None:
    assert address_of(Visitor(proxy, "127.0.0.5")) == "127.0.0.5"
    assert address_of(Visitor(proxy, "127.0.0.6")) == "127.0.0.6"


@pytest.mark.parametrize("source", ["127.0.0.5", "127.0.0.1"])
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "198.51.100.7"},
        {"X-Forwarded-For": "198.51.100.7, 127.0.0.1"},
        {"x-forwarded-for": "198.51.100.7", "Forwarded": "for=198.51.100.7", "X-Real-IP": "198.51.100.7"},
    ],
)
def test_a_claimed_address_is_not_believed(proxy: Proxy, source: str, headers: dict[str, str]) -> None:
    expected = {"127.0.0.5": "127.0.0.5", "127.0.0.1": "None"}  # Streamlit names no loopback address
    assert address_of(Visitor(proxy, source, **headers)) == expected[source]


def test_a_claim_of_plain_http_is_not_believed(proxy: Proxy) -> None:
    for path in ("/_stcore/host-config", "/_stcore/health"):
        answer = ask(proxy, path, X_Forwarded_Proto="http")
        for line in answer.headers.get_all("Set-Cookie", []):
            assert "; Secure" in line


def test_only_this_machine_may_forward(proxy: Proxy) -> None:
    """Only 127.0.0.1 and ::1 may speak for others; another address, even of this machine, may not."""
    server, path = proxy.servers[0], "/_stcore/host-config"
    claimed = ask(server, path, source="127.0.0.5", X_Forwarded_Proto="https")
    assert "Secure" not in str(claimed.headers["Set-Cookie"])
    assert "Secure" not in str(ask(server, path).headers["Set-Cookie"])


def test_every_cookie_is_secure_and_most_are_hidden(proxy: Proxy) -> None:
    lines = [
        line
        for path in ("/_stcore/host-config", "/_stcore/health")
        for line in ask(proxy, path).headers.get_all("Set-Cookie", [])
    ]
    names = {line.partition("=")[0] for line in lines}
    assert names == {"__Host-basishouding_draft", "_streamlit_xsrf", "basishouding_process"}
    for line in lines:
        attributes = [part.strip() for part in line.split(";")[1:]]
        assert attributes.count("Secure") == 1
        assert any(part in attributes for part in ("SameSite=Strict", "SameSite=Lax"))
        assert ("HttpOnly" in attributes) == (not line.startswith("_streamlit_xsrf"))


def test_tls_is_asked_for_from_now_on(proxy: Proxy) -> None:
    for path in ("/", "/_stcore/health", "/nothing/here"):
        headers = ask(proxy, path).headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert "Caddy" not in str(headers["Server"])
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_proxy_stops_large_requests(proxy: Proxy) -> None:
    # the app refuses at once (test_limits.py); where the proxy is still sending then, it says 502
    assert ask(proxy, "/draft", "POST", b"x" * 300_000).status in (413, 502)
    assert ask(proxy, "/", X_Long="x" * 60_000).status in (400, 431)
    with suppress(ConnectionError, ssl.SSLError):  # it may be ended while it is being sent
        assert ask(proxy, "/_stcore/upload_file/a/b", "PUT", b"x" * 7_000_000).status == 413
    assert ask(proxy, "/health").status == 200


def test_a_file_is_compressed_once(proxy: Proxy) -> None:
    """By the app where it can, else by the proxy."""
    [script] = re.findall(r'<script type="module"[^>]* src="\.(/[^"]+)"', ask(proxy, "/").text)
    packed = ask(proxy, script, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == ask(proxy, script, Accept_Encoding="identity").body
    assert ask(proxy, script, Accept_Encoding="zstd").headers["Content-Encoding"] == "zstd"


def test_logs_hold_no_address_path_or_header(proxy: Proxy) -> None:
    ask(proxy, "/kenmerk-pad?kenmerk=vraag", source="127.0.0.9", X_Any="kenmerk-kop")
    with socket.create_connection(
        ("localhost", proxy.port), timeout=20, source_address=("127.0.0.9", 0)
    ) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nnot TLS\r\n\r\n")
        raw.recv(100)
    assert "kenmerk" not in proxy.logs
    assert "127.0.0.9" not in proxy.logs


def test_without_a_process_there_is_a_calm_page(tmp_path: Path) -> None:
    proxy = Proxy(
        tmp_path, [Server(tmp_path)], with_times(tmp_path, {"lb_try_duration 10s": "lb_try_duration 1s"})
    )
    proxy.start()
    try:
        answer = ask(proxy, "/meedoen?kenmerk=vraag", source="127.0.0.9", X_Any="kenmerk-kop")
    finally:
        proxy.kill()
    assert answer.status in (502, 503)
    assert "Even niet bereikbaar" in answer.text
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "kenmerk" not in proxy.log
    assert "127.0.0.9" not in proxy.log
    assert "/meedoen" not in proxy.log


def with_times(folder: Path, times: dict[str, str]) -> Path:
    """The proxy's file with shorter times."""
    text = CADDYFILE.read_text(encoding="utf-8")
    for long, short in times.items():
        assert long in text
        text = text.replace(long, short)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return folder / "Caddyfile"


def test_slow_requests_end_and_quiet_readers_stay(proxy: Proxy, tmp_path: Path) -> None:
    """The file's own times, made short here: a body and headers have an end, a WebSocket has none."""
    times = {"read_header 10s": "read_header 1s", "read_body 60s": "read_body 1s", "idle 2m": "idle 1s"}
    hasty = Proxy(tmp_path, proxy.servers, with_times(tmp_path, times)).start()

    async def quiet() -> None:
        async with Visitor(hasty) as visitor:
            await asyncio.sleep(3)
            await visitor.open("reflectie")
            assert visitor.headings
            assert visitor.reconnected == 0

    try:
        run(quiet())
        for slow in (
            b"GET / HTTP/1.1\r\nHost: loc",
            b"POST /draft HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
        ):
            with (
                socket.create_connection(("localhost", hasty.port), timeout=30) as raw,
                hasty.trust.wrap_socket(raw, server_hostname="localhost") as tls,
            ):
                tls.sendall(slow)
                while tls.recv(1000):  # until the other side ends it; else this times out
                    pass
    finally:
        hasty.kill()


@pytest.mark.parametrize(
    ("header", "then"),
    [
        ((b"set-cookie", b"_streamlit_user=x; Path=/"), b"_streamlit_user=x; Path=/; Secure"),
        ((b"Set-Cookie", b"a=secure; Path=/"), b"a=secure; Path=/; Secure"),
        ((b"set-cookie", b"a=b;SECURE; Path=/"), b"a=b;SECURE; Path=/"),
        ((b"x-other", b"a=b"), b"a=b"),
    ],
)
def test_any_cookie_is_made_secure_once(header: tuple[bytes, bytes], then: bytes) -> None:
    assert secured(*header) == (header[0], then)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("::1", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("unix", "unix"),
        ("", ""),
    ],
)
def test_one_connection_counts_as_one_address(address: str, counted: str) -> None:
    assert client_ip(address) == counted
