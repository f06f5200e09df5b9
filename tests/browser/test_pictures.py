"""The pictures in the documentation are real: this makes them (`--update-pictures` keeps them)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.journey import ATTITUDE, reflect
from tests.server import ROOT, Server

PICTURES = ROOT / "docs" / "pictures"


def test_the_result_page_in_the_readme(
    server: Server, new_reader: Callable[..., BrowserContext], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = PICTURES if request.config.getoption("--update-pictures") else tmp_path
    folder.mkdir(exist_ok=True)
    page = new_reader(400, device_scale_factor=2).new_page()

    def option(dimension: int, place: int) -> int:
        """Often or nearly always, but at the second dimension seldom or sometimes."""
        chosen = (1, 2)[place % 2] if dimension == 1 else (3, 4, 3, 2)[(place + dimension) % 4]
        return 4 - chosen if list(ATTITUDE[dimension].items.values())[place].opposite else chosen

    reflect(page, server.url, option)
    page.locator(".st-key-chart-attitude").locator("canvas, svg.marks").wait_for()
    page.set_viewport_size({"width": 400, "height": 1240})
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "result.png")
    assert (folder / "result.png").stat().st_size > 20_000
    assert (PICTURES / "result.png").exists()
