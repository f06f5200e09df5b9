"""The result on a phone: how long it is, and the ways to a statement and to the profile and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from content import LANGUAGES
from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    PRACTICE,
    answer,
    heading,
    item,
    points,
    press,
    query,
    result,
    seed,
    settled,
    words,
)
from tests.support.server import Server

PHONE: ViewportSize = {"width": 360, "height": 640}
MAX_WORDS = 350
"""On the result as it is first seen, without the figures in the chart."""

MAX_SCREENS_TO_PLAN = 3

COUNT = """
() => {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  for (const part of page.querySelectorAll(
    '.st-key-header, .st-key-footer, svg, canvas, [data-testid="stIconMaterial"]')) part.remove()
  return page.innerText.split(/\\s+/).filter(Boolean).length
}
"""
BOTTOM = """
e => e.getBoundingClientRect().bottom + document.querySelector('[data-testid="stMain"]').scrollTop
"""
EVERYTHING = MIXED | {name: 1 + at % 5 for at, name in enumerate(i for d in PRACTICE for i in d.items)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", [points(0), EVERYTHING], ids=["one low", "everything"])
def test_the_result_is_short(server: Server, page: Page, language: str, given: dict[str, int | None]) -> None:
    page.set_viewport_size(PHONE)
    result(page, server, given, language)
    settled(page)
    end_of_plan = page.locator(".st-key-own-plan").evaluate(BOTTOM)
    assert end_of_plan <= MAX_SCREENS_TO_PLAN * PHONE["height"]
    assert 150 < page.evaluate(COUNT) <= MAX_WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_in_is_on_the_first_screen(server: Server, page: Page, language: str) -> None:
    page.set_viewport_size(PHONE)
    for draft in ({}, {"answers": {next(iter(ATTITUDE[0].items)): 2}}):
        if draft:
            seed(page.context, server, {"answers": {next(iter(ATTITUDE[0].items)): 2}})
        page.goto(f"{server.url}/{query(language)}")
        settled(page)
        way_in = page.locator(".st-key-primary-link a")
        expect(way_in).to_have_text(words("Continue where you were" if draft else "Begin", language))
        assert way_in.evaluate(BOTTOM) <= PHONE["height"]


def test_a_slip_is_corrected_from_the_result(server: Server, page: Page) -> None:
    dimension = ATTITUDE[2]
    name = list(dimension.items)[5]
    result(page, server, points(0))
    settled(page)
    page.locator(f".st-key-answers-{dimension.id} summary").click()
    page.locator(f".st-key-answers-{dimension.id} a[href*='answer-{name}']").click()
    heading(page, dimension.name["nl"])
    expect(item(page, name)).to_be_in_viewport()
    answer(page, name, 2)
    press(page, "to-result")
    heading(page, words("Your result"))
    line = page.locator(f".st-key-answers-{dimension.id} a[href*='answer-{name}']")
    expect(line).to_contain_text("soms")
    expect(line).to_be_in_viewport()


def test_a_topic_leads_to_its_place_in_the_profile(server: Server, page: Page) -> None:
    result(page, server, points(3))
    settled(page)
    page.locator("[class*='st-key-topic-']").first.get_by_role("link", name=words("In the profile")).click()
    aspect = page.locator("[class*='st-key-aspect-here_and_now']").first
    expect(aspect).to_be_visible()
    settled(page)
    in_view = "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    places = page.locator("[class*='st-key-aspect-here_and_now']").all()
    assert any(place.evaluate(in_view) for place in places)
