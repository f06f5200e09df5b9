"""Access for eyes: without motion, in forced colours, and with enough contrast. (Zoomed in: test_looks.py.)

Which criterion of WCAG 2.2 each test is for: docs/accessibility.md.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewReader
from tests.browser.journey import ATTITUDE, MIXED, chart, item, open_statements, press, result, seed, settled
from tests.browser.keyboard import focused
from tests.support.server import Server

ITEMS = list(ATTITUDE[0].items)

MOVING = """() => {
    const milliseconds = part => parseFloat(part) * (part.includes('ms') ? 1 : 1000)
    const long = value => value.split(',').some(part => milliseconds(part) > 10)
    const moves = style => long(style.transitionDuration)
        || (style.animationName !== 'none' && long(style.animationDuration))
    return [
        ...[...document.querySelectorAll('*')].filter(e => moves(getComputedStyle(e))),
        ...document.getAnimations().filter(one => one.effect.getComputedTiming().activeDuration > 10),
    ].map(one => one.outerHTML?.slice(0, 100) ?? one.constructor.name)
}"""
"""What moves for longer than 10 ms, or would."""

COLOURS = """element => {
    const style = getComputedStyle(element)
    return [style.backgroundColor, style.borderTopColor, style.borderTopStyle, style.outlineStyle].join(' ')
}"""

CANVAS = """() => {
    const e = document.createElement('p')
    e.style.background = 'Canvas'
    document.body.append(e)
    return getComputedStyle(e).backgroundColor
}"""
"""The colour that the reader's system has behind text."""


def test_nothing_moves_for_who_asked_for_that(server: Server, page: Page) -> None:
    result(page, server, MIXED)  # every reader of these tests has asked for it
    page.locator("summary").first.click()
    page.locator("details[open]").first.wait_for()
    settled(page)
    assert page.evaluate(MOVING) == []
    opened = page.locator("details").first
    assert opened.evaluate("e => e.scrollHeight - e.clientHeight") <= 1  # its contents are seen whole
    open_statements(page, server, ATTITUDE[0].id)
    item(page, ITEMS[0]).wait_for()
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_show_choice_focus_and_progress(
    server: Server, new_reader: NewReader, scheme: str
) -> None:
    page = new_reader(forced_colors="active", color_scheme=scheme).new_page()
    seed(page.context, server, {"answers": {ITEMS[0]: 3}})
    page.goto(f"{server.url}/reflectie?stap={ATTITUDE[0].id}")
    press(page, "next")
    page.get_by_test_id("stAlert").wait_for()
    options = item(page, ITEMS[0]).get_by_test_id("stRadioOption")
    ring = ":scope > div:last-child > div:first-child"
    colours = [options.nth(place).evaluate(COLOURS) for place in range(3)]
    rings = [options.nth(place).locator(ring).evaluate(COLOURS) for place in range(3)]
    for place in (0, 1):
        assert colours[place] != colours[2]
        assert rings[place] != rings[2]
    options.nth(2).locator("input").focus()
    page.keyboard.press("ArrowRight")
    focused(page)
    track = page.get_by_test_id("stProgressBarTrack")
    assert "solid" in track.evaluate(COLOURS)
    assert track.evaluate(COLOURS).split(") ")[0] != track.locator("div").evaluate(COLOURS).split(") ")[0]
    result(page, server, MIXED)
    chart(page, "chart-attitude").wait_for()
    canvas = page.evaluate(CANVAS)
    drawn = page.locator(".st-key-chart-attitude svg.marks")
    assert drawn.evaluate("e => getComputedStyle(e).backgroundColor") == canvas
    assert drawn.locator("text").first.evaluate("e => getComputedStyle(e).fill") != canvas


UNREADABLE = """() => [...document.querySelectorAll('#root :is(h1, p, label)')]
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .filter(e => getComputedStyle(e).color !== 'rgb(0, 0, 0)')
    .map(e => e.innerText)"""
GROUNDS = """() => [...document.querySelectorAll('html, body, [data-testid="stApp"], [data-testid="stMain"]')]
    .map(e => getComputedStyle(e).backgroundColor)"""


def test_a_dark_screen_prints_in_light_colours(server: Server, new_reader: NewReader) -> None:
    page = new_reader(color_scheme="dark").new_page()
    result(page, server, MIXED)
    chart(page, "chart-attitude").wait_for()
    assert page.evaluate(UNREADABLE) != []
    page.emulate_media(media="print", color_scheme="dark")
    settled(page)  # colours change in a moment, not at once
    assert page.evaluate(UNREADABLE) == []
    assert set(page.evaluate(GROUNDS)) == {"rgba(0, 0, 0, 0)"}
    for part in (".st-key-header", ".st-key-footer", "button"):
        assert page.locator(f"#root {part} >> visible=true").count() == 0


def test_letters_are_as_large_as_the_browser_says(server: Server, page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 20, "fixed": 16}})
    page.goto(f"{server.url}/voorbereiden")
    settled(page)
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert page.get_by_test_id("stMarkdown").locator("p").first.evaluate(size) == 20
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 12, "fixed": 12}})
    for field in page.locator("textarea, input:not([type=file])").all():
        assert field.evaluate(size) >= 16  # below that iOS zooms in


def test_a_field_that_was_left_stays_left(server: Server, page: Page) -> None:
    """As with 'Done' on a phone's keyboard; in a browser without `checkVisibility`."""
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.add_init_script("delete Element.prototype.checkVisibility")
    page.goto(f"{server.url}/voorbereiden")
    settled(page)
    field = page.locator("textarea").first
    field.fill("Hij kwam niet.")
    field.blur()
    page.evaluate("document.querySelector('#root h1').append(' ')")
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement === document.body")
    press(page, "look-over")
    settled(page)
    assert page.evaluate("document.activeElement !== document.body")
    assert errors == []
