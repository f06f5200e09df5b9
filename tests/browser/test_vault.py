"""Keep, come back, compare, plan, look back, take along, erase: the vault in a real Chromium."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Download, Page, expect

from tests.browser.journey import ATTITUDE, PROFILE, answered, download, heading, kept, open_with, shown_code
from tests.support.server import ROOT, Server

NewReader = Callable[..., BrowserContext]
SITUATION, ACTION = "hij een afspraak afzegt", "hem dezelfde dag bellen"
CAME = "Twee keer gebeld. Eén keer lukte het."
NO_VAULT = "Met deze code gaat geen kluis open."


def high(dimension: int, place: int) -> int:
    """Every answer at the good end, for all dimensions but the first."""
    opposite = list(ATTITUDE[dimension].items.values())[place].opposite
    return 1 if (dimension == 0) != opposite else 5


def all_high(dimension: int, place: int) -> int:
    return 1 if list(ATTITUDE[dimension].items.values())[place].opposite else 5


def read(download: Download) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(download.path()).read_text(encoding="utf-8"))
    return data


def make_plan(page: Page) -> None:
    page.get_by_role("link", name="Maak een plan", exact=True).click()
    heading(page, "Een plan voor je volgende contact")
    page.get_by_label("Als …").fill(SITUATION)
    page.get_by_label("dan ga ik …").fill(ACTION)
    page.get_by_role("button", name="Bewaar dit plan").click()
    heading(page, "Je kluis")
    expect(page.get_by_text(ACTION)).to_be_visible()


def records(server: Server) -> list[tuple[bytes, bytes]]:
    with sqlite3.connect(server.data / "basishouding.sqlite") as connection:
        found = connection.execute("SELECT id, sealed FROM vaults").fetchall()
    connection.close()
    return found


def test_keep_close_restart_return_compare_plan_look_back_export_erase(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    answered(page, server.url, high)
    code = kept(page)
    make_plan(page)
    calendar = Path(download(page, "Herinnering voor mijn agenda").path()).read_text()
    assert "SUMMARY:Terugkijken" in calendar
    page.close()

    server.kill()
    server.start()
    page = new_reader().new_page()  # another browser, on another day
    open_with(page, server.url, f" {code.lower().replace('-', ' ')}")
    expect(page.get_by_text("maakte je dit plan")).to_be_visible()  # asked before anything else
    expect(page.get_by_text(SITUATION)).to_be_visible()
    expect(page.get_by_role("button", name="Nieuwe reflectie")).to_have_count(0)
    page.get_by_role("button", name="Bewaar dit", exact=True).click()
    expect(page.get_by_text("Er staat nog niets.")).to_be_visible()
    page.get_by_label("Hoe ging het?").fill(CAME)
    page.get_by_role("button", name="Bewaar dit", exact=True).click()
    expect(page.get_by_text(CAME)).to_be_visible()

    page.get_by_role("button", name="Nieuwe reflectie").click()
    heading(page, "Voor je begint")
    answered(page, server.url, all_high)
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    page.get_by_role("button", name="Leg hem in mijn kluis").click()
    heading(page, "Je kluis")
    page.get_by_role("link", name="Wat veranderde er?").click()
    heading(page, "Wat er veranderde")
    first = ATTITUDE[0]
    expect(page.locator(".st-key-outcome")).to_contain_text(f"‘{first.name['nl']}’")
    expect(page.locator(f".st-key-growth-{first.id}")).to_contain_text("toen 0, nu 100")
    expect(page.locator(f".st-key-growth-{ATTITUDE[1].id}")).to_contain_text("Dat is gelijk.")
    expect(page.locator(f".st-key-growth-{first.id}").locator("canvas, svg.marks")).to_be_visible()
    page.get_by_text(f"{first.name['nl']}: 7 van de 7 antwoorden anders").click()
    expect(page.get_by_text("toen: (bijna) nooit, nu: (bijna) altijd").first).to_be_visible()

    page.get_by_role("link", name="Naar je kluis").click()
    data = read(download(page, "Download alles in één bestand"))
    assert len(data["reflections"]) == 2
    assert data["plans"][0]["look_back"]["text"] == CAME
    assert data["reflections"][1]["scored"]["dimensions"][first.id]["score"] == 100

    page.get_by_role("button", name="Wis mijn kluis").click()
    page.get_by_role("button", name="Nee, toch niet").click()
    page.get_by_role("button", name="Wis mijn kluis").click()
    page.get_by_role("button", name="Ja, wissen").click()
    expect(page.get_by_text("Je kluis is gewist.")).to_be_visible()
    assert records(server) == []
    open_with(page, server.url, code)
    expect(page.get_by_text(NO_VAULT)).to_be_visible()
    for secret in (code, code.replace("-", ""), code.lower(), CAME):
        assert secret not in server.log


def test_whoever_changes_their_mind_leaves_nothing_behind(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    answered(page, server.url, high)
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    page.get_by_role("button", name="Geef me een code", exact=True).click()
    shown_code(page)
    assert len(records(server)) == 1
    page.get_by_role("button", name="Toch niet bewaren").click()
    heading(page, "Je resultaat")
    expect(page.get_by_role("link", name="Bewaar deze reflectie")).to_be_visible()
    assert records(server) == []


def test_a_file_of_ones_own_gives_the_same_pages_and_nothing_is_stored(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    answered(page, server.url, high)
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    file = Path(download(page, "Download het bestand").path())

    page = new_reader().new_page()
    page.goto(f"{server.url}/kluis")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "bewaard.json", "mimeType": "application/json", "buffer": file.read_bytes()}
    )
    expect(page.get_by_text("Dit is je eigen bestand.")).to_be_visible()
    make_plan(page)
    expect(page.get_by_text("Er is iets nieuws dat nog niet in je eigen bestand staat.")).to_be_visible()
    new = download(page, "Download het nieuwe bestand")
    assert [plan["then"] for plan in read(new)["plans"]] == [ACTION]
    expect(page.get_by_text("Dit is je eigen bestand.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Reflectie van")).click()
    heading(page, re.compile("Reflectie van"))
    expect(page.locator(".st-key-outcome")).to_contain_text(ATTITUDE[0].name["nl"])
    assert records(server) == []

    page.goto(f"{server.url}/kluis")
    page.get_by_role("button", name="Bewaar dit bestand in een nieuwe kluis").click()
    shown_code(page)
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    heading(page, "Je kluis")
    assert len(records(server)) == 1
    assert read(download(page, "Download alles in één bestand")) == read(new)


def test_a_file_that_is_none_of_ours_says_what_does_not_fit(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{server.url}/kluis")
    for content in (b"%PDF", b'{"format": "basishouding-vault", "format_version": 1, "plans": 3}'):
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
            {"name": "iets.json", "mimeType": "application/json", "buffer": content}
        )
        expect(page.get_by_text("Dit bestand kan hier niet open")).to_be_visible()
        page.reload()
        page.get_by_label("Je code").wait_for()


def test_what_people_wrote_shows_as_it_is_and_loads_nothing(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answered(page, server.url, high)
    kept(page)
    hostile = (
        "**vet** <img src=x> ![a](http://elsewhere.test/a.png) http://elsewhere.test www.elsewhere.test"
        " a@b.nl $x$ :smile: :red[r]"
    )
    page.get_by_label("Wat neem je mee").fill(f"{hostile}\n# kop\n- lijst")
    page.get_by_role("button", name="Bewaar dit leerpunt").click()
    point = page.locator("[class*='st-key-point-']")
    expect(point).to_be_visible()
    shown = point.inner_text().replace("\u200b", "")
    for part in (hostile, "# kop", "- lijst"):
        assert part in shown
    assert point.locator("a, img, h1, li, .katex").count() == 0
    assert not [url for url in asked if "elsewhere" in url]


def test_two_tabs_that_keep_at_once_lose_nothing(server: Server, new_reader: NewReader) -> None:
    one, other = new_reader(), new_reader()
    first, second = one.new_page(), other.new_page()
    answered(first, server.url, high)
    code = kept(first)
    open_with(second, server.url, code)
    expect(second.get_by_role("button", name="Sluit mijn kluis")).to_be_visible()
    for page, text in ((first, "uit het ene tabblad"), (second, "uit het andere")):
        page.get_by_label("Wat neem je mee").fill(text)
    for page in (first, second):
        page.get_by_role("button", name="Bewaar dit leerpunt").click()
    for page in (first, second):
        expect(page.locator("[class*='st-key-point-']").first).to_be_visible()
        expect(page.get_by_label("Wat neem je mee")).to_have_value("")
        page.reload()
        expect(page.get_by_text("uit het ene tabblad")).to_be_visible()
        expect(page.get_by_text("uit het andere")).to_be_visible()


def test_what_is_being_written_survives_a_refresh(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    answered(page, server.url, high)
    kept(page)
    page.get_by_role("link", name="Maak een plan", exact=True).click()
    page.get_by_label("Als …").fill(SITUATION)
    page.get_by_label("dan ga ik …").fill("half geschrev")
    page.reload()
    expect(page.get_by_label("Als …")).to_have_value(SITUATION)
    expect(page.get_by_label("dan ga ik …")).to_have_value("half geschrev")
    page.get_by_label("dan ga ik …").fill("")
    page.get_by_role("button", name="Bewaar dit plan").click()
    expect(page.get_by_text("Een plan heeft twee helften: ")).to_be_visible()
    page.get_by_label("dan ga ik …").fill(ACTION)
    page.get_by_role("button", name="Bewaar dit plan").click()
    heading(page, "Je kluis")
    page.get_by_role("link", name="Maak een plan", exact=True).click()
    expect(page.get_by_label("Als …")).to_have_value("")  # kept: the next plan begins empty


def test_a_damaged_vault_says_so_and_stays_as_it_is(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader().new_page()
    answered(page, server.url, high)
    code = kept(page)
    with sqlite3.connect(server.data / "basishouding.sqlite") as connection:
        connection.execute("UPDATE vaults SET sealed = substr(sealed, 1, 4096)")
    connection.close()
    before = records(server)
    page.get_by_role("link", name="Maak een plan", exact=True).click()
    expect(page.get_by_text("Open eerst je kluis.")).to_be_visible()
    open_with(page, server.url, code)
    expect(page.get_by_text("is op de server beschadigd")).to_be_visible()
    assert records(server) == before


def test_an_older_reflection_stays_readable_and_only_the_same_statements_are_compared(
    own_server: Callable[..., Server], new_reader: NewReader, tmp_path: Path
) -> None:
    server = own_server()
    page = new_reader().new_page()
    answered(page, server.url, high)
    code = kept(page)
    server.kill()

    folder = shutil.copytree(ROOT / "profile", tmp_path / "profile")
    first = ATTITUDE[0]
    text = next(iter(first.items.values())).text["nl"]
    file = folder / f"{first.id}.toml"
    file.write_text(file.read_text().replace(text, "Ik zeg nu iets heel anders."), encoding="utf-8")
    general = folder / "profile.toml"
    general.write_text(general.read_text().replace(f'version = "{PROFILE.version}"', 'version = "9.9"'))
    server.environment["BASISHOUDING_PROFILE"] = str(folder)
    server.start()

    page = new_reader().new_page()
    open_with(page, server.url, code)
    page.get_by_role("link", name=re.compile("Reflectie van")).click()
    expect(page.get_by_text(f"versie {PROFILE.version} van het attitudeprofiel")).to_be_visible()
    page.locator("summary", has_text=first.name["nl"]).click()
    expect(page.get_by_text(text)).to_be_visible()
    answered(page, server.url, all_high)
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    page.get_by_role("button", name="Leg hem in mijn kluis").click()
    page.get_by_role("link", name="Wat veranderde er?").click()
    expect(page.locator(f".st-key-growth-{first.id}")).to_contain_text("Vergeleken op 6 van de 7 uitspraken")
    page.locator("summary", has_text=first.name["nl"]).click()
    expect(page.get_by_text(f"Toen stond er: ‘{text}’")).to_be_visible()
