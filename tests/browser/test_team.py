"""A team's round in a real Chromium: the lead, the people who take part, and what neither leaves behind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from app_pages.team.demonstration import demonstration
from content import LANGUAGES
from records import CasePart, GroupMeeting, Team
from services import today
from storage import Vaults
from storage.groups import with_meeting
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    MIXED,
    PROFILE,
    TEAM,
    button,
    chart,
    confirm,
    download,
    follow,
    have_code,
    heading,
    keep,
    open_team,
    press,
    query,
    result,
    settled,
    shows,
    submit,
    submit_ballots,
    take_part,
    words,
)
from tests.support.server import Server
from tests.test_groups import meeting as kept_meeting

SHARED = "Your answers have been handed in"


def test_a_round_by_cards(server: Server, new_reader: NewReader) -> None:
    asked: list[str] = []
    lead = new_reader(1280).new_page()
    lead.goto(f"{server.url}/team")
    lead.locator(".st-key-team-name input").fill(TEAM)
    submit(lead)
    code = have_code(lead)
    heading(lead, TEAM)
    invited = lead.locator(".st-key-invited input")
    invited.fill("6")
    invited.press("Enter")
    expect(invited).to_have_value("6")
    settled(lead)
    press(lead, "open-round")
    heading(lead, words("The round is open"))
    lead.reload()  # the cards are still there
    printed = "\n".join(page.extract_text() for page in PdfReader(download(lead, "sheet").path()).pages)
    cards = re.findall(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", printed)
    assert printed.count(f"{server.url}/meedoen") == len(set(cards)) == 6
    press(lead, "have-cards")
    expect(lead.get_by_role("heading", name=words("The round is open"))).to_be_visible()

    # one takes every turn there is; four others share
    card = cards[0].replace("-", "")
    person = new_reader().new_page()
    person.on("request", lambda request: asked.append(request.url))
    take_part(person, server, card)
    assert person.url == f"{server.url}/meedoen"  # the code left the address at once
    assert card not in person.evaluate("JSON.stringify([history.state, location.href])")
    person.reload()
    shows(person, "**If fewer than {minimum} people share,**", minimum=5, invited=6)
    shows(person, "Before your answers are shared")
    of_the_round = round_words_on(lead)
    assert round_words_on(person) == of_the_round
    server.kill()
    server.start()  # the invitation is in the draft
    person.goto(f"{server.url}/meedoen")
    follow(person, "Begin")
    heading(person, words("Before you begin"))
    result(person, server, MIXED)
    shows(person, "This is for you. Further down you choose")
    press(person, "share-not")
    shows(person, "You chose not to share.")
    person.reload()
    press(person, "share")
    shows(person, SHARED)
    person.go_back()  # nothing is shared twice
    person.goto(f"{server.url}/resultaat")
    shows(person, SHARED)
    expect(button(person, "share")).to_have_count(0)
    assert keep(person) != code  # keeping is another act
    again = new_reader().new_page()
    again.goto(f"{server.url}/meedoen#{card}")
    expect(again.locator(".st-key-code input")).to_have_value(card)
    submit(again)  # a used card looks like any other
    shows(again, "**If fewer than {minimum} people share,**", minimum=5, invited=6)
    assert round_words_on(again) == of_the_round
    result(again, server, MIXED)
    press(again, "share")  # and counts no second time
    shows(again, SHARED)
    submit_ballots(server, cards[1:6])

    # the restart closed the team on this device
    open_team(lead, server.url, code)
    shows(lead, "As of last night, fewer than {minimum} people had shared", minimum=5)
    confirm(lead, "close-round")
    follow(lead, "Result of {day}")
    expect(lead.get_by_role("heading", name=words("The statements"))).to_be_visible()
    shows(lead, "{ballots} of the {invited} people invited shared their answers.", ballots=6, invited=6)
    expect(chart(lead, "team-attitude")).to_be_visible()
    assert Path(download(lead, "pdf").path()).read_bytes().startswith(b"%PDF")
    data = json.loads(Path(download(lead, "json").path()).read_text(encoding="utf-8"))
    assert (data["ballots"], data["for_appraisal"], data["demonstration"]) == (6, False, False)
    table = Path(download(lead, "csv").path()).read_text(encoding="utf-8-sig")
    assert not re.search(r'(^|;)"?[=+@\t-]', table, flags=re.MULTILINE)

    # who was invited opens the same, with a card that was used in another browser too
    later = new_reader().new_page()
    for one, used in ((person, card), (later, cards[3].replace("-", ""))):
        one.goto(f"{server.url}/meedoen#{used}")
        expect(one.locator(".st-key-code input")).to_have_value(used)
        submit(one)
    shown = lead.locator(".st-key-outcome").inner_text()
    for one in (person, later):
        shows(one, "You see the same figures as the team lead.")
        follow(one, "Result of the team")
        expect(one.locator(".st-key-outcome")).to_have_text(shown)
    assert json.loads(Path(download(later, "json").path()).read_text(encoding="utf-8")) == data

    traces = [code, *cards, *(one.replace("-", "") for one in (code, *cards))]
    assert not [trace for trace in traces if trace in server.log]
    assert not [url for url in asked if any(trace in url for trace in traces)]
    assert TEAM not in server.log


def round_words_on(page: Page) -> str:
    """The four words that a page shows."""
    words = page.locator(".st-key-round-words").inner_text()
    assert words.count("·") == 3
    return words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_is_short(server: Server, new_reader: NewReader, language: str) -> None:
    """Folded: at most 500 words and four screens of 800 pixels; the example has all there can be."""
    page = new_reader(1280).new_page()
    page.goto(f"{server.url}/team{query(language)}")
    press(page, "example")
    page.locator(".st-key-primary-link a").click()
    chart(page, "team-attitude").wait_for()
    settled(page)
    assert_short(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_is_short_with_what_was_agreed(
    server: Server, new_reader: NewReader, language: str
) -> None:
    """The same limits for the lead's own team after two meetings; and a topic leads to the next one."""
    team: Team = {**demonstration(PROFILE, language, today()), "name": TEAM}
    asked = PROFILE.intervision.phases["new_way"].questions
    points: list[CasePart] = [{"question": dict(one), "text": "mijn oordeel over hem"} for one in asked]
    for number in range(2):
        held: GroupMeeting = {**kept_meeting(f"{number:016x}"), "learning_points": points}
        team = with_meeting(team, held, {})
    with server.database() as engine:
        code, _keys = Vaults(engine).create(team)
    page = new_reader(1280).new_page()
    open_team(page, server.url, code, language)
    page.locator(".st-key-primary-link a").click()
    chart(page, "team-attitude").wait_for()
    settled(page)
    expect(page.locator(".st-key-agreed").get_by_text("mijn oordeel over hem").first).to_be_visible()
    assert_short(page)
    page.locator("[class*=st-key-talk-] button").first.click()
    expect(page.locator(".st-key-join-14")).to_contain_text(f"{server.url.partition('://')[2]}/bijeenkomst")


def assert_short(page: Page) -> None:
    """Folded: at most 500 words and four screens of 800 pixels."""
    main = page.get_by_test_id("stMain")
    assert len(main.inner_text().split()) <= 500
    assert main.evaluate("main => main.firstElementChild.scrollHeight") <= 4 * 800


def test_it_is_shown_a_screen_at_a_time(server: Server, new_reader: NewReader) -> None:
    page = new_reader(1920).new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{server.url}/team")
    press(page, "example")
    page.locator(".st-key-primary-link a").click()
    follow(page, "Show it on a large screen")
    screens = page.locator(".slides section")
    screens.first.wait_for()
    settled(page)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".slides *, .st-key-leave-slides a p")]
            .filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
            .filter(e => e.checkVisibility()).map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 24
    heights = page.evaluate("[...document.querySelectorAll('.slides section')].map(e => e.offsetHeight)")
    assert max(heights) <= 1080
    for key, number in (("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        expect(screens.nth(number)).to_be_in_viewport(ratio=0.99)
        expect(screens.nth(number - 1)).not_to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(chart(page, "team-attitude")).to_be_visible()
