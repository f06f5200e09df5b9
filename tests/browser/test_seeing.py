"""Access for eyes: without motion, in forced colours, and with enough contrast. (Zoomed in: test_looks.py.)

Which criterion of WCAG 2.2 each test is for stands in docs/accessibility.md.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.journey import ATTITUDE, answer, answered, begin, item, press
from tests.browser.keyboard import focused
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
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


def test_nothing_moves_for_who_asked_for_that(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()  # every reader of these tests has asked for it
    answered(page, server.url, lambda dimension, place: 1 + (dimension + place) % 5)
    page.locator("summary").first.click()
    page.get_by_role("table").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate(MOVING) == []
    opened = page.locator("details").first
    assert opened.evaluate("e => e.scrollHeight - e.clientHeight") <= 1  # and what it holds is seen whole
    begin(page, server.url)
    assert page.evaluate(MOVING) == []


COLOURS = """element => {
    const style = getComputedStyle(element)
    return [style.backgroundColor, style.borderTopColor, style.borderTopStyle, style.outlineStyle].join(' ')
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_what_is_chosen_focused_and_done_is_seen(
    server: Server, new_reader: NewReader, scheme: str
) -> None:
    page = new_reader(forced_colors="active", color_scheme=scheme).new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 2)
    press(page, "next")
    page.get_by_test_id("stAlert").wait_for()
    options = item(page, ITEMS[0]).get_by_test_id("stRadioOption")
    ring = ":scope > div:last-child > div:first-child"
    for place in (0, 1):
        assert options.nth(place).evaluate(COLOURS) != options.nth(2).evaluate(COLOURS)
        assert options.nth(place).locator(ring).evaluate(COLOURS) != options.nth(2).locator(ring).evaluate(
            COLOURS
        )
    options.nth(2).locator("input").focus()
    page.keyboard.press("ArrowRight")
    focused(page)
    track = page.get_by_test_id("stProgressBarTrack")
    assert "solid" in track.evaluate(COLOURS)
    assert track.evaluate(COLOURS).split(") ")[0] != track.locator("div").evaluate(COLOURS).split(") ")[0]
    answered(page, server.url, lambda dimension, place: 1 + (dimension + place) % 5)
    chart = page.locator(".st-key-chart-attitude svg.marks")
    chart.wait_for()
    canvas = page.evaluate(
        "() => { const e = document.createElement('p'); e.style.background = 'Canvas';"
        " document.body.append(e); return getComputedStyle(e).backgroundColor }"
    )
    assert chart.evaluate("e => getComputedStyle(e).backgroundColor") == canvas
    text = chart.locator("text").first.evaluate("e => getComputedStyle(e).fill")
    assert text != canvas
