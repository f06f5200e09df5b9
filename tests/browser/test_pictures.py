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
        """Often, and at the second dimension more often the opposite."""
        opposite = list(ATTITUDE[dimension].items.values())[place].opposite
        high = (place + dimension) % 3 != 0 if dimension != 1 else place % 4 == 1
        return (1 if opposite else 3) if high else (3 if opposite else 1)

    reflect(page, server.url, option)
    page.locator(".st-key-chart-attitude").locator("canvas, svg").first.wait_for()
    page.set_viewport_size({"width": 400, "height": 1240})
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "result.png")
    assert (folder / "result.png").stat().st_size > 20_000
    assert (PICTURES / "result.png").exists()
