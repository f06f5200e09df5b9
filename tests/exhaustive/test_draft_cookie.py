"""The draft's cookie in a real browser: a new one after opening and erasing, in every tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from services import DRAFT_COOKIE
from tests.browser.conftest import NewReader
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
    shows,
    words,
)
from tests.support.http import ask
from tests.support.server import Server

ITEMS = list(ATTITUDE[0].items)


def secret(page: Page) -> str:
    """What the browser's cookie holds."""
    [cookie] = [each for each in page.context.cookies() if each["name"] == DRAFT_COOKIE]
    assert cookie["httpOnly"]
    return cookie["value"]


def renewed(page: Page, old: str) -> None:
    """Wait until the cookie holds something else."""
    for _time in range(100):
        if secret(page) != old:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the cookie stays as it was")


@pytest.mark.parametrize("arrives", [True, False])
def test_a_refresh_before_the_new_cookie_loses_nothing(server: Server, page: Page, arrives: bool) -> None:
    """The page goes while its request for the new cookie, or the answer to that, is on its way."""

    def lose(route: Route) -> None:
        if arrives:
            ticket = (route.request.post_data or "").encode()
            assert ask(server, "/draft/cookie", "POST", ticket, Cookie=f"{DRAFT_COOKIE}={old}").status == 204
        route.abort()

    result(page, server, MIXED)
    old = secret(page)
    page.route("**/draft/cookie", lose)
    with page.expect_event("requestfailed"):
        open_with(page, server.url, new_vault(server))
    heading(page, words("Your vault"))
    assert secret(page) == old
    page.unroute("**/draft/cookie")
    page.reload()
    expect(page.locator(".st-key-close")).to_be_visible()
    assert secret(page) != old
    page.goto(f"{server.url}/resultaat")
    expect(page.locator(".st-key-outcome")).to_be_visible()


def test_opened_vault_is_not_open_for_a_copied_cookie(
    server: Server, page: Page, new_reader: NewReader
) -> None:
    result(page, server, MIXED)
    thief, old = new_reader(), secret(page)
    thief.add_cookies([{"name": DRAFT_COOKIE, "value": old, "url": server.url}])
    open_with(page, server.url, new_vault(server))
    heading(page, words("Your vault"))
    renewed(page, old)
    page.reload()
    expect(page.locator(".st-key-close")).to_be_visible()
    copied = thief.new_page()
    copied.goto(f"{server.url}/kluis")
    expect(copied.locator(".st-key-code input")).to_be_visible()
    copied.goto(f"{server.url}/resultaat")
    shows(copied, "There are no answers yet")
    page.goto(f"{server.url}/resultaat")
    expect(page.locator(".st-key-outcome")).to_be_visible()


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
