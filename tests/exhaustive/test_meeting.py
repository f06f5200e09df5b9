"""A meeting with a stage and five phones on two processes; one phone is offline, one process killed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewReader
from tests.browser.journey import button, heading, press, settled, shows, words
from tests.browser.test_meeting import (
    IDEA,
    TWO_SECONDS_MS,
    begin,
    join,
    look_at_views,
    next_phase,
    phase_heading,
    send,
    to_phase,
    view,
    write,
)
from tests.support.server import Server

QUESTION = "Wanneer laat ik los?"


def test_five_phones_and_a_killed_process(
    url: str, own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    """The stage is at one process and the phones at the other: no sticky sessions are needed."""
    first, second = (own_server(BASISHOUDING_DATABASE=url) for _process in range(2))
    stage = new_reader(1280).new_page()
    phones = [new_reader().new_page() for _phone in range(5)]
    code = begin(stage, first)
    for phone in phones:
        join(phone, second, code)
    to_phase(stage, "explore")
    write(stage, "question", QUESTION)
    for phone in phones:
        heading(phone, phase_heading("explore"))
        expect(phone.locator(".st-key-the-question")).to_contain_text(QUESTION)
    lost, *others = phones
    lost.context.set_offline(True)
    for number, phone in enumerate(others):
        send(phone, "idea", f"idee {number}")
    for phone in others:
        shows(phone, "{count} idea is parked.", count=4, plural=True)
        expect(phone.get_by_text("idee 1")).to_have_count(0)
    half_typed(others[0], "half getypt")
    second.kill()  # the process of the phones
    next_phase(stage, "core")
    second.start()
    lost.context.set_offline(False)
    for phone in phones:
        heading(phone, phase_heading("core"))
    expect(others[0].locator(".st-key-write-send-idea input")).to_have_value("half getypt")
    button(others[0], "send-idea").click()
    shows(lost, "{count} idea is parked.", count=5, plural=True)
    next_phase(stage, "new_way")
    view(stage, "What was said")
    for phone in phones:
        heading(phone, phase_heading("new_way"))
        for number in range(4):
            expect(phone.get_by_text(f"idee {number}")).to_be_visible()
        expect(phone.get_by_text("half getypt")).to_be_visible()
    next_phase(stage, "share")
    for number, phone in enumerate(phones):
        heading(phone, phase_heading("share"))
        send(phone, "line", f"regel {number}")
        expect(phone.locator(".st-key-told-line")).to_contain_text(f"regel {number}")
    press(stage, "on-")
    heading(stage, words("What people took from the meeting"))
    for number in range(5):
        expect(stage.get_by_text(f"regel {number}").first).to_be_visible()
    press(stage, "clear-meeting")
    press(stage, "clear-meeting-sure")
    for phone in phones:
        shows(phone, "The meeting has been cleared.")
    assert_nothing_is_left(first)


@pytest.mark.parametrize("phase", ["explore", "core", "share"])
def test_the_stage_never_scrolls(server: Server, wide_page: Page, phase: str) -> None:
    look_at_views(wide_page, server, phase)


def half_typed(page: Page, text: str) -> None:
    """Type without sending, and wait until the browser has kept it."""
    settled(page)
    with page.expect_request("**/draft"):
        page.locator(".st-key-write-send-idea input").press_sequentially(text)


def assert_nothing_is_left(server: Server) -> None:
    with server.database() as engine, engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meetings").scalar() == 0


def test_two_phones_follow_the_stage(server: Server, wide_page: Page, new_reader: NewReader) -> None:
    stage, (one, other) = wide_page, [new_reader().new_page() for _phone in range(2)]
    code = begin(stage, server)
    for phone in (one, other):
        join(phone, server, code)
    to_phase(stage, "explore")
    for phone in (one, other):
        heading(phone, phase_heading("explore"))
    other.context.set_offline(True)
    send(one, "idea", IDEA)
    shows(one, "{count} idea is parked.", count=1)
    next_phase(stage, "core")
    heading(one, phase_heading("core"))
    other.context.set_offline(False)
    heading(other, phase_heading("core"))
    shows(other, "{count} idea is parked.", count=1)
    press(stage, "pause-")
    expect(one.get_by_text(words("The clock is stopped."))).to_be_visible(timeout=5 * TWO_SECONDS_MS)
