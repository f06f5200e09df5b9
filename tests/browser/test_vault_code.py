"""The code of a vault in a real Chromium: shown once, copied, and scanned from a card."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewReader
from tests.browser.journey import (
    button,
    download,
    follow,
    have_code,
    heading,
    points,
    press,
    result,
    shown_code,
    shows,
    submit,
    words,
)
from tests.browser.test_vault import an_open_vault
from tests.support.server import Server

NOTHING_YET = "There is nothing to keep yet. You can keep something"


def test_the_code_is_shown_once_and_copied(server: Server, new_reader: NewReader) -> None:
    page = new_reader(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{server.url}/bewaren")
    shows(page, NOTHING_YET)  # never before a result
    result(page, server, points(0))
    follow(page, "Keep this reflection")
    press(page, "make-code")
    heading(page, words("Your code"))
    code = shown_code(page)
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", code)
    copied = page.get_by_text(words("The code has been copied."))
    expect(copied).to_be_hidden()
    press(page, "copy-code")
    expect(copied).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    refused = page.get_by_text(words("Copying does not work in this browser."))
    press(page, "copy-code")
    expect(refused).to_be_visible()
    expect(copied).to_be_hidden()
    page.evaluate("void Object.defineProperty(navigator, 'clipboard', {value: undefined})")  # plain http
    page.evaluate("getSelection().removeAllRanges()")
    press(page, "copy-code")
    expect(refused).to_be_visible()
    assert page.evaluate("String(getSelection()).trim()") == code
    assert Path(download(page, "card").path()).read_bytes().startswith(b"%PDF")
    page.reload()  # until the reader says to have it, a refresh does not cost the code
    assert have_code(page) == code
    heading(page, words("Your vault"))
    page.goto(f"{server.url}/bewaren")  # nothing is left to keep: the open vault is shown
    heading(page, words("Your vault"))
    assert code not in page.content()


def test_a_scanned_card_fills_in_the_code(server: Server, page: Page, new_reader: NewReader) -> None:
    code = an_open_vault(page, server).replace("-", "")
    other = new_reader().new_page()
    other.goto(f"{server.url}/kluis#{code}")
    expect(other.locator(".st-key-code input")).to_have_value(code)
    assert "#" not in other.url
    submit(other)
    expect(button(other, "close")).to_be_visible()
    other.reload()
    expect(button(other, "close")).to_be_visible()  # a refresh is no goodbye
    press(other, "close")
    shows(other, "Your vault is closed.")
    other.reload()
    expect(other.locator(".st-key-code input")).to_be_visible()
