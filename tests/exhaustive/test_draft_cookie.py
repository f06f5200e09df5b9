"""The draft's cookie in a real browser: another tab after opening, and a new one after erasing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    answer,
    chosen,
    heading,
    new_vault,
    open_with,
    press,
    result,
    settled,
)
from tests.browser.test_draft_cookie import ITEMS, renewed, secret
from tests.support.server import Server


def test_another_tab_keeps_what_was_chosen_and_goes_on(server: Server, page: Page) -> None:
    result(page, server, MIXED)
    old, other = secret(page), page.context.new_page()
    other.goto(f"{server.url}/reflectie?stap={ATTITUDE[0].id}")
    heading(other, ATTITUDE[0].name["nl"])
    settled(other)
    open_with(page, server.url, new_vault(server))
    renewed(page, old)
    option = (chosen(other, ITEMS[0]) or 0) ^ 1
    answer(other, ITEMS[0], option)
    press(other, "next")  # within the second after which it would be kept anyway
    heading(other, ATTITUDE[0].name["nl"])  # loaded again
    expect(other.locator("[data-unkept]")).to_have_count(0)
    assert chosen(other, ITEMS[0]) == option
    press(other, "next")
    heading(other, ATTITUDE[1].name["nl"])


def test_after_erasing_the_browser_has_another_secret(server: Server, page: Page) -> None:
    result(page, server, MIXED)
    old = secret(page)
    press(page, "erase")
    page.locator(".st-key-erase-sure button").click()
    renewed(page, old)
    page.goto(f"{server.url}/reflectie")
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    press(page, "next")
    heading(page, ATTITUDE[0].name["nl"])
    answer(page, ITEMS[0], 3)
    page.reload()
    heading(page, ATTITUDE[0].name["nl"])
    assert chosen(page, ITEMS[0]) == 3
