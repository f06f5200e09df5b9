"""The code of a vault in a real Chromium: typed wrong, made anew, pressed twice, forgotten."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewReader
from tests.browser.journey import (
    button,
    follow,
    have_code,
    heading,
    open_with,
    points,
    press,
    result,
    settled,
    shown_code,
    shows,
    words,
)
from tests.browser.test_vault import NO_VAULT, TAKEN, an_open_vault, records
from tests.support.server import Server


def test_wrong_codes_cost_a_pause(server: Server, page: Page, new_reader: NewReader) -> None:
    code = an_open_vault(page, server)
    guesser = new_reader().new_page()
    for short in ("x", code[:-1], f"{code}0"):  # no try
        open_with(guesser, server.url, short)
        shows(guesser, "A code has")
    for wrong in ("7K4Q-M2HX-90TD-VC6E", "7" * 16, "K" * 16, "2" * 16, "4" * 16):
        open_with(guesser, server.url, wrong)
        shows(guesser, NO_VAULT)
    open_with(guesser, server.url, code)
    shows(guesser, "The last few codes did not open anything.")
    press(page, "close")
    shows(page, "Your vault is closed.")
    open_with(page, server.url, code)  # others do not notice
    expect(button(page, "close")).to_be_visible()


def test_a_new_code_replaces_the_old_one(server: Server, page: Page, new_reader: NewReader) -> None:
    old = an_open_vault(page, server)

    def ask_for_another() -> str:
        press(page, "another-code-")
        page.locator("[class*='st-key-another-code-'][class*='-sure'] button").click()
        return shown_code(page)

    ask_for_another()
    expect(button(page, "no-code")).to_have_count(0)  # it would erase the vault
    have_code(page, "old-code")
    heading(page, words("Your vault"))
    new = ask_for_another()
    assert new != old
    other = new_reader().new_page()
    open_with(other, server.url, old)  # it holds until the reader has the new one
    press(other, "close")
    have_code(page)
    heading(page, words("Your vault"))
    open_with(other, server.url, old)
    shows(other, NO_VAULT)
    open_with(other, server.url, new)
    expect(other.locator(".st-key-moments a").first).to_be_visible()


@pytest.mark.parametrize("pause", [20, 120, 700])
def test_pressed_twice_it_is_made_once(server: Server, page: Page, pause: int) -> None:
    """The second press ends the run of the first while that one derives the key."""
    result(page, server, points(0))
    follow(page, "Keep this reflection")
    before = len(records(server))
    twice(page, button(page, "make-code"), pause)
    code = have_code(page)
    heading(page, words("Your vault"))
    assert len(records(server)) == before + 1
    press(page, "another-code-")
    twice(page, page.locator("[class*='st-key-another-code-'][class*='-sure'] button"), pause)
    have_code(page)
    heading(page, words("Your vault"))
    assert len(records(server)) == before + 1
    page.get_by_label(words(TAKEN)).fill("een keer")
    twice(page, button(page, "keep-point"), pause)
    expect(page.get_by_label(words(TAKEN))).to_have_value("")
    page.reload()
    expect(page.locator("[class*='st-key-point-']")).to_have_count(1)
    press(page, "close")
    shows(page, "Your vault is closed.")
    open_with(page, server.url, code)
    shows(page, NO_VAULT)


def twice(page: Page, target: Locator, pause: int) -> None:
    """Two real presses, `pause` milliseconds apart."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 5, box["y"] + 5, delay=pause)


def test_closing_forgets_the_code(server: Server, page: Page) -> None:
    result(page, server, points(0))
    follow(page, "Keep this reflection")
    press(page, "make-code")
    heading(page, words("Your code"))
    code = shown_code(page)
    page.locator(".st-key-footer").get_by_role("link", name=words("Your vault")).click()
    assert have_code(page) == code  # first the code
    heading(page, words("Your vault"))
    page.goto(f"{server.url}/kluis#{code.replace('-', '')}")
    button(page, "close").wait_for()
    settled(page)
    press(page, "close")
    expect(page.locator(".st-key-code input")).to_have_value("")  # the card fills in nothing later
    page.goto(f"{server.url}/bewaren")
    heading(page, words("Keep it for later"))
    assert code not in page.content()
