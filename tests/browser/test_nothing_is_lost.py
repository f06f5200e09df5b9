"""A draft survives what happens to a phone and to a server, and only its own browser sees it."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.journey import ATTITUDE, answer, begin, chosen, heading, item, press
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
FIRST, SECOND = ATTITUDE[0], ATTITUDE[1]
ITEMS = list(FIRST.items)


def test_a_refresh_in_the_middle_of_a_screen(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 3)
    answer(page, ITEMS[4], 1)
    page.reload()
    heading(page, FIRST.name["nl"])
    assert [chosen(page, id) for id in (ITEMS[0], ITEMS[1], ITEMS[4])] == [3, None, 1]


def test_a_tab_closed_in_the_middle_of_a_screen(server: Server, new_reader: NewReader) -> None:
    reader = new_reader()
    page = reader.new_page()
    begin(page, server.url)
    for id in ITEMS:
        answer(page, id, 1)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    other = list(SECOND.items)[2]
    answer(page, other, 4)
    page.close(run_before_unload=True)
    page = reader.new_page()
    page.goto(server.url)
    page.get_by_role("link", name="Ga verder waar je was").click()
    heading(page, SECOND.name["nl"])
    assert chosen(page, other) == 4
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert [chosen(page, id) for id in ITEMS] == [1] * len(ITEMS)


def test_the_server_is_killed_and_started_again_in_the_middle_of_a_screen(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    begin(page, server.url)
    for id in ITEMS:
        answer(page, id, 2)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    items = list(SECOND.items)
    answer(page, items[0], 0)
    answer(page, items[1], 4)
    server.kill()
    page.wait_for_timeout(1500)
    assert [chosen(page, id) for id in items[:2]] == [0, 4]  # the page stays as it is
    server.start()
    expect(item(page, items[2]).locator("input").first).to_be_enabled(timeout=60_000)
    for id in items[2:]:
        answer(page, id, 3)
    press(page, "next")
    heading(page, ATTITUDE[2].name["nl"])
    press(page, "back")
    heading(page, SECOND.name["nl"])
    assert [chosen(page, id) for id in items] == [0, 4] + [3] * (len(items) - 2)
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert [chosen(page, id) for id in ITEMS] == [2] * len(ITEMS)


def test_a_connection_lost_for_a_while(server: Server, new_reader: NewReader) -> None:
    reader = new_reader()
    page = reader.new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 3)
    reader.set_offline(True)
    answer(page, ITEMS[1], 4)
    reader.set_offline(False)
    for id in ITEMS[2:]:
        answer(page, id, 0)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    page.reload()
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert [chosen(page, id) for id in ITEMS] == [3, 4] + [0] * (len(ITEMS) - 2)


def test_the_result_survives_a_refresh_and_a_restart(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    from tests.browser.journey import reflect

    server = own_server()
    page = new_reader().new_page()
    reflect(page, server.url, lambda dimension, place: (dimension + place) % 5)
    outcome = page.locator(".st-key-outcome").inner_text()
    server.kill()
    server.start()
    page.reload()
    expect(page.locator(".st-key-outcome")).to_have_text(outcome)


def test_two_browsers_never_see_each_other(server: Server, new_reader: NewReader) -> None:
    one, other = new_reader().new_page(), new_reader().new_page()
    begin(one, server.url)
    for id in ITEMS:
        answer(one, id, 4)
    begin(other, server.url)
    assert [chosen(other, id) for id in ITEMS] == [None] * len(ITEMS)
    answer(other, ITEMS[0], 0)
    one.reload()
    heading(one, FIRST.name["nl"])
    assert [chosen(one, id) for id in ITEMS] == [4] * len(ITEMS)
    other.goto(f"{server.url}/resultaat")
    other.get_by_text("Je eigen antwoorden").wait_for()


def test_two_tabs_of_one_browser_do_not_undo_each_other(server: Server, new_reader: NewReader) -> None:
    reader = new_reader()
    old = reader.new_page()
    begin(old, server.url)
    answer(old, ITEMS[0], 1)
    press(old, "next")  # kept; the screen stays, since statements are open
    expect(old.get_by_text("staan nog open")).to_be_visible()
    new = reader.new_page()
    new.goto(old.url)
    heading(new, FIRST.name["nl"])
    assert chosen(new, ITEMS[0]) == 1
    answer(new, ITEMS[0], 4)
    answer(new, ITEMS[1], 4)
    press(new, "next")
    expect(new.get_by_text("staan nog open")).to_be_visible()
    answer(old, ITEMS[2], 2)
    press(old, "next")
    heading(old, SECOND.name["nl"])
    new.reload()
    heading(new, FIRST.name["nl"])
    assert [chosen(new, id) for id in ITEMS[:3]] == [4, 4, 2]


def test_a_link_from_elsewhere_does_not_cost_the_draft(server: Server, new_reader: NewReader) -> None:
    """The browser keeps a SameSite=Strict cookie back when a link on another site is followed."""
    reader = new_reader()
    page = reader.new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 3)
    page.reload()
    heading(page, FIRST.name["nl"])
    elsewhere = "http://elsewhere.test/"
    reader.route(
        elsewhere,
        lambda route: route.fulfill(body=f'<a href="{server.url}">link</a>', content_type="text/html"),
    )
    page.goto(elsewhere)
    page.get_by_role("link", name="link").click()
    page.get_by_role("link", name="Ga verder waar je was").click()
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) == 3


def test_erasing_asks_once_and_leaves_nothing(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 3)
    page.goto(server.url)
    page.get_by_role("button", name="Wis mijn antwoorden").click()
    page.get_by_role("button", name="Nee, bewaar ze").click()
    page.get_by_role("button", name="Wis mijn antwoorden").click()
    page.get_by_role("button", name="Ja, wis ze").click()
    expect(page.get_by_text("Je antwoorden zijn gewist.")).to_be_visible()
    expect(page.get_by_role("link", name="Begin", exact=True)).to_be_visible()
    page.goto(f"{server.url}/reflectie?stap={FIRST.id}")
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) is None


def test_without_cookies_the_reader_is_told_and_can_go_on(server: Server, new_reader: NewReader) -> None:
    reader = new_reader()

    with urllib.request.urlopen(f"{server.url}/_stcore/host-config") as answered:
        config = answered.read()
    reader.route(
        "**/_stcore/host-config", lambda route: route.fulfill(body=config, content_type="application/json")
    )
    page = reader.new_page()
    page.goto(server.url)
    expect(page.get_by_text("Je browser bewaart geen cookies voor deze pagina.")).to_be_visible()
    begin(page, server.url)
    for id in ITEMS:
        answer(page, id, 1)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert [chosen(page, id) for id in ITEMS] == [1] * len(ITEMS)
