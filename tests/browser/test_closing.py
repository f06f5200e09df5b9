"""What a code opened closes by itself: told in time, kept open by one press, then off the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.journey import answered, heading, kept
from tests.browser.keyboard import press
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
TOLD = "Wat hier open is, gaat over een paar minuten dicht"
TYPED = "een jongen twee keer niet komt"


@pytest.fixture
def hasty(own_server: Callable[..., Server]) -> Server:
    return own_server("tests.support.hasty")


def an_open_vault(page: Page, server: Server) -> str:
    answered(page, server.url, lambda dimension, place: 1 + (dimension + place) % 5)
    return kept(page)


def test_who_is_warned_keeps_it_open_with_one_press_by_keyboard(hasty: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    an_open_vault(page, hasty)
    for _time in range(2):  # longer than the whole half hour
        expect(page.get_by_role("alert").filter(has_text=TOLD)).to_be_in_viewport()
        press(page, "Houd het open")
        expect(page.get_by_text(TOLD)).to_have_count(0)
        heading(page, "Je kluis")
        expect(page.locator(".st-key-moments")).to_be_visible()


def test_who_does_nothing_finds_it_closed_off_the_screen_and_what_was_typed_still_there(
    hasty: Server, new_reader: NewReader
) -> None:
    page = new_reader().new_page()
    code = an_open_vault(page, hasty)
    page.goto(f"{hasty.url}/plan")
    field = page.get_by_label("Als …")
    field.press_sequentially(TYPED)  # and the field is not left
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(field).to_have_count(0, timeout=20_000)
    expect(page.locator(".st-key-closing")).to_have_count(0)
    page.get_by_role("link", name="Open mijn kluis").click()
    expect(page.get_by_text("Je kluis is intussen dichtgegaan.")).to_be_visible()
    page.get_by_label("Je code").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".st-key-moments")).to_be_visible()
    page.goto(f"{hasty.url}/plan")
    expect(page.get_by_label("Als …")).to_have_value(TYPED)
