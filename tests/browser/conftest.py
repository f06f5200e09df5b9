"""A real Chromium. Without one these tests are skipped, loudly; in CI that is a failure."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.conftest import CHROMIUM

NO_BROWSER = "NO CHROMIUM: the journeys in a real browser were NOT tested (Debian: apt install chromium)"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def new_reader(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes readers: browsers with cookies of their own."""
    readers: list[BrowserContext] = []

    def make(width: int = 360, **options: Any) -> BrowserContext:
        size = {"width": width, "height": 780}
        readers.append(
            chromium.new_context(viewport=size, locale="nl-NL", reduced_motion="reduce", **options)
        )
        readers[-1].set_default_timeout(20_000)
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()
