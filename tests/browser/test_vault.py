"""Keep, come back, compare, plan, look back, take along, erase: the vault in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, FilePayload, Page, expect
from sqlalchemy import text

from tests.browser.conftest import NewReader
from tests.browser.journey import (
    ATTITUDE,
    PROFILE,
    add_answers,
    button,
    chart,
    confirm,
    download,
    follow,
    heading,
    keep,
    open_with,
    points,
    press,
    result,
    shows,
    words,
)
from tests.support.server import Server

FIRST = ATTITUDE[0]
SITUATION, ACTION = "hij een afspraak afzegt", "hem dezelfde dag bellen"
CAME = "Twee keer gebeld. Eén keer lukte het."
NO_VAULT = "Nothing opens with this code."
TAKEN = "What do you take away, from peer consultation (intervision) or from your work?"


def read(download: Download) -> dict[str, Any]:
    """What is in a downloaded file."""
    data: dict[str, Any] = json.loads(Path(download.path()).read_text(encoding="utf-8"))
    return data


def an_open_vault(page: Page, server: Server) -> str:
    """A new vault with one reflection, open on the page; returns its code."""
    result(page, server, points(0))
    return keep(page)


def make_plan(page: Page) -> None:
    """Write a plan, from the page of the vault and back."""
    follow(page, "Make a plan")
    heading(page, words("A plan for your next contact"))
    page.get_by_label(words("If …")).fill(SITUATION)
    page.get_by_label(words("then I will …")).fill(ACTION)
    press(page, "keep-plan")
    heading(page, words("Your vault"))
    expect(page.get_by_text(ACTION)).to_be_visible()


def put_file(page: Page, content: bytes) -> None:
    """Choose a file on the page of the vault."""
    file = FilePayload(name="bewaard.json", mimeType="application/json", buffer=content)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)


def records(server: Server) -> list[tuple[bytes, bytes]]:
    """Every vault as it is stored."""
    with server.database() as engine, engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(text("SELECT id, sealed FROM vaults"))]


def test_a_vault_from_making_to_erasing(server: Server, page: Page, new_reader: NewReader) -> None:
    before = records(server)
    code = an_open_vault(page, server)
    make_plan(page)
    page.locator("summary").filter(has_text=words("Reminder for my calendar")).click()
    calendar = Path(download(page, "calendar-").path()).read_text(encoding="utf-8")
    assert f"SUMMARY:{words('Look back')}" in calendar

    server.kill()
    server.start()
    page = new_reader().new_page()  # another browser, on another day
    open_with(page, server.url, f" {code.lower().replace('-', ' ')}")
    expect(page.get_by_text(SITUATION)).to_be_visible()  # asked before anything else
    expect(button(page, "new-reflection")).to_have_count(0)
    press(page, "look-back")
    shows(page, "There is nothing here yet.")
    page.get_by_label(words("How did it go?")).fill(CAME)
    press(page, "look-back")
    expect(page.get_by_text(CAME)).to_be_visible()

    press(page, "new-reflection")
    heading(page, words("Before you begin"))
    add_answers(page, points(None))
    page.goto(f"{server.url}/bewaren")
    press(page, "keep")
    heading(page, words("Your vault"))
    follow(page, "What changed?")
    heading(page, words("What changed"))
    expect(page.locator(".st-key-outcome")).to_contain_text(f"‘{FIRST.name['nl']}’")
    expect(page.locator(f".st-key-growth-{FIRST.id}")).to_contain_text("toen 0, nu 100")
    same = words("{then} then, {now} now. That is the same.", then=100, now=100)
    expect(page.locator(f".st-key-growth-{ATTITUDE[1].id}")).to_contain_text(same)
    expect(chart(page, f"growth-{FIRST.id}")).to_be_visible()
    differ = words("{different} of {all} answers are different", different=7, all=7)
    differ = f"{FIRST.name['nl']}: {differ}"
    page.get_by_text(differ).click()
    never, always = PROFILE.scale[1]["nl"], PROFILE.scale[5]["nl"]
    change = words("{statement} – then: **{then}**, now: **{now}**", statement="", then=never, now=always)
    expect(page.get_by_text(change).first).to_be_visible()

    follow(page, "Open your vault")
    data = read(download(page, "file"))
    assert len(data["reflections"]) == 2
    assert data["plans"][0]["look_back"]["text"] == CAME
    assert data["reflections"][1]["scored"]["dimensions"][FIRST.id]["score"] == 100

    press(page, "erase-vault-")
    page.locator("[class*='st-key-erase-vault-'][class*='-not'] button").click()
    confirm(page, "erase-vault")
    shows(page, "Your vault has been erased.")
    assert records(server) == before
    open_with(page, server.url, code)
    shows(page, NO_VAULT)
    for secret in (code, code.replace("-", ""), code.lower(), CAME):
        assert secret not in server.log
