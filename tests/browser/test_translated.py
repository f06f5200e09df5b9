"""A page that the browser translates: the translator puts <font> in the place of every text."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewReader
from tests.browser.journey import ATTITUDE, MIXED, button, press, result, settled, words
from tests.support.server import ROOT, Server

TRANSLATOR = """all => {
    const kept = text => !text.data.trim() || text.parentElement.closest('font, style')
        || (!all && !text.parentElement.translate)
    const translate = () => {
        const walker = document.createTreeWalker(document.querySelector('#root'), NodeFilter.SHOW_TEXT)
        const texts = []
        while (walker.nextNode()) if (!kept(walker.currentNode)) texts.push(walker.currentNode)
        for (const text of texts) {
            const font = document.createElement('font')
            font.textContent = `«${text.data}»`
            text.replaceWith(font)
        }
    }
    translate()
    new MutationObserver(translate).observe(document, {subtree: true, childList: true, characterData: true})
    document.documentElement.lang = 'fr'
}"""
"""As Chrome's does it; with `all` one that does not look at translate="no"."""


def translated(page: Page, text: str) -> None:
    """Wait until the heading says `text`, translated."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"«{text}»")


def test_a_translated_page_goes_on(server: Server, page: Page) -> None:
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{server.url}/reflectie")
    button(page, "next").wait_for()
    settled(page)
    page.evaluate(TRANSLATOR, False)
    translated(page, words("Before you begin"))
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    for dimension in ATTITUDE[:2]:
        press(page, "next")
        translated(page, dimension.name["nl"])
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") == 0
        press(page, "next")  # points at what is open
        page.get_by_test_id("stAlert").wait_for()
        page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 200)")
        settled(page)
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") > 0
    page.go_back()
    translated(page, ATTITUDE[0].name["nl"])
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    button(page, "language").click()
    translated(page, ATTITUDE[0].name["en"])
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert errors == []


def test_a_translated_code_is_copied_as_it_is(server: Server, new_reader: NewReader) -> None:
    page = new_reader(permissions=["clipboard-read", "clipboard-write"]).new_page()
    script = (ROOT / "app_pages" / "static" / "basishouding.js").read_text(encoding="utf-8")
    assert "MAX_MS_TOLD = 6000" in script
    soon = script.replace("MAX_MS_TOLD = 6000", "MAX_MS_TOLD = 1000")
    page.route("**/basishouding.js", lambda route: route.fulfill(body=soon, content_type="text/javascript"))
    result(page, server, MIXED)
    page.goto(f"{server.url}/bewaren")
    press(page, "make-code")
    shown = page.locator(".st-key-code-shown")
    code = shown.inner_text().strip()
    expect(shown).to_have_attribute("translate", "no")
    page.evaluate(TRANSLATOR, True)
    expect(shown).to_have_text(f"«{code}»")
    press(page, "copy-code")
    page.locator(".copied .st-key-copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code
    page.locator(".st-key-copied").wait_for(state="hidden")
