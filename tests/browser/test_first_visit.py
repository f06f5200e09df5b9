"""A first visit on a slow line: what is there before the app, what moves, and what goes over the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tests.browser.journey import ATTITUDE, answered, heading
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]

MAX_BYTES = 1_150_000
"""What LimeSurvey sends for a first visit: the bound that was set. Measured here: some 1,020 kB."""

MAX_SHIFT = 0.1
"""Cumulative layout shift; 0.1 is called good."""

TITLE = "Hoe sta jij in het contact?"

_COUNT_SHIFTS = """
window.shifted = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value
}).observe({ type: "layout-shift", buffered: true })
"""
_PLACES = """
within => [...document.querySelectorAll(`${within} h1, ${within} p, ${within} a`)]
  .map(e => [e.textContent.trim(), e.tagName, e.getBoundingClientRect()])
  .map(([text, tag, r]) => [`${tag} ${text}`, [r.x, r.y, r.width, r.height]])
"""


def without_the_app(page: Page) -> None:
    """As long as Streamlit's scripts are on their way."""
    page.route("**/static/js/*", lambda route: route.abort())


def usable(page: Page) -> None:
    expect(page.locator("#first")).to_have_count(0)
    page.locator("#root h1").wait_for()


def wire(page: Page) -> tuple[CDPSession, list[float]]:
    """The bytes of every finished request, as they were sent."""
    session, sizes = page.context.new_cdp_session(page), []
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


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_words_stay_where_they_are(
    server: Server, new_reader: NewReader, width: int, language: str
) -> None:
    address = f"{server.url}/" + ("" if language == "nl" else "?lang=en")
    page = new_reader(width).new_page()
    without_the_app(page)
    page.goto(address)
    page.evaluate("document.fonts.ready")
    before: dict[str, Any] = dict(page.evaluate(_PLACES, "#first"))
    assert len(before) >= 6
    page = new_reader(width).new_page()
    page.goto(address)
    usable(page)
    after: dict[str, Any] = dict(page.evaluate(_PLACES, "#root"))
    for name, place in before.items():
        kind, _, text = name.partition(" ")
        if (kind == "P" and text == "Begin") or text in (
            "English",
            "Nederlands",
        ):  # a link there, a button here
            continue
        assert place == pytest.approx(after[name], abs=1), name


def test_the_first_words_pass_axe_and_lead_on(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    without_the_app(page)
    page.goto(server.url)
    heading(page, TITLE)
    assert Axe().run(page).response["violations"] == []
    expect(page.get_by_text("Wie je antwoorden ziet.")).to_be_visible()
    page.unroute_all()
    page.get_by_role("link", name="Begin", exact=True).click()
    heading(page, "Voor je begint")


def test_the_app_repeats_no_first_words(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(server.url)
    usable(page)
    tree = page.locator("body").aria_snapshot()
    for text in (TITLE, "Wie je antwoorden ziet.", 'link "Begin"'):
        assert tree.count(text) == 1, tree


def test_the_first_words_need_no_scripts(server: Server, new_reader: NewReader) -> None:
    page = new_reader(java_script_enabled=False).new_page()
    page.goto(server.url)
    heading(page, TITLE)  # what <noscript> holds this way of testing does not show: see test_server.py


def test_another_page_shows_its_outline_and_says_so(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    without_the_app(page)
    page.goto(f"{server.url}/resultaat")
    expect(page.get_by_role("status")).to_have_text("Een moment.")
    assert Axe().run(page).response["violations"] == []
    expect(page.locator("#first i").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", f"reflectie?stap={ATTITUDE[0].id}", "resultaat"])
def test_nothing_jumps_while_a_page_loads(
    server: Server, new_reader: NewReader, width: int, path: str
) -> None:
    reader = new_reader(width)
    page = reader.new_page()
    if path:
        answered(page, server.url, lambda dimension, place: (dimension * 2 + place) % 5)
        page.close()
        page = reader.new_page()
    page.add_init_script(_COUNT_SHIFTS)
    page.goto(f"{server.url}/{path}")
    usable(page)
    if path == "resultaat":
        page.locator(".st-key-chart-attitude").locator("canvas, svg.marks").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") <= MAX_SHIFT


def test_a_press_shows_before_the_server_answers(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{server.url}/reflectie")
    usable(page)
    session, _sizes = wire(page)
    slow = {"offline": False, "latency": 2000, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", slow)
    option = page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first
    before = option.evaluate("e => getComputedStyle(e).backgroundColor")
    option.click()
    assert option.evaluate("e => getComputedStyle(e).backgroundColor") != before
    button = page.locator(".st-key-next button")
    button.click()
    assert "pressed" in (button.get_attribute("class") or "")
