"""Exceptions inside the pages, in a real browser: a sentence with a number, and the log says where."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.journey import ATTITUDE, answer, begin, chosen, heading, press
from tests.support.planted import MARKER
from tests.support.server import Server
from tests.test_faults import logged, planted

__all__ = ["planted"]

NewReader = Callable[..., BrowserContext]
ITEMS = list(ATTITUDE[0].items)


@pytest.mark.parametrize("kind", ["page", "database", "callback", "fragment", "download"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_that_fails_says_so_with_a_number(
    planted: Server, new_reader: NewReader, kind: str, language: str
) -> None:
    page = new_reader().new_page()
    page.goto(f"{planted.url}/intervisie?planted={kind}&lang={language}")
    if kind not in ("page", "database"):
        heading(page, "planted page")
        page.get_by_role("button", name="planted", exact=True).click()
    told = page.get_by_test_id("stDownloadButtonError" if kind == "download" else "stAlert")
    expect(told).to_contain_text("opnieuw" if language == "nl" else "again")
    expect(told).to_be_visible()  # until the app is there its first words are
    text = page.locator("body").inner_text()
    assert MARKER not in text
    assert not re.search(r"Traceback|Error|planted\.py", text)
    line = logged(planted, re.findall(r"\d{6}", told.inner_text())[0])
    assert "Error at " in line
    assert " tests/support/planted.py:" in line


def test_a_thread_that_fails_leaves_a_line(planted: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{planted.url}/intervisie?planted=thread")
    heading(page, "planted page")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert "A thread ended." in planted.log


def test_nothing_is_lost_while_the_database_can_not_be_reached(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    begin(page, server.url)
    for id in ITEMS:
        answer(page, id, 3)
    database = sqlite3.connect(server.data / "basishouding.sqlite", isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    press(page, "next")
    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text("Wat al bewaard was, is niet kwijt.", timeout=60_000)
    assert "OperationalError" in logged(server, re.findall(r"\d{6}", told.inner_text())[0])
    database.close()
    page.get_by_role("button", name="Probeer het opnieuw").click()
    expect(told).to_have_count(0)
    page.reload()
    heading(page, ATTITUDE[0].name["nl"])
    assert [chosen(page, id) for id in ITEMS] == [3] * len(ITEMS)
