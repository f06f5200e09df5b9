"""A real Chromium. Without one these tests are skipped, loudly; in CI that is a failure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import CHROMIUM

NO_BROWSER = (
    "NO CHROMIUM: the journeys in a real browser were NOT tested"
    " (Debian: apt install chromium-headless-shell)"
)


MAX_WAIT_MS = 30_000
"""Longer than anything takes on a machine with other work."""

expect.set_options(timeout=MAX_WAIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a failed test in a browser once more; pytest lists it as 'RERUN', to be mended."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


class NewReader(Protocol):
    """Makes a reader: a browser context with its own cookies."""

    def __call__(self, width: int = 360, **options: Any) -> BrowserContext: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a worker."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def new_reader(chromium: Browser) -> Iterator[NewReader]:
    """For tests with several people, or with a browser that is set up differently."""
    readers: list[BrowserContext] = []

    def make(width: int = 360, **options: Any) -> BrowserContext:
        size = {"width": width, "height": 780}
        settings = {"viewport": size, "locale": "nl-NL", "reduced_motion": "reduce", **options}
        readers.append(chromium.new_context(**settings))
        readers[-1].set_default_timeout(MAX_WAIT_MS)
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()


@pytest.fixture
def page(new_reader: NewReader) -> Page:
    """The page of one reader, as wide as a small phone."""
    return new_reader().new_page()


@pytest.fixture
def wide_page(new_reader: NewReader) -> Page:
    """The page of one reader on a laptop."""
    return new_reader(1280).new_page()
