"""A reader behind the proxy of deploy/, which has two processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from services import SECURE_DRAFT_COOKIE
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    MIXED,
    download,
    result,
    shows,
    submit,
)
from tests.conftest import proxy_before
from tests.support.postgres import Postgres
from tests.support.proxy import Proxy


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Proxy]:
    """Several processes share a PostgreSQL."""
    url = postgres.new_database()
    yield from proxy_before(tmp_path_factory, database=url)
    postgres.drop(url)


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
    assert set(cookies) == {SECURE_DRAFT_COOKIE, "_streamlit_xsrf", "basishouding_process"}
    assert all(cookie["secure"] for cookie in cookies.values())
    assert cookies[SECURE_DRAFT_COOKIE]["httpOnly"]
    assert cookies["basishouding_process"]["httpOnly"]
    page.goto(f"{proxy.url}/meedoen#KNMK-2345-6789-CDEF")
    page.get_by_role("heading", level=1).wait_for()
    page.goto(f"{proxy.url}/kluis#KNMK-2345-6789-CDEF")
    expect(page.locator(".st-key-code input")).to_have_value("KNMK-2345-6789-CDEF")
    submit(page)
    shows(page, "Nothing opens with this code.")
    for code in ("KNMK", "knmk", "KNMK23456789CDEF"):
        assert code not in proxy.logs
    assert "Traceback" not in proxy.logs
    assert said == []
