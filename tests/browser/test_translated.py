"""A page that the browser translates: the translator puts <font> in the place of every text."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import NewReader
from tests.browser.journey import MIXED, press, result
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
