"""A draft survives what happens to a phone and to a server, and only its own browser sees it."""

from __future__ import annotations

import urllib.request

from playwright.sync_api import Page, expect

from tests.browser.journey import (
    ATTITUDE,
    PROFILE,
    answer,
    begin,
    chosen,
    follow,
    heading,
    item,
    open_statements,
    press,
    seed,
    settled,
    shows,
    words,
)
from tests.support.server import Server

FIRST, SECOND = ATTITUDE[0], ATTITUDE[1]
ITEMS, OTHERS = list(FIRST.items), list(SECOND.items)


def go_to(page: Page, server: Server, dimension: str = FIRST.id) -> None:
    """Open the screen of a dimension."""
    open_statements(page, server, dimension)
    heading(page, PROFILE.dimensions[dimension].name["nl"])


def all_chosen(page: Page, names: list[str] = ITEMS) -> list[int | None]:
    """The place of the chosen option of each of these statements."""
    return [chosen(page, name) for name in names]


def test_a_refresh_amid_a_screen(server: Server, page: Page) -> None:
    go_to(page, server)
    answer(page, ITEMS[0], 3)
    answer(page, ITEMS[4], 1)
    page.reload()
    heading(page, FIRST.name["nl"])
    assert [chosen(page, name) for name in (ITEMS[0], ITEMS[1], ITEMS[4])] == [3, None, 1]


def test_a_tab_closed_amid_a_screen(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": dict.fromkeys(ITEMS, 2)})
    go_to(page, server, SECOND.id)
    answer(page, OTHERS[2], 4)
    page.close(run_before_unload=True)
    page = page.context.new_page()
    page.goto(server.url)
    follow(page, "Continue where you were")
    heading(page, SECOND.name["nl"])
    assert chosen(page, OTHERS[2]) == 4
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert all_chosen(page) == [1] * len(ITEMS)


def test_a_server_killed_amid_a_screen(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": dict.fromkeys(ITEMS, 3)})
    go_to(page, server, SECOND.id)
    answer(page, OTHERS[0], 0)
    answer(page, OTHERS[1], 4)
    server.kill()
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    assert all_chosen(page, OTHERS[:2]) == [0, 4]  # the page stays as it is
    server.start()
    expect(item(page, OTHERS[2]).locator("input").first).to_be_enabled(timeout=60_000)
    for name in OTHERS[2:]:
        answer(page, name, 3)
    press(page, "next")
    heading(page, ATTITUDE[2].name["nl"])
    press(page, "back")
    heading(page, SECOND.name["nl"])
    assert all_chosen(page, OTHERS) == [0, 4] + [3] * (len(OTHERS) - 2)
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert all_chosen(page) == [2] * len(ITEMS)


def test_back_and_forward_keep_all_answers(server: Server, page: Page) -> None:
    page.goto(server.url)
    follow(page, "Begin")
    heading(page, words("Before you begin"))
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    press(page, "next")
    heading(page, FIRST.name["nl"])
    for name in ITEMS[:-1]:
        answer(page, name, 1)
    page.go_back()
    heading(page, words("Before you begin"))
    settled(page)
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").nth(1).click()
    page.go_back()
    heading(page, words("How do you relate to the people you meet?"))
    page.go_forward()
    heading(page, words("Before you begin"))
    expect(page.locator(".st-key-works_with input").nth(1)).to_be_checked()
    page.go_forward()
    heading(page, FIRST.name["nl"])
    settled(page)
    assert all_chosen(page) == [1] * (len(ITEMS) - 1) + [None]


def test_two_tabs_do_not_undo_each_other(server: Server, page: Page) -> None:
    old = page
    go_to(old, server)
    answer(old, ITEMS[0], 1)
    press(old, "next")  # kept; the screen stays, since statements are open
    old.get_by_test_id("stAlert").wait_for()
    new = page.context.new_page()
    new.goto(old.url)
    heading(new, FIRST.name["nl"])
    assert chosen(new, ITEMS[0]) == 1
    answer(new, ITEMS[0], 4)
    answer(new, ITEMS[1], 4)
    press(new, "next")
    new.get_by_test_id("stAlert").wait_for()
    answer(old, ITEMS[2], 2)
    press(old, "next")
    heading(old, SECOND.name["nl"])
    new.reload()
    heading(new, FIRST.name["nl"])
    assert all_chosen(new, ITEMS[:3]) == [4, 4, 2]


def test_a_link_from_elsewhere_keeps_the_draft(server: Server, page: Page) -> None:
    """A browser does not send a SameSite=Strict cookie when a link on another site is followed."""
    go_to(page, server)
    answer(page, ITEMS[0], 3)
    page.reload()
    heading(page, FIRST.name["nl"])
    elsewhere, link = "http://elsewhere.test/", f'<a href="{server.url}">link</a>'
    page.route(elsewhere, lambda route: route.fulfill(body=link, content_type="text/html"))
    page.goto(elsewhere)
    page.get_by_role("link", name="link").click()
    follow(page, "Continue where you were")
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) == 3


def test_erasing_asks_once_and_leaves_nothing(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": {ITEMS[0]: 4}})
    page.goto(server.url)
    for key in ("erase", "erase-not", "erase", "erase-sure"):
        press(page, key)
    shows(page, "What you filled in here has been erased.")
    expect(page.get_by_role("link", name=words("Begin"), exact=True)).to_be_visible()
    begin(page, server.url)
    assert chosen(page, ITEMS[0]) is None


def test_without_cookies_one_can_go_on(server: Server, page: Page) -> None:
    with urllib.request.urlopen(f"{server.url}/_stcore/host-config") as answered:
        config = answered.read()
    page.route(
        "**/_stcore/host-config", lambda route: route.fulfill(body=config, content_type="application/json")
    )
    page.goto(server.url)
    shows(page, "Your browser does not keep cookies for this page.")
    begin(page, server.url)
    for name in ITEMS:
        answer(page, name, 1)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert all_chosen(page) == [1] * len(ITEMS)
