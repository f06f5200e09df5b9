"""Whole journeys in a real Chromium, on a phone's width."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.journey import (
    ATTITUDE,
    PRACTICE,
    PROFILE,
    answer,
    begin,
    chosen,
    heading,
    item,
    press,
    reflect,
)
from tests.support.server import ROOT, Server

NewReader = Callable[..., BrowserContext]
FIRST, SECOND = ATTITUDE[0], ATTITUDE[1]
ITEMS = list(FIRST.items)


def test_a_reader_reflects_sees_the_result_and_takes_it_along(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(server.url)
    page.get_by_role("link", name="Begin", exact=True).click()
    heading(page, "Voor je begint")
    reflect(page, server.url, _option)
    outcome = page.locator(".st-key-outcome")
    expect(outcome).to_contain_text(FIRST.name["nl"])
    expect(page.locator(".st-key-chart-attitude").locator("canvas, svg.marks")).to_be_visible()
    topics = page.locator("[class*='st-key-topic-']")
    expect(topics.first).to_be_visible()
    assert topics.count() <= 3
    for place in range(topics.count()):
        expect(topics.nth(place)).to_contain_text("Dit onderwerp staat hier door deze antwoorden:")

    with page.expect_download() as download:
        page.get_by_role("button", name="Download als pdf").click()
    pdf = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert FIRST.name["nl"] in text
    assert pdf.metadata is not None
    assert pdf.metadata.title

    page.get_by_role("link", name="Bewaar deze reflectie").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download het bestand").click()
    data = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    (kept,) = data["reflections"]
    assert kept["answers"][ITEMS[0]] == _option(0, 0) + 1
    assert kept["confidence"] == 6


def _option(dimension: int, place: int) -> int:
    opposite = list(ATTITUDE[dimension].items.values())[place].opposite
    low = dimension == 0
    return 4 if low == opposite else 0


def test_the_practice_part_is_offered_and_adds_to_the_result(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    reflect(page, server.url, _option)
    before = page.locator(".st-key-outcome").inner_text()
    page.get_by_role("link", name="Naar het tweede deel").click()
    for number, dimension in enumerate(PRACTICE):
        heading(page, dimension.name["nl"])
        for id in dimension.items:
            answer(page, id, 3)
        press(page, "result" if number == len(PRACTICE) - 1 else "next")
    heading(page, "Je resultaat")
    expect(page.locator(".st-key-chart-practice")).to_be_visible()
    assert page.locator(".st-key-outcome").inner_text() == before


def test_back_and_forth_loses_nothing_whichever_way_one_goes(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 3)
    for id in ITEMS[1:]:
        answer(page, id, 1)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    other = next(iter(SECOND.items))
    answer(page, other, 4)
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) == 3
    page.go_back()  # the browser's own button: to the second dimension, where one came from
    heading(page, SECOND.name["nl"])
    assert chosen(page, other) == 4
    page.get_by_role("link", name="Basishouding").click()
    heading(page, "Hoe sta jij in het contact?")
    page.go_back()
    heading(page, SECOND.name["nl"])
    assert chosen(page, other) == 4


def test_open_statements_are_pointed_at_once_and_never_forced(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    begin(page, server.url)
    for id in ITEMS[2:]:
        answer(page, id, 2)
    press(page, "next")
    pointer = page.get_by_text("Uitspraken 1 en 2 staan nog open.")
    expect(pointer).to_be_visible()
    expect(item(page, ITEMS[0]).get_by_text("nog open")).to_be_visible()
    answer(page, ITEMS[0], 2)
    expect(item(page, ITEMS[0]).get_by_text("nog open")).to_be_hidden()
    press(page, "next")
    heading(page, SECOND.name["nl"])


def test_an_answer_can_be_cleared_and_not_applicable_is_an_answer(
    server: Server, new_reader: NewReader
) -> None:
    page = new_reader().new_page()
    begin(page, server.url)
    clear = item(page, ITEMS[0]).get_by_test_id("stRadioOption").nth(6)
    expect(clear).to_be_hidden()
    for id in ITEMS:
        answer(page, id, 5)
    expect(clear).to_be_visible()
    answer(page, ITEMS[0], 6)
    press(page, "next")
    expect(page.get_by_text("Uitspraak 1 staat nog open.")).to_be_visible()
    page.reload()
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) is None
    assert chosen(page, ITEMS[1]) == 5


def test_the_language_switch_keeps_what_was_just_answered(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 4)
    page.get_by_role("button", name="English").click()
    heading(page, FIRST.name["en"])
    expect(item(page, ITEMS[0])).to_contain_text(FIRST.items[ITEMS[0]].text["en"])
    assert chosen(page, ITEMS[0]) == 4
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    heading(page, FIRST.name["en"])
    assert chosen(page, ITEMS[0]) == 4
    page.get_by_role("button", name="Nederlands").click()
    heading(page, FIRST.name["nl"])
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_who_works_with_minors_reads_the_other_wording(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{server.url}/reflectie")
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").nth(1).click()
    press(page, "next")
    for dimension in ATTITUDE:
        heading(page, dimension.name["nl"])
        for statement in dimension.items.values():
            expect(item(page, statement.id)).to_contain_text((statement.minors or statement.text)["nl"])
        press(page, "next")
        press(page, "next")


def test_the_pages_to_read_hold_the_whole_profile(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    for language in ("nl", "en"):
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


def test_an_edit_of_the_profile_shows_without_a_restart(
    own_server: Callable[..., Server], new_reader: NewReader, tmp_path: Path
) -> None:
    for file in (ROOT / "profile").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    server = own_server(BASISHOUDING_PROFILE=str(tmp_path))
    page: Page = new_reader().new_page()
    begin(page, server.url)
    answer(page, ITEMS[0], 2)
    words = FIRST.items[ITEMS[0]].text["nl"]
    file = tmp_path / f"{FIRST.id}.toml"
    whole = file.read_text(encoding="utf-8")
    page.wait_for_timeout(1100)  # the profile's files are looked at once a second
    file.write_text(whole.replace(words, "Ik doe wat hier nu staat."), encoding="utf-8")
    page.wait_for_timeout(1100)
    press(page, "next")
    expect(item(page, ITEMS[0])).to_contain_text("Ik doe wat hier nu staat.")
    assert chosen(page, ITEMS[0]) == 2
    file.write_text("this is no TOML", encoding="utf-8")  # a slip must not stop the readers
    page.wait_for_timeout(1100)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    assert f"{FIRST.id}.toml:1" in server.log
