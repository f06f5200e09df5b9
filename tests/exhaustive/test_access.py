"""Every page by the Tab key."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Page

from tests.browser.journey import MIXED, seed, settled, words
from tests.browser.keyboard import focused
from tests.support.server import Server


def test_tab_goes_down_every_page(server: Server, wide_page: Page) -> None:
    page = wide_page
    seed(page.context, server, {"answers": MIXED})
    for path in ("", "reflectie", "resultaat", "kluis", "voorbereiden", "bijeenkomst"):
        page.goto(f"{server.url}/{path}")
        page.locator("#root h1").wait_for()
        page.locator(".st-key-footer, .st-key-next").last.wait_for()
        settled(page)
        page.keyboard.press("Tab")
        assert focused(page)["what"] == f"A {words('To the content')}"
        stops = []
        for _press in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            stop = focused(page)
            if stop["what"] == f"A {words('To the content')}":  # round again
                break
            if stop["inside"]:
                stops.append(stop)
        assert len(stops) >= 4
        for one, other in pairwise(stops):
            below, beside = other["top"] >= one["bottom"] - 8, other["left"] > one["left"]
            assert below or beside, (path, one, other)
