"""The vault in a real Chromium: two browsers at once, a damaged record, an older reflection, other files."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import update

from content import asked, asked_key
from records import Reflection
from storage import Vaults
from storage.contents import empty, with_reflection
from storage.tables import vaults
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    PROFILE,
    add_answers,
    button,
    download,
    follow,
    have_code,
    heading,
    open_with,
    points,
    press,
    result,
    shown_code,
    shows,
    words,
)
from tests.browser.test_vault import (
    ACTION,
    FIRST,
    SITUATION,
    TAKEN,
    an_open_vault,
    make_plan,
    put_file,
    read,
    records,
)
from tests.support.server import Server


def test_who_changes_their_mind_leaves_nothing(server: Server, page: Page) -> None:
    before = records(server)
    result(page, server, points(0))
    follow(page, "Keep this reflection")
    press(page, "make-code")
    shown_code(page)
    assert records(server) == before  # stored once the reader has the code
    have_code(page, "no-code")
    heading(page, words("Your result"))
    expect(page.get_by_role("link", name=words("Keep this reflection"))).to_be_visible()
    assert records(server) == before


def test_a_file_of_another_kind_is_refused(server: Server, page: Page) -> None:
    for content in (b"%PDF", b'{"format": "basishouding-vault", "format_version": 1, "plans": 3}'):
        page.goto(f"{server.url}/kluis")
        put_file(page, content)
        expect(page.get_by_test_id("stAlert")).to_contain_text("Dit bestand kan hier niet open")


def test_two_browsers_that_keep_at_once_lose_nothing(
    server: Server, page: Page, new_reader: NewReader
) -> None:
    other = new_reader().new_page()
    open_with(other, server.url, an_open_vault(page, server))
    expect(button(other, "close")).to_be_visible()
    texts = {page: "uit het ene tabblad", other: "uit het andere"}
    for one, written in texts.items():
        one.get_by_label(words(TAKEN)).fill(written)
    for one in texts:
        press(one, "keep-point")
    for one in texts:
        expect(one.locator("[class*='st-key-point-']").first).to_be_visible()
        expect(one.get_by_label(words(TAKEN))).to_have_value("")
    for one in texts:
        one.reload()
        for written in texts.values():
            expect(one.get_by_text(written)).to_be_visible()


def test_a_damaged_vault_stays_as_it_is(server: Server, page: Page) -> None:
    before = [name for name, _sealed in records(server)]
    code = an_open_vault(page, server)
    [(name, sealed)] = [record for record in records(server) if record[0] not in before]
    with server.database() as engine, engine.begin() as connection:
        connection.execute(update(vaults).where(vaults.c.id == name).values(sealed=sealed[:4096]))
    damaged = records(server)
    follow(page, "Make a plan")
    shows(page, "A plan is kept in your vault, so that you can look back on it later.")
    open_with(page, server.url, code)
    shows(page, "What belongs to this code is damaged")
    assert records(server) == damaged


def test_an_older_reflection_compares_equal_statements(server: Server, page: Page) -> None:
    old, statement = "Zo stond het er vroeger.", next(iter(FIRST.items.values())).text["nl"]
    before = json.loads(json.dumps(asked(PROFILE), ensure_ascii=False).replace(statement, old))
    before["version"] = "0.9"
    reflection: Reflection = {
        "id": "0123456789abcdef",
        "made_on": "2026-01-01",
        "profile": asked_key(before),
        "works_with": "adults",
        "confidence": None,
        "answers": points(0),
    }
    with server.database() as engine:
        code, _keys = Vaults(engine).create(with_reflection(empty(), reflection, before))
    open_with(page, server.url, code)
    follow(page, "Reflection of {day}")
    shows(page, "This reflection was made with version {version}", version="0.9")
    page.locator("summary", has_text=FIRST.name["nl"]).click()
    expect(page.get_by_text(old)).to_be_visible()
    add_answers(page, points(None))
    page.goto(f"{server.url}/bewaren")
    press(page, "keep")
    follow(page, "What changed?")
    compared = words("Compared on {compared} statements", compared=6)
    expect(page.locator(f".st-key-growth-{FIRST.id}")).to_contain_text(compared)
    page.locator("summary", has_text=FIRST.name["nl"]).click()
    expect(page.get_by_text(words("(At the time it read: ‘{statement}’)", statement=old))).to_be_visible()


def test_an_own_file_works_and_stores_nothing(server: Server, page: Page) -> None:
    before = records(server)
    result(page, server, points(0))
    follow(page, "Keep this reflection")
    file = Path(download(page, "file").path())
    page.context.clear_cookies()
    page.goto(f"{server.url}/kluis")
    put_file(page, file.read_bytes())
    shows(page, "This is your own file.")
    make_plan(page)
    shows(page, "Something new is not in your own file yet. Download")
    new = download(page, "file")
    assert [plan["then"] for plan in read(new)["plans"]] == [ACTION]
    shows(page, "This is your own file.")
    follow(page, "Reflection of {day}")
    heading(page, re.compile(words("Reflection of {day}")))
    expect(page.locator(".st-key-outcome")).to_contain_text(FIRST.name["nl"])
    assert records(server) == before

    page.goto(f"{server.url}/kluis")
    press(page, "file-to-vault")
    have_code(page)
    heading(page, words("Your vault"))
    assert len(records(server)) == len(before) + 1
    assert read(download(page, "file")) == read(new)


def test_written_text_shows_as_it_is(server: Server, page: Page) -> None:
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    an_open_vault(page, server)
    hostile = (
        "**vet** <img src=x> ![a](http://elsewhere.test/a.png) http://elsewhere.test www.elsewhere.test"
        " a@b.nl $x$ :smile: :red[r]"
    )
    page.get_by_label(words(TAKEN)).fill(f"{hostile}\n# kop\n- lijst")
    press(page, "keep-point")
    point = page.locator("[class*='st-key-point-']")
    expect(point).to_be_visible()
    shown = point.inner_text().replace("\u200b", "")
    for part in (hostile, "# kop", "- lijst"):
        assert part in shown
    assert point.locator("a, img, h1, li, .katex").count() == 0
    assert not [url for url in asked_for if "elsewhere" in url]


def test_half_written_text_survives_a_refresh(server: Server, page: Page) -> None:
    an_open_vault(page, server)
    follow(page, "Make a plan")
    situation, action = page.get_by_label(words("If …")), page.get_by_label(words("then I will …"))
    situation.fill(SITUATION)
    action.fill("half geschrev")
    page.reload()
    expect(situation).to_have_value(SITUATION)
    expect(action).to_have_value("half geschrev")
    action.fill("")
    press(page, "keep-plan")
    shows(page, "A plan has two halves")
    action.fill(ACTION)
    press(page, "keep-plan")
    heading(page, words("Your vault"))
    follow(page, "Make a plan")
    expect(situation).to_have_value("")  # kept: the next plan begins empty
