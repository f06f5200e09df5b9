"""A profile of another field in a real Chromium at 360 px, named by BASISHOUDING_PROFILE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import NewReader
from tests.browser.journey import (
    answer,
    chart,
    download,
    follow,
    heading,
    keep,
    open_with,
    press,
    settled,
    words,
)
from tests.browser.walk import unfold
from tests.support.other_field import BEDSIDE, FOLDER, foreign
from tests.support.server import Server


@pytest.fixture(scope="module")
def bedside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the profile of another field."""
    server = Server(tmp_path_factory.mktemp("bedside"), BASISHOUDING_PROFILE=str(FOLDER)).start()
    yield server
    server.kill()
    assert "Traceback" not in server.log


@pytest.fixture
def look(tmp_path: Path) -> Callable[[Page, str], None]:
    """Looks at a screen: its words, its width; and takes a picture of it."""

    def look(page: Page, name: str) -> None:
        settled(page)
        unfold(page)
        assert foreign(page.locator("body").inner_text()) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.screenshot(path=tmp_path / f"{name}.png")

    return look


def printed(file: Path | str) -> str:
    """The words of a PDF, none of which belongs to the first field."""
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    assert foreign(text) == []
    return text


def test_another_field_from_welcome_to_plan(
    bedside: Server, page: Page, new_reader: NewReader, look: Callable[[Page, str], None]
) -> None:
    page.goto(bedside.url)
    expect(page.locator("#root").get_by_text(BEDSIDE.for_whom["nl"])).to_be_visible()
    look(page, "welcome")
    follow(page, "Begin")
    expect(page.get_by_text(BEDSIDE.works_with_question["nl"])).to_be_visible()
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").nth(1).click()
    look(page, "start")
    press(page, "next")
    for number, dimension in enumerate(BEDSIDE.dimensions.values()):
        heading(page, dimension.name["nl"])
        for place, item in enumerate(dimension.items.values()):
            expect(page.get_by_text(item.wording("minors")["nl"])).to_be_visible()
            answer(page, item.id, (number + place) % 5)
        look(page, dimension.id)
        press(page, "next")
    heading(page, words("Your result"))
    expect(chart(page, "chart-attitude")).to_be_visible()
    look(page, "result")
    text = printed(download(page, "pdf").path())
    assert BEDSIDE.title["nl"] in text
    assert BEDSIDE.dimensions["farewell"].name["nl"] in text
    code = keep(page)
    look(page, "vault")
    elsewhere = new_reader().new_page()
    open_with(elsewhere, bedside.url, code)
    follow(elsewhere, "Make a plan")
    situation = elsewhere.locator("[class*='-plan-if'] textarea")
    expect(situation).to_have_attribute("placeholder", BEDSIDE.plan_example.situation["nl"])
    look(elsewhere, "plan")
