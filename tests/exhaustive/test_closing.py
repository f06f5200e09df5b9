"""One press keeps what a code opened open, as often as one likes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.journey import MIXED, heading, keep, result, words
from tests.browser.keyboard import press
from tests.browser.test_closing import WARNING, hasty
from tests.support.server import Server

__all__ = ["hasty"]


def test_one_press_keeps_it_open(hasty: Server, page: Page) -> None:
    result(page, hasty, MIXED)
    keep(page)
    warning = words(WARNING)
    for _time in range(2):  # longer than the whole half hour
        expect(page.get_by_role("alert").filter(has_text=warning)).to_be_in_viewport()
        press(page, "Keep it open")
        expect(page.get_by_text(warning)).to_have_count(0)
        heading(page, words("Your vault"))
        expect(page.locator(".st-key-moments")).to_be_visible()
