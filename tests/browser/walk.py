"""Walks over the pages, each for a browser of its own: all screens in four, or fewer for the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from playwright.sync_api import Page

from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    add_answers,
    answer,
    answers,
    button,
    chart,
    confirm,
    have_code,
    new_round,
    new_vault,
    open_team,
    open_with,
    press,
    query,
    result,
    seed,
    shown_code,
    submit,
    take_part,
)
from tests.support.server import Server

OTHER_ANSWERS: Final = answers(lambda dimension, place: 1 + (dimension + place * 3) % 5)


def unfold(page: Page) -> None:
    """Open everything on the page that is folded away."""
    for expander in page.get_by_test_id("stExpander").locator("summary").all():
        expander.click()


def walk_reflection(page: Page, server: Server, language: str) -> Iterator[str]:
    """The first page, the questions, the result, and the pages to read."""
    url, end = server.url, query(language)
    page.goto(f"{url}/{end}")
    page.locator("#root h1").wait_for()
    yield "welcome"
    page.goto(f"{url}/resultaat{end}")
    page.locator(".st-key-primary-link").wait_for()
    yield "result without answers"
    page.goto(f"{url}/reflectie{end}")
    page.locator(".st-key-confidence").wait_for()
    yield "start"
    press(page, "next")
    page.get_by_test_id("stAlert").wait_for()
    yield "start without an answer"
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    press(page, "next")
    page.locator("[class*='st-key-answer-']").first.wait_for()
    yield "dimension"
    answer(page, next(iter(ATTITUDE[0].items)), 2)
    press(page, "next")
    page.get_by_test_id("stAlert").wait_for()
    yield "dimension with open statements"
    result(page, server, MIXED, language)
    yield "result"
    unfold(page)
    yield "result, everything opened"
    press(page, "erase")
    page.locator(".st-key-erase-sure").wait_for()
    yield "erase"
    page.goto(f"{url}/{end}")
    page.locator(".st-key-erase").wait_for()
    yield "welcome with a draft"
    for path in ("profiel", "intervisie", "beheer"):
        page.goto(f"{url}/{path}{end}")
        page.locator(".st-key-primary-link").wait_for()
        yield path


def walk_vault(page: Page, server: Server, language: str) -> Iterator[str]:
    """With a reflection in the draft: the way into a vault, all that is in it, and out again."""
    url, end = server.url, query(language)
    seed(page.context, server, {"answers": MIXED})
    page.goto(f"{url}/kluis{end}")
    page.locator(".st-key-code input").fill("7K4Q")
    submit(page)
    page.get_by_test_id("stAlert").wait_for()
    yield "vault closed, wrong code"
    page.goto(f"{url}/bewaren{end}")
    button(page, "make-code").wait_for()
    yield "keep"
    press(page, "make-code")
    shown_code(page)
    yield "code"
    code = have_code(page)
    page.locator(".st-key-moments").wait_for()
    page.goto(f"{url}/plan{end}")
    page.locator("[class*='-plan-if'] textarea").fill("een jongen niet komt opdagen")
    page.locator("[class*='-plan-then'] textarea").fill("bel ik hem dezelfde dag")
    yield "plan"
    press(page, "keep-plan")
    page.locator("[class*='st-key-plan-']").first.wait_for()
    page.locator("[class*='-point'] textarea").fill("Eerst vragen, dan pas iets voorstellen.")
    press(page, "keep-point")
    page.locator("[class*='st-key-point-']").first.wait_for()
    press(page, "remove-")
    page.locator("[class*='st-key-remove-'][class*='-sure']").wait_for()
    yield "vault, removing"
    add_answers(page, OTHER_ANSWERS)
    page.goto(f"{url}/kluis{end}")
    page.locator(".st-key-unkept").wait_for()
    yield "vault, a reflection not kept"
    page.goto(f"{url}/bewaren{end}")
    press(page, "keep")
    page.locator(".st-key-moments").wait_for()
    page.goto(f"{url}/verandering{end}")
    chart(page, f"growth-{ATTITUDE[0].id}").wait_for()
    yield "growth"
    unfold(page)
    yield "growth, everything opened"
    page.goto(f"{url}/kluis{end}")
    page.locator(".st-key-moments a").first.click()
    page.locator(".st-key-chart-attitude").wait_for()
    yield "a kept reflection"
    page.goto(f"{url}/kluis{end}")
    press(page, "erase-vault-")
    page.locator("[class*='st-key-erase-vault-'][class*='-sure']").wait_for()
    yield "vault, erasing"
    page.locator("[class*='st-key-erase-vault-'][class*='-not'] button").click()
    press(page, "close")
    page.locator(".st-key-code input").fill(code)
    submit(page)
    page.locator(".st-key-look-back").wait_for()
    yield "looking back"


def walk_team(page: Page, server: Server, language: str) -> Iterator[str]:
    """The example, a team of one's own with a round, and what who is invited reads."""
    url, end = server.url, query(language)
    page.goto(f"{url}/team{end}")
    button(page, "example").wait_for()
    yield "ways to a team"
    press(page, "example")
    page.get_by_test_id("stAlert").wait_for()
    yield "the example"
    page.goto(f"{url}/teamresultaat{end}")
    chart(page, "team-attitude").wait_for()
    yield "result of the example"
    unfold(page)
    page.locator(".statements").last.wait_for()
    yield "result of the example, everything opened"
    page.goto(f"{url}/teamresultaat{end or '?'}&tonen=ja")
    page.locator(".slides").wait_for()
    yield "result of the example, a screen at a time"
    page.goto(f"{url}/team{end}")
    press(page, "close")
    page.locator(".st-key-team-name input").fill("Noord")
    submit(page)
    shown_code(page)
    yield "code of a team"
    have_code(page)
    button(page, "open-round").wait_for()
    yield "a first round"
    press(page, "open-round")
    page.locator(".st-key-sheet").wait_for()
    yield "cards"
    press(page, "have-cards")
    confirm(page, "close-round")
    press(page, "close")
    code, link = new_round(server, 5)
    open_team(page, server.url, code, language)
    yield "a round that runs"
    take_part(page, server, link, language)
    page.get_by_test_id("stExpander").locator("summary").first.click()
    yield "invited"
    result(page, server, MIXED, language)
    button(page, "share").wait_for()
    yield "share or not"
    press(page, "share-not")
    page.locator(".st-key-share-not").wait_for(state="detached")
    yield "not shared"
    press(page, "share")
    page.get_by_test_id("stAlert").wait_for()
    yield "shared"


