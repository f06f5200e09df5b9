"""The pictures in the documentation are real: this makes them (`--update-pictures` keeps them)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewReader
from tests.browser.journey import (
    ATTITUDE,
    answers,
    button,
    chart,
    follow,
    open_statements,
    press,
    result,
    settled,
    words,
)
from tests.support.server import ROOT, Server

PICTURES = ROOT / "docs" / "pictures"
Keep = Callable[[Page, str, int], None]


@pytest.fixture
def keep(tmp_path: Path, request: pytest.FixtureRequest) -> Keep:
    """Takes a picture of a page down to `height` pixels; the documentation has one of that name."""

    def keep(page: Page, name: str, height: int) -> None:
        folder = PICTURES if request.config.getoption("--update-pictures") else tmp_path
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": size["width"], "height": height})
        page.evaluate("document.activeElement.blur()")
        settled(page)
        page.screenshot(path=folder / name)
        assert (folder / name).stat().st_size > 20_000
        assert (PICTURES / name).exists()

    return keep


def often(dimension: int, place: int) -> int:
    """Often or nearly always, but at the second dimension seldom or sometimes."""
    chosen = (2, 3)[place % 2] if dimension == 1 else (4, 5, 4, 3)[(place + dimension) % 4]
    return 6 - chosen if list(ATTITUDE[dimension].items.values())[place].opposite else chosen


def test_pictures_of_a_reflection(server: Server, new_reader: NewReader, keep: Keep) -> None:
    page = new_reader(400, device_scale_factor=2).new_page()
    open_statements(page, server, ATTITUDE[0].id)
    button(page, "next").wait_for()
    keep(page, "reflection.png", 900)
    result(page, server, answers(often))
    chart(page, "chart-attitude").wait_for()
    keep(page, "result.png", 1240)


def test_pictures_of_a_team_and_a_meeting(server: Server, new_reader: NewReader, keep: Keep) -> None:
    page = new_reader(720).new_page()
    page.goto(f"{server.url}/team")
    press(page, "example")
    follow(page, "Result of {day}")
    page.locator("canvas, svg.marks").first.wait_for()
    keep(page, "team.png", 1300)
    page.set_viewport_size({"width": 1100, "height": 780})
    page.goto(f"{server.url}/bijeenkomst")
    press(page, "begin-meeting")
    press(page, "on-0")
    press(page, "skip-1")
    page.get_by_label(words("The question, as it is brought")).fill("Wanneer laat ik los?")
    press(page, "view-4-0")
    keep(page, "meeting.png", 900)
