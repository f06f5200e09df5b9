"""The code of a vault in a real Chromium: shown once, typed wrong, made anew, pressed twice, forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.journey import answered, download, heading, kept, open_with, shown_code
from tests.browser.test_vault import NO_VAULT, high, records
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]


def test_the_code_is_shown_once_copied_and_read_from_the_card(server: Server, new_reader: NewReader) -> None:
    reader = new_reader(permissions=["clipboard-read", "clipboard-write"])
    page = reader.new_page()
    page.goto(f"{server.url}/bewaren")
    expect(page.get_by_text("Er is nog niets om te bewaren.")).to_be_visible()  # never before a result
    answered(page, server.url, high)
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    page.get_by_role("button", name="Geef me een code", exact=True).click()
    heading(page, "Je code")
    code = shown_code(page)
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", code)
    expect(page.get_by_text("De code is gekopieerd.")).to_be_hidden()
    page.get_by_role("button", name="Kopieer de code").click()
    expect(page.get_by_text("De code is gekopieerd.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert Path(download(page, "Kaartje om te printen").path()).read_bytes().startswith(b"%PDF")
    page.reload()  # until the reader says to have it, a refresh does not cost the code
    assert shown_code(page) == code
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    heading(page, "Je kluis")
    page.goto(f"{server.url}/bewaren")
    expect(page.get_by_text("Er is nog niets om te bewaren.")).to_be_visible()
    assert code not in page.content()

    other = new_reader().new_page()
    other.goto(f"{server.url}/kluis#{code.replace('-', '')}")
    expect(other.get_by_label("Je code")).to_have_value(code.replace("-", ""))
    assert "#" not in other.url
    other.get_by_role("button", name="Open", exact=True).click()
    expect(other.get_by_role("button", name="Sluit mijn kluis")).to_be_visible()
    other.reload()
    expect(other.get_by_role("button", name="Sluit mijn kluis")).to_be_visible()  # a refresh is no goodbye
    other.get_by_role("button", name="Sluit mijn kluis").click()
    expect(other.get_by_text("Je kluis is dicht.")).to_be_visible()
    other.reload()
    expect(other.get_by_label("Je code")).to_be_visible()


def test_wrong_codes_get_one_answer_and_then_a_pause_that_others_do_not_notice(
    server: Server, new_reader: NewReader
) -> None:
    owner = new_reader().new_page()
    answered(owner, server.url, high)
    code = kept(owner)
    guesser = new_reader().new_page()
    for wrong in ("x", "7K4Q-M2HX-90TD-VC6E", code[:-1], f"{code}0", "%"):
        open_with(guesser, server.url, wrong)
        expect(guesser.get_by_text(NO_VAULT)).to_be_visible()
    open_with(guesser, server.url, code)
    expect(guesser.get_by_text("Een paar codes achter elkaar klopten niet.")).to_be_visible()
    other = new_reader().new_page()
    open_with(other, server.url, code)
    expect(other.get_by_role("button", name="Sluit mijn kluis")).to_be_visible()


def test_a_new_code_takes_the_place_of_the_old_one(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    answered(page, server.url, high)
    old = kept(page)
    page.get_by_role("button", name="Geef me een nieuwe code").click()
    page.get_by_role("button", name="Ja, een nieuwe code").click()
    shown_code(page)
    expect(page.get_by_role("button", name="Toch niet bewaren")).to_have_count(0)  # it would erase the vault
    page.get_by_role("button", name="Nee, houd de oude").click()
    heading(page, "Je kluis")
    page.get_by_role("button", name="Geef me een nieuwe code").click()
    page.get_by_role("button", name="Ja, een nieuwe code").click()
    heading(page, "Je code")
    new = shown_code(page)
    assert new != old
    other = new_reader().new_page()
    open_with(other, server.url, old)  # it holds until the reader has the new one
    other.get_by_role("button", name="Sluit mijn kluis").click()
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    heading(page, "Je kluis")
    open_with(other, server.url, old)
    expect(other.get_by_text(NO_VAULT)).to_be_visible()
    open_with(other, server.url, new)
    expect(other.get_by_role("link", name=re.compile("Reflectie van"))).to_be_visible()


def test_pressed_twice_it_is_made_once(own_server: Callable[..., Server], new_reader: NewReader) -> None:
    """The second press ends the run of the first while that one is deriving the key."""
    server = own_server()
    for pause in (20, 60, 120):
        page = new_reader().new_page()
        answered(page, server.url, high)
        page.get_by_role("link", name="Bewaar deze reflectie").click()
        before = len(records(server))
        twice(page, page.get_by_role("button", name="Geef me een code", exact=True), pause)
        heading(page, "Je code")
        code = shown_code(page)
        page.get_by_role("button", name="Ik heb de code bewaard").click()
        heading(page, "Je kluis")
        assert len(records(server)) == before + 1
        page.get_by_role("button", name="Geef me een nieuwe code").click()
        twice(page, page.get_by_role("button", name="Ja, een nieuwe code"), pause)
        shown_code(page)
        page.get_by_role("button", name="Ik heb de code bewaard").click()
        heading(page, "Je kluis")
        assert len(records(server)) == before + 1
        page.get_by_label("Wat neem je mee").fill("een keer")
        twice(page, page.get_by_role("button", name="Bewaar dit leerpunt"), pause)
        expect(page.get_by_label("Wat neem je mee")).to_have_value("")
        page.reload()
        expect(page.locator("[class*='st-key-point-']")).to_have_count(1)
        other = new_reader().new_page()
        open_with(other, server.url, code)
        expect(other.get_by_text(NO_VAULT)).to_be_visible()
    assert "Traceback" not in server.log


def twice(page: Page, button: Locator, pause: int) -> None:
    """Two real presses, `pause` milliseconds apart."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    for _press in range(2):
        page.mouse.click(box["x"] + 5, box["y"] + 5)
        page.wait_for_timeout(pause)


def test_closing_forgets_the_code_and_the_card_fills_in_nothing_later(
    server: Server, new_reader: NewReader
) -> None:
    page = new_reader().new_page()
    answered(page, server.url, high)
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    page.get_by_role("button", name="Geef me een code", exact=True).click()
    heading(page, "Je code")
    code = shown_code(page)
    page.locator(".st-key-footer").get_by_role("link", name="Je kluis").click()
    shown_code(page)  # first the code
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    heading(page, "Je kluis")
    page.goto(f"{server.url}/kluis#{code.replace('-', '')}")
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="Sluit mijn kluis").click()
    expect(page.get_by_label("Je code")).to_have_value("")
    page.goto(f"{server.url}/bewaren")
    heading(page, "Bewaren voor later")
    assert code not in page.content()
