"""What every page must hold: access, layout, titles, and a quiet console. All widths: tests/exhaustive."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from content import LANGUAGES
from tests.browser.conftest import NewReader
from tests.browser.journey import ATTITUDE, heading, item, open_statements, settled, words
from tests.browser.walk import SHORT_WALKS, Walk
from tests.support.server import Server

MIN_TARGET = 24
"""CSS pixels, WCAG 2.2 criterion 2.5.8."""

SPACED = """* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p:not(:is(a, button, label, summary) p) { margin-bottom: 2em !important; }"""
"""The text spacing of 1.4.12. To Streamlit the words on a button are a paragraph; to a reader not."""

TROUBLE = """() => {
    const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1
    const main = document.querySelector('[data-testid="stMain"]')
    const trouble = []
    for (const e of [document.documentElement, main]) {
        const beyond = e.scrollWidth - e.clientWidth
        if (beyond > 0) trouble.push(`scrolls sideways by ${beyond}`)
    }
    for (const e of main.querySelectorAll('h1, h2, h3, p, li, td, th, button, a, summary, label')) {
        if (!shown(e) || e.closest('svg')) continue
        const { left, right } = e.getBoundingClientRect()
        const moved = e.closest('.st-key-views') // a row that a finger moves
        if (!moved && (left < -1 || right > innerWidth + 1)) trouble.push(`sticks out: ${e.innerText}`)
        const style = getComputedStyle(e)
        const cut = (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
            || (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1)
        if (cut) trouble.push(`cut off: ${e.innerText}`)
    }
    const controls = 'a, button, summary, [data-testid="stRadioOption"], textarea'
    const seen = e => { // of what is in the middle of the stage: where letters are wide, that part scrolls
        const { left, right, top, bottom } = e.getBoundingClientRect()
        const middle = e.closest('.st-key-stage-middle')?.parentElement
        const part = middle?.getBoundingClientRect() ?? { top, bottom }
        return { left, right, top: Math.max(top, part.top), bottom: Math.min(bottom, part.bottom) }
    }
    const boxes = [...main.querySelectorAll(controls)].filter(shown).map(e => [e, seen(e)])
    boxes.forEach(([one, a], place) => {
        for (const [other, b] of boxes.slice(place + 1)) {
            if (one.contains(other) || other.contains(one)) continue
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
            if (wide > 2 && high > 2) trouble.push(`overlap: ${one.innerText} / ${other.innerText}`)
        }
    })
    return trouble
}"""
"""What cannot be read or reached: sideways scrolling, text cut off, controls on top of each other."""

TOO_SMALL = """smallest => [...document.querySelectorAll('a, button, summary, [data-testid=stRadioOption]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .filter(e => e.dataset.testid !== 'stSkipToContent')
    .map(e => [e.innerText, e.getBoundingClientRect()])
    .filter(([, r]) => r.width > 0 && (r.height < smallest || r.width < smallest))
    .map(([text, r]) => `${text}: ${r.width} x ${r.height}`)"""
"""What can be pressed and is hard to hit."""

ROWS = """() => [...document.querySelectorAll("[class*='st-key-answer-']")].map(group => {
    const options = [...group.querySelectorAll('[data-testid="stRadioOption"]')].slice(0, 5)
    const boxes = options.map(option => option.getBoundingClientRect())
    const different = side => new Set(boxes.map(box => Math.round(box[side]))).size
    const range = document.createRange()
    const lines = option => {
        range.selectNodeContents(option.querySelector('p'))
        return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size
    }
    const broken = options.filter(option =>
        option.scrollWidth > option.clientWidth + 1 || lines(option) > option.innerText.split(/\\s+/).length)
    return [options.length, different('y'), different('height'), different('width'), broken.length]
})"""
"""Of each statement's five answers: how many, places from above, heights, widths, and words cut or broken."""

TITLES = {
    "": "Basishouding",
    "reflectie": "Your reflection · Basishouding",
    "resultaat": "Your result · Basishouding",
    "profiel": "The attitude profile · Basishouding",
    "intervisie": "The intervision model · Basishouding",
    "bewaren": "Keep it for later · Basishouding",
    "kluis": "Your vault · Basishouding",
    "verandering": "What changed · Basishouding",
    "plan": "A plan · Basishouding",
    "meedoen": "Take part · Basishouding",
    "team": "With your team · Basishouding",
    "voorbereiden": "Prepare a case · Basishouding",
    "bijeenkomst": "An intervision meeting · Basishouding",
    "teamresultaat": "Result of the team · Basishouding",
    "beheer": "Who runs this · Basishouding",
}
"""The message id of each page's title, by its address."""


@dataclass
class Found:
    """What is wrong, on which screen."""

    axe: list[object] = field(default_factory=list)
    small: list[object] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    zoomed: list[object] = field(default_factory=list)
    titles: list[object] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


def look(reader: BrowserContext, server: Server, walk: Walk, language: str, zoomed: int | None) -> Found:
    """Go through every screen of a walk; all that is wrong is told at once.

    Where `zoomed` is given, also in a window of that width with wider text: 640 and 320 px are 200 and 400
    percent of 1280.
    """
    page, found = reader.new_page(), Found()
    listen(page, server.url, found.console)
    for name in walk(page, server, language):
        settled(page)
        found.axe += [
            (name, rule["id"], [(node["target"], node.get("failureSummary")) for node in rule["nodes"]])
            for rule in Axe().run(page).response["violations"]
        ]
        found.small += [(name, one) for one in page.evaluate(TOO_SMALL, MIN_TARGET)]
        if page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") > 0:
            found.wide.append(name)
        title = TITLES[urlsplit(page.url).path.strip("/")]
        expected = title if title == "Basishouding" else words(title, language)
        if page.title() != expected or page.evaluate("document.documentElement.lang") != language:
            found.titles.append((name, page.title()))
        if zoomed is not None:
            found.zoomed += [(name, one) for one in trouble_at(page, zoomed)]
    return found


def trouble_at(page: Page, width: int) -> list[str]:
    """What cannot be read or reached at this width, with wider text."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": width, "height": size["height"]})
    spaced = page.add_style_tag(content=SPACED)
    settled(page)
    try:  # charts take their new width after a while
        page.wait_for_function(f"() => ({TROUBLE})().length === 0", timeout=5000)
        trouble: list[str] = []
    except PlaywrightTimeout:
        trouble = page.evaluate(TROUBLE)
    spaced.evaluate("style => style.remove()")
    page.set_viewport_size(size)
    return trouble


def listen(page: Page, url: str, said: list[str]) -> None:
    """Note what the console says, what is asked from elsewhere, and what the server refuses."""
    own = (url, url.replace("http", "ws"), "data:", "blob:")
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith(own) else said.append(f"outside: {asked.url}")
    )
    page.on("response", lambda got: said.append(f"{got.status} {got.url}") if got.status >= 400 else None)


@pytest.mark.parametrize("walk", SHORT_WALKS)
def test_every_page_on_a_small_phone(server: Server, new_reader: NewReader, walk: str) -> None:
    assert look(new_reader(360), server, SHORT_WALKS[walk], "nl", None) == Found()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_answers_stand_in_one_row(server: Server, page: Page, language: str) -> None:
    open_statements(page, server, ATTITUDE[0].id, language)
    for name in ATTITUDE[0].items:
        expect(item(page, name).get_by_test_id("stRadioOption")).to_have_count(7)
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 780})
        settled(page)
        rows = page.evaluate(ROWS)
        assert len(rows) == len(ATTITUDE[0].items)
        for count, places, heights, widths, broken in rows:
            assert (count, places, heights, broken) == (5, 1, 1, 0)
            assert widths <= 2  # rounding


def test_there_is_no_deploy_button_and_no_menu(server: Server, wide_page: Page) -> None:
    wide_page.goto(server.url)
    wide_page.locator("#root h1").wait_for()
    for name in ("stAppDeployButton", "stMainMenu", "stToolbarActions", "stStatusWidget"):
        expect(wide_page.get_by_test_id(name)).to_be_hidden()


def test_an_unknown_step_begins_at_the_start(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/reflectie?stap=<script>&lang=xx")
    heading(page, words("Before you begin"))
