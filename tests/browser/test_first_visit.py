"""A first visit on a slow line: what is there before the app, what moves, and what goes over the wire."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page, expect

from content import LANGUAGES
from tests.browser.conftest import NewReader
from tests.browser.journey import ATTITUDE, MIXED, button, chart, follow, heading, query, seed, words
from tests.support.server import Server

MAX_BYTES = 1_150_000
"""What LimeSurvey sends for a first visit. Measured here: some 1,020 kB."""

MAX_SHIFT = 0.1
"""Cumulative layout shift; up to 0.1 is called good."""

TITLE = words("How do you relate to the people you meet?")
WHO_SEES = words("**Who sees your answers?**").partition("?")[0]

COUNT_SHIFTS = """
window.shifted = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value
}).observe({ type: "layout-shift", buffered: true })
"""
NOTE_CLASS = """
() => addEventListener("click", e => {
  const button = e.target.closest("button")
  setTimeout(() => { window.noted = button.className })
})
"""
"""Keeps the class of a button as it is right after the click."""

PLACES = """
within => [...document.querySelectorAll(`${within} h1, ${within} p, ${within} a`)]
  .map(e => [e.textContent.trim(), e.tagName, e.getBoundingClientRect()])
  .map(([text, tag, r]) => [`${tag} ${text}`, [r.x, r.y, r.width, r.height]])
"""


def without_the_app(page: Page) -> None:
    """As long as Streamlit's scripts are on their way."""
    page.route("**/static/js/*", lambda route: route.abort())


def usable(page: Page) -> None:
    """Wait until the app has taken the place of the first words."""
    expect(page.locator("#first")).to_have_count(0)
    page.locator("#root h1").wait_for()


def wire(page: Page) -> tuple[CDPSession, list[float]]:
    """The bytes of every finished request, as they were sent."""
    session, sizes = page.context.new_cdp_session(page), list[float]()
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return session, sizes


def test_a_first_visit_stays_small(server: Server, new_reader: NewReader) -> None:
    page = new_reader(device_scale_factor=2).new_page()
    _session, sizes = wire(page)
    page.goto(server.url)
    usable(page)
    page.wait_for_load_state("networkidle")  # what is fetched ahead counts too
    assert len(sizes) > 50
    assert 300_000 < sum(sizes) < MAX_BYTES, sizes
    tree = page.locator("body").aria_snapshot()
    for text in (TITLE, WHO_SEES, f'link "{words("Begin")}"'):
        assert tree.count(text) == 1, tree  # once the app is there nothing is said twice


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_stay_in_place(server: Server, page: Page, language: str) -> None:
    address, before = f"{server.url}/{query(language)}", dict[int, dict[str, Any]]()
    widths = (360, 1280)
    without_the_app(page)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 780})
        page.goto(address)
        page.evaluate("document.fonts.ready")
        before[width] = dict(page.evaluate(PLACES, "#first > :not(.late)"))
        assert len(before[width]) >= 6
    page.unroute_all()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 780})
        page.goto(address)
        usable(page)
        after = dict(page.evaluate(PLACES, "#root"))
        for name, place in before[width].items():
            tag, _space, text = name.partition(" ")
            if text in ("English", "Nederlands") or (tag, text) == ("P", words("Begin", language)):
                continue  # a link there, a button here
            assert place == pytest.approx(after[name], abs=1), name


def test_the_first_words_pass_axe_and_lead_on(server: Server, page: Page) -> None:
    without_the_app(page)
    page.goto(f"{server.url}/resultaat")  # another page shows its outline and says so
    expect(page.get_by_role("status")).to_have_text(words("One moment."))
    assert Axe().run(page).response["violations"] == []
    expect(page.locator("#first i").first).to_be_visible()
    page.goto(server.url)
    heading(page, TITLE)
    assert Axe().run(page).response["violations"] == []
    expect(page.get_by_text(WHO_SEES)).to_be_visible()
    page.unroute_all()
    follow(page, "Begin")
    heading(page, words("Before you begin"))


def test_without_scripts_the_words_are_there(server: Server, new_reader: NewReader) -> None:
    page = new_reader(java_script_enabled=False).new_page()
    page.goto(server.url)
    heading(page, TITLE)  # what <noscript> holds this way of testing does not show: see test_server.py


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", f"reflectie?stap={ATTITUDE[0].id}", "resultaat"])
def test_nothing_jumps_while_a_page_loads(
    server: Server, new_reader: NewReader, width: int, path: str
) -> None:
    page = new_reader(width).new_page()
    if path:
        seed(page.context, server, {"answers": MIXED})
    page.add_init_script(COUNT_SHIFTS)
    page.goto(f"{server.url}/{path}")
    usable(page)
    if path == "resultaat":
        chart(page, "chart-attitude").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") <= MAX_SHIFT


def test_a_press_shows_before_the_server_answers(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/reflectie")
    usable(page)
    session, _sizes = wire(page)
    slow = {"offline": False, "latency": 2000, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", slow)
    option = page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first
    before = option.evaluate("e => getComputedStyle(e).backgroundColor")
    option.click()
    assert option.evaluate("e => getComputedStyle(e).backgroundColor") != before
    page.evaluate(NOTE_CLASS)
    button(page, "next").click()
    page.wait_for_function("() => window.noted !== undefined")
    assert "pressed" in page.evaluate("window.noted")


def test_a_script_that_is_lost_once_comes_back(server: Server, page: Page) -> None:
    page.route("**/static/js/Radio.*.js", lambda route: route.abort(), times=1)
    page.goto(f"{server.url}/reflectie")
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.wait_for()
    page = page.context.new_page()  # another tab: what was written goes along
    page.goto(f"{server.url}/voorbereiden")
    page.locator("textarea").first.fill("Hij kwam niet.")
    with page.expect_navigation():
        page.evaluate("void dispatchEvent(new Event('vite:preloadError'))")
    expect(page.locator("textarea").first).to_have_value("Hij kwam niet.")


def test_a_script_that_stays_lost_is_told(server: Server, page: Page) -> None:
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.route("**/static/js/Radio.*.js", lambda route: route.abort())
    page.goto(f"{server.url}/reflectie")
    page.get_by_text(words("Part of this page could not be loaded.")).first.wait_for()
    expect(page.get_by_text("TypeError")).to_have_count(0)
    page.wait_for_timeout(1000)
    assert len(loads) == 2
