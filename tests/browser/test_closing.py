"""What a code opened closes by itself: a warning in time, one press to keep it open, then off the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import MIXED, follow, keep, open_with, result, shows, words
from tests.support.server import Server

WARNING = "What is open here will close in a few minutes"
TYPED = "een jongen twee keer niet komt"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which a vault closes after seconds."""
    server = Server(tmp_path_factory.mktemp("hasty"), "tests.support.hasty").start()
    yield server
    server.kill()


def test_left_alone_it_closes_and_keeps_the_text(hasty: Server, page: Page) -> None:
    result(page, hasty, MIXED)
    code = keep(page)
    page.goto(f"{hasty.url}/plan")
    field = page.get_by_label(words("If …"))
    field.click()  # once the first words have gone: until then nothing below them takes the focus
    field.press_sequentially(TYPED)  # and the field is not left
    shows(page, WARNING)
    expect(field).to_have_count(0, timeout=20_000)
    expect(page.locator(".st-key-closing")).to_have_count(0)
    follow(page, "Open my vault")
    shows(page, "Your vault was closed in the meantime.")
    open_with(page, hasty.url, code)
    expect(page.locator(".st-key-moments")).to_be_visible()
    page.goto(f"{hasty.url}/plan")
    expect(field).to_have_value(TYPED)
