"""The pictures in the documentation are real: this makes them (`--update-pictures` keeps them)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.journey import ATTITUDE, PROFILE, begin, heading, reflect
from tests.support.server import ROOT, Server

PICTURES = ROOT / "docs" / "pictures"
NewReader = Callable[..., BrowserContext]
Keep = Callable[[Page, str, int], None]


@pytest.fixture
def keep(tmp_path: Path, request: pytest.FixtureRequest) -> Keep:
    """Takes a picture of a page down to `height` pixels; the documentation has one of that name."""

    def keep(page: Page, name: str, height: int) -> None:
        folder = PICTURES if request.config.getoption("--update-pictures") else tmp_path
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})  # type: ignore[index]
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(500)
        page.screenshot(path=folder / name)
        assert (folder / name).stat().st_size > 20_000
        assert (PICTURES / name).exists()

    return keep


def test_a_screen_of_statements(server: Server, new_reader: NewReader, keep: Keep) -> None:
    page = new_reader(400, device_scale_factor=2).new_page()
    begin(page, server.url)
    keep(page, "reflection.png", 900)


def test_the_result_page(server: Server, new_reader: NewReader, keep: Keep) -> None:
    page = new_reader(400, device_scale_factor=2).new_page()

    def option(dimension: int, place: int) -> int:
        """Often or nearly always, but at the second dimension seldom or sometimes."""
        chosen = (1, 2)[place % 2] if dimension == 1 else (3, 4, 3, 2)[(place + dimension) % 4]
        return 4 - chosen if list(ATTITUDE[dimension].items.values())[place].opposite else chosen

    reflect(page, server.url, option)
    page.locator(".st-key-chart-attitude").locator("canvas, svg.marks").wait_for()
    keep(page, "result.png", 1240)


def test_the_result_of_the_invented_team(server: Server, new_reader: NewReader, keep: Keep) -> None:
    page = new_reader(720).new_page()
    page.goto(f"{server.url}/team")
    page.get_by_role("button", name="Laat een voorbeeld zien").click()
    page.get_by_role("link", name="Resultaat van").first.click()
    page.locator("canvas, svg.marks").first.wait_for()
    keep(page, "team.png", 1300)


def test_a_phase_of_a_meeting(server: Server, new_reader: NewReader, keep: Keep) -> None:
    page = new_reader(1100).new_page()
    page.goto(f"{server.url}/bijeenkomst")
    page.get_by_role("button", name="Begin de bijeenkomst").click()
    heading(page, PROFILE.intervision.phases["explore"].name["nl"])
    expect(page.get_by_text("De klok staat stil.")).to_be_visible()
    page.get_by_label("De vraag, zoals die is ingebracht").fill("Wanneer laat ik los?")
    keep(page, "meeting.png", 900)
