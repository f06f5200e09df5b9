"""A lead's two rounds with four, six and fourteen people, on a phone, a laptop and a wall."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from records import Team, TeamClosedRound
from storage import Vaults
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    ATTITUDE,
    TEAM,
    button,
    chart,
    confirm,
    follow,
    have_code,
    heading,
    press,
    settled,
    shows,
    shows_not,
    submit,
    submit_ballots,
    words,
)
from tests.support.server import Server

INVITED = 15


@pytest.mark.parametrize("width", [360, 1280, 1920])
@pytest.mark.parametrize("people", [4, 6, 14])
def test_two_rounds_of_a_team(server: Server, new_reader: NewReader, people: int, width: int) -> None:
    lead = new_reader(width).new_page()
    lead.goto(f"{server.url}/team")
    lead.locator(".st-key-team-name input").fill(TEAM)
    submit(lead)
    code = have_code(lead)
    heading(lead, TEAM)
    for number in (1, 2):
        a_round(lead, server, people)
        nothing_sticks_out(lead)
        if people < 5:
            shows(lead, "This round is closed without figures")
            shows_not(lead, "Agenda for peer consultation (intervision)")
            expect(chart(lead, "team-attitude")).to_have_count(0)
        else:
            the_result(lead, people)
            if number == 2:
                expect(lead.get_by_text(words("Since the previous round, everything")).first).to_be_visible()
                shows(lead, "Your learning points of {day}")
            else:
                talk_about_the_first_topic(lead)
                ten_weeks_go_by(server, code)
        lead.goto(f"{server.url}/team")
        heading(lead, TEAM)
        nothing_sticks_out(lead)


def a_round(lead: Page, server: Server, people: int) -> None:
    """Open a round with one link, have people share, and close it."""
    invited = lead.locator(".st-key-invited input")
    invited.fill(str(INVITED))
    invited.press("Enter")
    lead.locator(".st-key-one-link").get_by_test_id("stRadioOption").nth(1).click()
    settled(lead)
    press(lead, "open-round")
    link = lead.locator(".st-key-link-shown code").inner_text().strip()
    submit_ballots(server, [link.partition("#")[2]] * people)
    lead.goto(f"{server.url}/team")
    confirm(lead, "close-round")
    settled(lead)


def the_result(lead: Page, people: int) -> None:
    """What stands on the page of a round with figures."""
    follow(lead, "Result of {day}")
    shows(
        lead,
        "{ballots} of the {invited} people invited shared their answers.",
        ballots=people,
        invited=INVITED,
    )
    expect(chart(lead, "team-attitude")).to_be_visible()
    for dimension in ATTITUDE:
        expect(lead.get_by_text(dimension.name["nl"]).first).to_be_visible()
    assert lead.locator("[class*=st-key-talk-] button").count() == 3
    nothing_sticks_out(lead)


def talk_about_the_first_topic(lead: Page) -> None:
    """Hold the meeting that a topic begins, and keep what comes of it under the team's code."""
    lead.locator("[class*=st-key-talk-] button").first.click()
    heading(lead, words("Who joins?"))
    press(lead, "on-0")
    press(lead, "skip-")
    for _phase in range(4):
        press(lead, "on-")
        settled(lead)
    heading(lead, words("What people took from the meeting"))
    lead.locator(".st-key-write-meeting-learning-0 textarea").fill("Mijn eigen tempo.")
    lead.locator(".st-key-write-meeting-learning-0 textarea").blur()
    settled(lead)
    press(lead, "keep-meeting")
    shows(lead, "This is kept for your team.")
    press(lead, "clear-meeting")
    press(lead, "clear-meeting-sure")
    expect(button(lead, "clear-meeting")).to_have_count(0)


def ten_weeks_go_by(server: Server, code: str) -> None:
    """The round so far was ten weeks ago: the next one may be opened."""

    def earlier(team: Team) -> Team:
        [entry] = team["rounds"]
        assert entry["closed_on"] is not None
        days = {
            key: (date.fromisoformat(entry[key]) - timedelta(weeks=10)).isoformat()
            for key in ("opened_on", "until", "closed_on")
        }
        return {**team, "rounds": [cast("TeamClosedRound", {**entry, **days})]}

    with server.database() as engine:
        vaults = Vaults(engine)
        vaults.change(vaults.find(code)[0], Team, earlier)


def nothing_sticks_out(page: Page) -> None:
    """Nothing is wider than the screen."""
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
