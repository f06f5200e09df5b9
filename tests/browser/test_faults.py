"""Exceptions inside the pages, in a real browser: a sentence with a number, and the log says where."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from content import LANGUAGES
from tests.browser.journey import ATTITUDE, heading, words
from tests.support.planted import MARKER
from tests.support.server import Server
from tests.test_faults import logged, planted

__all__ = ["planted"]

ITEMS = list(ATTITUDE[0].items)
AGAIN = {"nl": re.compile("opnieuw|nog een keer"), "en": re.compile("again")}


@pytest.mark.parametrize("kind", ["page", "database", "callback", "fragment"])
def test_a_failing_page_shows_a_number(planted: Server, page: Page, kind: str) -> None:
    for language in LANGUAGES:
        page.goto(f"{planted.url}/intervisie?planted={kind}&lang={language}")
        if kind not in ("page", "database"):
            heading(page, "planted page")
            page.get_by_role("button", name="planted", exact=True).click()
        told = page.get_by_test_id("stAlert")
        expect(told).to_contain_text(AGAIN[language])
        expect(told).to_be_visible()  # until the app is there its first words are
        shown = page.locator("body").inner_text()
        assert MARKER not in shown
        assert not re.search(r"Traceback|Error|planted\.py", shown)
        line = logged(planted, re.findall(r"\d{6}", told.inner_text())[0])
        assert "Error at " in line
        assert " tests/support/planted.py:" in line


def test_a_failing_file_says_so(planted: Server, page: Page) -> None:
    for language in LANGUAGES:
        page.goto(f"{planted.url}/intervisie?planted=download&lang={language}")
        heading(page, "planted page")
        before = planted.log.count("fault ")
        page.get_by_role("button", name="planted", exact=True).click()
        error = page.get_by_test_id("stDownloadButtonError")
        expect(error).to_contain_text(words("This file could not be made. Please try again.", language))
        shown = page.locator("body").inner_text()
        assert MARKER not in shown
        assert not re.search(r"Traceback|Error|planted\.py", shown)
        lines = [line for line in planted.log.splitlines() if "fault " in line]
        assert len(lines) == before + 1
        assert "MediaFileStorageError at " in lines[-1]
        assert " tests/support/planted.py:" in lines[-1]


def test_a_failing_thread_leaves_a_line(planted: Server, page: Page) -> None:
    page.goto(f"{planted.url}/intervisie?planted=thread")
    heading(page, "planted page")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert "A thread ended." in planted.log