def walk_records(page: Page, server: Server, language: str) -> Iterator[str]:
    """A vault and a round that are in the database, and the result of the example."""
    url, end = server.url, query(language)
    open_with(page, url, new_vault(server, MIXED, OTHER_ANSWERS), f"kluis{end}")
    page.locator(".st-key-moments").wait_for()
    yield "vault"
    page.goto(f"{url}/verandering{end}")
    chart(page, f"growth-{ATTITUDE[0].id}").wait_for()
    yield "growth"
    page.goto(f"{url}/plan{end}")
    button(page, "keep-plan").wait_for()
    yield "plan"
    code, _link = new_round(server, 5)
    open_team(page, url, code, language)
    yield "a round that runs"
    press(page, "close")
    press(page, "example")
    page.locator(".st-key-primary-link").wait_for()
    page.goto(f"{url}/teamresultaat{end}")
    chart(page, "team-attitude").wait_for()
    yield "result of the example"


def walk_meeting(page: Page, server: Server, language: str) -> Iterator[str]:
    """A case, the start of a meeting, each phase, and what it gave."""
    url, end = server.url, query(language)
    page.goto(f"{url}/voorbereiden{end}")
    page.locator("[class*='-case-0'] textarea").fill("Hij kwam niet. Ik belde drie keer.")
    yield "a case"
    page.goto(f"{url}/bijeenkomst{end}")
    button(page, "begin-meeting").wait_for()
    yield "start of a meeting"
    press(page, "begin-meeting")
    button(page, "on-0").wait_for()
    yield "lobby of a meeting"
    press(page, "on-0")
    for place in range(1, 8):
        button(page, f"on-{place}").wait_for()
        yield f"screen {place} of a meeting"
        if place in (4, 6):
            for view in range(1, page.locator(f"[class*='st-key-view-{place}-']").count()):
                press(page, f"view-{place}-{view}")
                yield f"screen {place} of a meeting, view {view + 1}"
        if place == 6:
            press(page, "view-6-2")
            page.locator("[class*='-learning-0'] textarea").fill("Eerst vragen.")
        press(page, f"on-{place}")
    button(page, "back-end").wait_for()
    yield "what a meeting gave"


Walk = Callable[[Page, Server, str], Iterator[str]]
WALKS: Final[dict[str, Walk]] = {
    "reflection": walk_reflection,
    "vault": walk_vault,
    "team": walk_team,
    "meeting": walk_meeting,
}
"""Each shows one screen after the other in a language, and gives its name; it begins without a draft."""

SHORT_WALKS: Final[dict[str, Walk]] = {
    "reflection": walk_reflection,
    "records": walk_records,
    "meeting": walk_meeting,
}
"""Every page, but not every screen of the vault and the team."""
