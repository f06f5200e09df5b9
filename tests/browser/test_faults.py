"""Exceptions inside the pages, in a real browser: a sentence with a number, and the log says where."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.journey import ATTITUDE, answer, begin, chosen, heading, press
from tests.support.planted import MARKER
from tests.support.server import Server
from tests.test_faults import logged, planted

__all__ = ["planted"]

NewReader = Callable[..., BrowserContext]
ITEMS = list(ATTITUDE[0].items)


def shows_nothing_inside(page: Page) -> None:
    text = page.locator("body").inner_text()
    assert MARKER not in text
    assert not re.search(r"Traceback|Error|planted\.py", text)


@pytest.mark.parametrize("kind", ["page", "database", "callback", "fragment"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_that_fails_says_so_with_a_number(
    planted: Server, new_reader: NewReader, kind: str, language: str
) -> None:
    page = new_reader().new_page()
    page.goto(f"{planted.url}/intervisie?planted={kind}&lang={language}")
    if kind not in ("page", "database"):
        heading(page, "planted page")
        page.get_by_role("button", name="planted", exact=True).click()
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("opnieuw" if language == "nl" else "again")
    expect(alert).to_be_visible()  # until the app is there its first words are
    shows_nothing_inside(page)
    line = logged(planted, re.findall(r"\d{6}", alert.inner_text())[0])
    assert "Error at " in line
    assert " tests/support/planted.py:" in line


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_file_that_fails_says_so(planted: Server, new_reader: NewReader, language: str) -> None:
    page = new_reader().new_page()
    page.goto(f"{planted.url}/intervisie?planted=download&lang={language}")
    heading(page, "planted page")
    before = planted.log.count("fault ")
    page.get_by_role("button", name="planted", exact=True).click()
    error = page.get_by_test_id("stDownloadButtonError")
    said = {"nl": "Dit bestand kon niet gemaakt worden.", "en": "This file could not be made."}[language]
    expect(error).to_contain_text(said)
    shows_nothing_inside(page)
    lines = [line for line in planted.log.splitlines() if "fault " in line]
    assert len(lines) == before + 1
    assert "MediaFileStorageError at " in lines[-1]
    assert " tests/support/planted.py:" in lines[-1]
    expect(error).to_have_count(0, timeout=15_000)  # Streamlit removes it after five seconds
    page.get_by_role("button", name="planted", exact=True).click()
    expect(error).to_contain_text(said)


def test_a_thread_that_fails_leaves_a_line(planted: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{planted.url}/intervisie?planted=thread")
    heading(page, "planted page")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert "A thread ended." in planted.log


def test_an_unreachable_database_loses_nothing(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    begin(page, server.url)
    for item in ITEMS:
        answer(page, item, 3)
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
    assert [chosen(page, item) for item in ITEMS] == [3] * len(ITEMS)
