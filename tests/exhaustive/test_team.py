"""A team's round in a real Chromium: what reaches the lead, and a button that is pressed twice."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from services import today
from tests.browser.journey import (
    MIXED,
    button,
    confirm,
    follow,
    new_round,
    open_team,
    press,
    result,
    settled,
    shows,
    submit_ballots,
    take_part,
)
from tests.browser.test_team import SHARED
from tests.support.server import Server
from tests.support.stored import execute


def test_a_lead_sees_no_number(server: Server, wide_page: Page) -> None:
    """Everything that reaches the lead's browser, compared after submits; a night later it says 'enough'."""
    lead, people = wide_page, 7
    code, link = new_round(server, people)
    open_team(lead, server.url, code)
    received: list[bytes] = []

    def note(frame: str | bytes) -> None:
        received.append(frame if isinstance(frame, bytes) else frame.encode())

    lead.on("websocket", lambda socket: socket.on("framereceived", note))

    def look() -> tuple[str, set[bytes]]:
        received.clear()
        lead.reload()
        button(lead, "close-round-").wait_for()
        expect(lead.locator(".st-key-link-shown code")).to_be_visible()
        settled(lead)
        ballots = {
            found for frame in received for found in re.findall(rb"(?:reliab|authent)[a-z]+-\d", frame)
        }
        return lead.get_by_test_id("stMain").inner_text(), ballots

    before = look()
    for number in range(1, people + 1):
        submit_ballots(server, [link])
        if number in (1, 5, 7):
            assert look() == before
    with server.database() as engine:  # as if a night had passed; the server looks when it starts
        execute(engine, "UPDATE rounds SET noted_on = :day", day=today() - timedelta(days=2))
    server.kill()
    server.start()
    open_team(lead, server.url, code)
    shows(lead, "Enough people have shared.")


def test_pressed_twice_it_is_shared_once(server: Server, page: Page) -> None:
    code, link = new_round(server, 6)
    other = page.context.new_page()
    take_part(page, server, link)
    result(page, server, MIXED)
    other.goto(f"{server.url}/resultaat")
    button(other, "share").wait_for()
    button(page, "share").dblclick()
    shows(page, SHARED)
    press(other, "share")
    shows(other, SHARED)
    submit_ballots(server, [link] * 4)
    open_team(page, server.url, code)
    confirm(page, "close-round")
    follow(page, "Result of {day}")  # one link: a sixth would have fitted
    shows(page, "{ballots} of the {invited} people invited shared their answers.", ballots=5, invited=6)
