"""What is lost on its way, Back, translation, and a file without connection: on a phone and on a laptop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from storage.contents import empty, to_file
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    answer,
    button,
    follow,
    heading,
    press,
    result,
    seed,
    settled,
    shows,
    words,
)
from tests.browser.test_first_visit import (
    test_a_script_that_is_lost_once_comes_back,
    test_a_script_that_stays_lost_is_told,
)
from tests.browser.test_nothing_is_lost import (
    FIRST,
    ITEMS,
    SECOND,
    all_chosen,
    go_to,
    test_back_and_forward_keep_all_answers,
)
from tests.browser.test_streamlit_messages import file
from tests.browser.test_translated import TRANSLATOR
from tests.support.server import ROOT, Server

__all__ = [
    "test_a_script_that_is_lost_once_comes_back",
    "test_a_script_that_stays_lost_is_told",
    "test_back_and_forward_keep_all_answers",
]


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, new_reader: NewReader) -> Page:
    """The page of one reader, at this width."""
    return new_reader(request.param).new_page()


def test_a_connection_lost_for_a_while(server: Server, page: Page) -> None:
    go_to(page, server)
    answer(page, ITEMS[0], 3)
    page.context.set_offline(True)
    answer(page, ITEMS[1], 4)
    page.context.set_offline(False)
    for name in ITEMS[2:]:
        answer(page, name, 0)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    page.reload()
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert all_chosen(page) == [3, 4] + [0] * (len(ITEMS) - 2)


def test_back_and_forward_keep_a_case(server: Server, page: Page) -> None:
    page.goto(server.url)
    follow(page, "The intervision model")
    follow(page, "Prepare a case")
    heading(page, words("Prepare a case"))
    field = page.locator("textarea").first
    field.fill("Hij kwam niet meer.")
    page.go_back()
    page.get_by_role("link", name=words("Prepare a case")).first.wait_for()
    page.go_forward()
    expect(field).to_have_value("Hij kwam niet meer.")
    field.fill("Opnieuw.")
    press(page, "empty-case")
    expect(field).to_have_value("")
    page.wait_for_timeout(1500)
    page.reload()
    expect(field).to_have_value("")
    field.fill("Opnieuw.")  # the same words as those that were emptied
    page.wait_for_timeout(1500)
    server.kill()
    page.close()
    server.start()
    page = page.context.new_page()
    page.goto(f"{server.url}/voorbereiden")
    expect(page.locator("textarea").first).to_have_value("Opnieuw.")
    page.locator("textarea").first.fill("")  # emptied by hand
    page.go_back()
    page.goto(f"{server.url}/voorbereiden")
    heading(page, words("Prepare a case"))
    expect(page.locator("textarea").first).to_have_value("")


def test_the_result_survives_a_restart(server: Server, page: Page) -> None:
    result(page, server, MIXED)
    outcome = page.locator(".st-key-outcome").inner_text()
    server.kill()
    server.start()
    page.reload()
    expect(page.locator(".st-key-outcome")).to_have_text(outcome)


def test_a_file_chosen_without_connection_is_opened(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/kluis")
    settled(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploaderDropzone").locator("button").click()
    server.kill()
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(page.get_by_role("dialog")).to_contain_text(words("What you filled in stays here."))
    expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text(words("No connection"))
    chooser.value.set_files(file(to_file(empty())))
    server.start()
    shows(page, "This is your own file")


def translated(page: Page, text: str) -> None:
    """Wait until the heading says `text`, translated."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"«{text}»")


def test_a_translated_page_goes_on(server: Server, page: Page) -> None:
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{server.url}/reflectie")
    button(page, "next").wait_for()
    settled(page)
    page.evaluate(TRANSLATOR, False)
    translated(page, words("Before you begin"))
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    for dimension in ATTITUDE[:2]:
        press(page, "next")
        translated(page, dimension.name["nl"])
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") == 0
        press(page, "next")  # points at what is open
        page.get_by_test_id("stAlert").wait_for()
        page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 200)")
        settled(page)
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") > 0
    page.go_back()
    translated(page, ATTITUDE[0].name["nl"])
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    button(page, "language").click()
    translated(page, ATTITUDE[0].name["en"])
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert errors == []


LOST = {
    "our script": "**/basishouding.js",
    "Streamlit's script": "**/static/js/index.*.js",
    "the socket": "**/_stcore/stream",
}


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("path", ["", "profiel"])
def test_a_page_that_stays_away_says_so(server: Server, page: Page, lost: str, path: str) -> None:
    style = (ROOT / "app_pages" / "static" / "basishouding.css").read_text(encoding="utf-8")
    assert "--late-after: 15s" in style
    soon = style.replace("--late-after: 15s", "--late-after: 2s")
    page.route("**/basishouding.css", lambda route: route.fulfill(body=soon, content_type="text/css"))
    if lost == "the socket":
        page.route_web_socket(LOST[lost], lambda socket: socket.close())
    else:
        page.route(LOST[lost], lambda route: route.abort())
    page.goto(f"{server.url}/{path}")
    late = page.locator(".late")
    expect(late).to_be_hidden()
    expect(late).to_be_visible()
    expect(late).to_contain_text(words("Reload this page"))
    if lost == "our script":
        expect(page.locator("#root h1")).to_be_visible()
        page.get_by_role("link", name=words("With your team")).last.click()
        expect(page.locator("#root h1")).to_have_text(words("With your team"))
    elif path == "":
        expect(page.locator("#first h1")).to_be_visible()


def test_two_browsers_never_see_each_other(server: Server, page: Page, new_reader: NewReader) -> None:
    other = new_reader().new_page()
    seed(page.context, server, {"answers": dict.fromkeys(ITEMS, 5)})
    go_to(other, server)
    assert all_chosen(other) == [None] * len(ITEMS)
    answer(other, ITEMS[0], 0)
    go_to(page, server)
    assert all_chosen(page) == [4] * len(ITEMS)
    other.goto(f"{server.url}/resultaat")
    shows(other, "Your own answers")
