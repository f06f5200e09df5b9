"""Two processes behind the proxy of deploy/; one is killed while a vault and a team are open in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from services import DRAFT_COOKIE
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    MIXED,
    download,
    keep,
    new_team,
    open_team,
    open_with,
    press,
    result,
    shows,
    shows_not,
    submit,
    words,
)
from tests.browser.test_vault import TAKEN
from tests.conftest import proxy_before
from tests.support.postgres import Postgres
from tests.support.proxy import Proxy, Visitor
from tests.support.server import Server

CLOSED = "Your vault was closed in the meantime."


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Proxy]:
    """Several processes share a PostgreSQL."""
    url = postgres.new_database()
    yield from proxy_before(tmp_path_factory, database=url)
    postgres.drop(url)


def serving(proxy: Proxy, reader: BrowserContext) -> Server:
    """The process that serves this reader."""
    visitor = Visitor(proxy)
    visitor.cookies = {str(cookie["name"]): str(cookie["value"]) for cookie in reader.cookies()}
    return visitor.served_by


def test_a_reader_over_tls(proxy: Proxy, new_reader: NewReader) -> None:
    reader = new_reader(ignore_https_errors=True, accept_downloads=True)
    page, said = reader.new_page(), list[str]()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    answered = page.goto(proxy.url)
    assert answered is not None
    assert answered.headers["content-security-policy"].startswith("default-src 'none'")
    page.locator("#root h1").wait_for()
    result(page, proxy.servers[0], MIXED, url=proxy.url)
    assert download(page, "pdf").path().read_bytes().startswith(b"%PDF")
    cookies = {str(cookie["name"]): cookie for cookie in reader.cookies()}
    assert set(cookies) == {DRAFT_COOKIE, "_streamlit_xsrf", "basishouding_process"}
    assert all(cookie["secure"] for cookie in cookies.values())
    assert cookies[DRAFT_COOKIE]["httpOnly"]
    assert cookies["basishouding_process"]["httpOnly"]
    page.goto(f"{proxy.url}/meedoen#KNMK-2345-6789-CDEF")
    page.get_by_role("heading", level=1).wait_for()
    page.goto(f"{proxy.url}/kluis#KNMK-2345-6789-CDEF")
    expect(page.locator(".st-key-code input")).to_have_value("KNMK-2345-6789-CDEF")
    submit(page)
    shows(page, "No vault opens with this code.")
    for code in ("KNMK", "knmk", "KNMK23456789CDEF"):
        assert code not in proxy.logs
    assert "Traceback" not in proxy.logs
    assert said == []


def test_a_killed_process_loses_no_text(proxy: Proxy, new_reader: NewReader) -> None:
    reader, team = new_reader(ignore_https_errors=True), new_team(proxy.servers[0])
    page, leading, written = reader.new_page(), reader.new_page(), "Eerst vragen, dan pas raad geven."
    result(page, proxy.servers[0], MIXED, url=proxy.url)
    code = keep(page)
    open_team(leading, proxy.url, team)
    page.get_by_label(words(TAKEN)).fill(written)
    serving(proxy, reader).kill()
    shows(page, CLOSED)
    shows(page, "Type the code once more. What you were writing is still there.")
    shows(leading, "Your team was closed here in the meantime.")
    open_team(leading, proxy.url, team)
    open_with(page, proxy.url, code)
    expect(page.get_by_label(words(TAKEN))).to_have_value(written)
    shows_not(page, CLOSED)
    press(page, "close")
    shows(page, "Your vault is closed.")
    page.reload()
    expect(page.locator(".st-key-code input")).to_be_visible()
    shows_not(page, CLOSED)
