"""Whole journeys in a real Chromium, on a phone's width."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from content import LANGUAGES
from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    PRACTICE,
    PROFILE,
    answer,
    chart,
    chosen,
    download,
    follow,
    heading,
    item,
    open_statements,
    points,
    press,
    result,
    seed,
    words,
)
from tests.support.server import Server

FIRST, SECOND = ATTITUDE[0], ATTITUDE[1]
ITEMS = list(FIRST.items)


def test_a_reflection_up_to_the_file(server: Server, page: Page) -> None:
    page.goto(server.url)
    follow(page, "Begin")
    heading(page, words("Before you begin"))
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    page.locator(".st-key-confidence").get_by_test_id("stRadioOption").nth(6).click()
    press(page, "next")
    given = points(0)
    for dimension in ATTITUDE:
        heading(page, dimension.name["nl"])
        for name in dimension.items:
            answer(page, name, (given[name] or 0) - 1)
        press(page, "next")
    follow(page, "See your result")
    heading(page, words("Your result"))
    expect(page.locator(".st-key-outcome")).to_contain_text(FIRST.name["nl"])
    expect(chart(page, "chart-attitude")).to_be_visible()
    topics = page.locator("[class*='st-key-topic-']")
    expect(topics.first).to_be_visible()
    assert topics.count() <= 3
    for place in range(topics.count()):
        expect(topics.nth(place)).to_contain_text(words("Because of these answers:"))

    pdf = PdfReader(download(page, "pdf").path())
    assert FIRST.name["nl"] in "".join(sheet.extract_text() for sheet in pdf.pages)
    assert pdf.metadata is not None
    assert pdf.metadata.title

    follow(page, "Keep this reflection")
    data = json.loads(Path(download(page, "file").path()).read_text(encoding="utf-8"))
    (kept,) = data["reflections"]
    assert kept["answers"] == given
    assert kept["confidence"] == 6


def test_the_practice_part_adds_to_the_result(server: Server, page: Page) -> None:
    result(page, server, points(0))
    before = page.locator(".st-key-outcome").inner_text()
    practice = len(PROFILE.items) - len(points(0))
    page.get_by_role("link", name=re.compile(rf"\b{practice}\b")).click()
    for dimension in PRACTICE:
        heading(page, dimension.name["nl"])
        for name in dimension.items:
            answer(page, name, 3)
        press(page, "next")
    heading(page, words("Your result"))
    expect(page.locator(f".st-key-answers-{PRACTICE[0].id}")).to_be_visible()
    assert page.locator(".st-key-outcome").inner_text() == before


def test_open_statements_are_pointed_at_once(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": dict.fromkeys(ITEMS[2:], 3)})
    page.goto(f"{server.url}/reflectie?stap={FIRST.id}")
    press(page, "next")
    expect(page.get_by_test_id("stAlert").get_by_role("link")).to_have_text(["1", "2"])
    still_open = item(page, ITEMS[0]).get_by_text(words("not answered yet"))
    expect(still_open).to_be_visible()
    answer(page, ITEMS[0], 2)
    expect(still_open).to_be_hidden()
    press(page, "next")
    heading(page, SECOND.name["nl"])


def test_an_answer_can_be_cleared(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": dict.fromkeys(ITEMS[1:])})  # not applicable is an answer
    page.goto(f"{server.url}/reflectie?stap={FIRST.id}")
    clear = item(page, ITEMS[0]).get_by_test_id("stRadioOption").nth(6)
    expect(clear).to_be_hidden()
    answer(page, ITEMS[0], 5)
    expect(clear).to_be_visible()
    answer(page, ITEMS[0], 6)
    press(page, "next")
    expect(page.get_by_test_id("stAlert").get_by_role("link")).to_have_text(["1"])
    page.reload()
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) is None
    assert chosen(page, ITEMS[1]) == 5


def test_the_language_switch_keeps_answers(server: Server, page: Page) -> None:
    open_statements(page, server, FIRST.id)
    answer(page, ITEMS[0], 4)
    press(page, "language")
    heading(page, FIRST.name["en"])
    expect(item(page, ITEMS[0])).to_contain_text(FIRST.items[ITEMS[0]].text["en"])
    assert chosen(page, ITEMS[0]) == 4
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    heading(page, FIRST.name["en"])
    assert chosen(page, ITEMS[0]) == 4
    press(page, "language")
    heading(page, FIRST.name["nl"])
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_with_minors_the_other_wording_shows(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": MIXED})
    page.goto(f"{server.url}/reflectie")
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").nth(1).click()
    press(page, "next")
    for dimension in ATTITUDE:
        heading(page, dimension.name["nl"])
        for statement in dimension.items.values():
            expect(item(page, statement.id)).to_contain_text((statement.minors or statement.text)["nl"])
        press(page, "next")


def test_the_pages_to_read_hold_the_whole_profile(server: Server, page: Page) -> None:
    for language in LANGUAGES:
        page.goto(f"{server.url}/profiel?lang={language}")
        heading(page, PROFILE.title[language])
        for dimension in PROFILE.dimensions.values():
            expect(page.get_by_role("heading", name=dimension.name[language], exact=True)).to_be_visible()
            for aspect in dimension.aspects.values():
                expect(page.get_by_text(aspect.text[language])).to_be_visible()
        page.goto(f"{server.url}/intervisie?lang={language}")
        heading(page, PROFILE.intervision.title[language])
        for phase in PROFILE.intervision.phases.values():
            expect(page.get_by_text(phase.purpose[language])).to_be_visible()
