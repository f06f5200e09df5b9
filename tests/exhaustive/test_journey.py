"""A reflection: a profile that is edited meanwhile, and the ways back and forth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.journey import (
    answer,
    begin,
    chosen,
    heading,
    item,
    open_statements,
    press,
    words,
)
from tests.browser.test_journey import FIRST, ITEMS, SECOND
from tests.support.server import ROOT, Server


def test_an_edited_profile_needs_no_restart(
    own_server: Callable[..., Server], page: Page, tmp_path: Path
) -> None:
    for file in (ROOT / "profile").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    server = own_server(BASISHOUDING_PROFILE=str(tmp_path))
    open_statements(page, server, FIRST.id)
    answer(page, ITEMS[0], 2)
    old, new = FIRST.items[ITEMS[0]].text["nl"], "Ik doe wat hier nu staat."
    file = tmp_path / f"{FIRST.id}.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    until(page, lambda: new in item(page, ITEMS[0]).inner_text())
    assert chosen(page, ITEMS[0]) == 2
    file.write_text("this is no TOML", encoding="utf-8")  # a slip must not stop the readers
    until(page, lambda: f"{FIRST.id}.toml:1" in server.log)
    assert chosen(page, ITEMS[0]) == 2


def until(page: Page, seen: Callable[[], bool]) -> None:
    """Go back and forth until the server has looked at the profile's files: it does so once a second."""
    for _time in range(20):
        press(page, "back")
        heading(page, words("Before you begin"))
        press(page, "next")
        heading(page, FIRST.name["nl"])
        if seen():
            return
    raise AssertionError("the profile's files were not looked at")


def test_back_and_forth_loses_nothing(server: Server, page: Page) -> None:
    begin(page, server.url)
    for place, name in enumerate(ITEMS):
        answer(page, name, 1 if place else 3)
    press(page, "next")
    heading(page, SECOND.name["nl"])
    other = next(iter(SECOND.items))
    answer(page, other, 4)
    press(page, "back")
    heading(page, FIRST.name["nl"])
    assert chosen(page, ITEMS[0]) == 3
    page.go_back()  # the browser's own button: to the second dimension, where one came from
    heading(page, SECOND.name["nl"])
    assert chosen(page, other) == 4
    page.get_by_role("link", name="Basishouding").click()
    heading(page, words("How do you relate to the people you meet?"))
    page.go_back()
    heading(page, SECOND.name["nl"])
    assert chosen(page, other) == 4
