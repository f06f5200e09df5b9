"""A team's round in a real Chromium: the lead, the people who take part, and what neither leaves behind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from storage import Rounds, open_database
from tests.browser.journey import PROFILE, answered, download, heading, kept, shown_code
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]


def make_team(page: Page, url: str, name: str = "Team Noord") -> str:
    """Make a team, up to its page; returns its code."""
    page.goto(f"{url}/team")
    page.get_by_label("Naam van het team").fill(name)
    page.get_by_role("button", name="Maak dit team").click()
    code = shown_code(page)
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    heading(page, name)
    return code


def open_round(page: Page, invited: int, *, one_link: bool = False) -> None:
    field = page.get_by_role("spinbutton", name="Hoeveel mensen nodig je uit?")
    field.fill(str(invited))
    field.press("Enter")
    expect(page.locator(".st-key-invited input")).to_have_value(str(invited))
    if one_link:
        page.get_by_text("Eén link voor het hele team").click()
        expect(page.get_by_text("Makkelijker voor mensen")).to_be_visible()
    page.get_by_role("button", name="Open de ronde").click()


def the_link(page: Page) -> str:
    return page.locator(".st-key-link-shown code").inner_text().strip()


def codes_on(sheet: Path, address: str) -> list[str]:
    """The codes on the printed cards, with where to type them."""
    words = "\n".join(page.extract_text() for page in PdfReader(sheet).pages)
    codes = re.findall(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", words)
    assert words.count(address) == len(codes)
    return codes


def take_part(page: Page, address: str) -> None:
    """Follow a link with a code, up to who sees what."""
    page.goto(address)
    expect(page.get_by_label("Je code")).to_have_value(address.partition("#")[2])
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page.get_by_role("heading", name="Wie ziet wat?")).to_be_visible()


def share(page: Page, server: Server, address: str, level: int = 3) -> None:
    take_part(page, address)
    answered(page, server.url, lambda _dimension, _place: level)
    page.get_by_role("button", name="Deel mijn antwoorden").click()
    expect(page.get_by_text("Je antwoorden zijn gedeeld")).to_be_visible()


def close_round(page: Page) -> None:
    page.get_by_role("button", name="Sluit de ronde", exact=True).click()
    page.get_by_role("button", name="Ja, sluit de ronde").click()


def test_a_round_by_cards_from_the_first_to_the_result(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    asked: list[str] = []
    lead = new_reader(1280).new_page()
    code = make_team(lead, server.url)
    open_round(lead, 6)
    heading(lead, "De ronde is open")
    lead.reload()  # the cards are still there
    sheet = Path(download(lead, "Kaartjes om te printen (pdf)").path())
    codes = codes_on(sheet, f"{server.url}/meedoen")
    assert len(set(codes)) == 6
    lead.get_by_role("button", name="Ik heb de kaartjes").click()
    expect(lead.get_by_role("heading", name="De ronde is open")).to_be_visible()

    for number, card in enumerate(codes[:5]):
        person = new_reader().new_page()
        person.on("request", lambda request: asked.append(request.url))
        address = f"{server.url}/meedoen#{card.replace('-', '')}"
        if number:
            share(person, server, address, 1 + number % 5)
            continue
        # the first one takes every turn there is
        take_part(person, address)
        assert person.url == f"{server.url}/meedoen"  # the code left the address at once
        assert card.replace("-", "") not in person.evaluate("JSON.stringify([history.state, location.href])")
        person.reload()
        expect(person.get_by_text("Delen minder dan 5 mensen?")).to_be_visible()
        server.kill()
        server.start()  # the invitation is in the draft
        person.goto(f"{server.url}/meedoen")
        person.get_by_role("link", name="Begin", exact=True).click()
        heading(person, "Voor je begint")
        answered(person, server.url, lambda _dimension, _place: 4)
        expect(person.get_by_text("Verderop kies je")).to_be_visible()
        person.get_by_role("button", name="Niet delen").click()
        expect(person.get_by_text("Je koos om niet te delen")).to_be_visible()
        person.reload()
        person.get_by_role("button", name="Toch delen").click()
        expect(person.get_by_text("Je antwoorden zijn gedeeld")).to_be_visible()
        person.go_back()  # nothing is shared twice
        person.goto(f"{server.url}/resultaat")
        expect(person.get_by_text("Je antwoorden zijn gedeeld")).to_be_visible()
        expect(person.get_by_role("button", name="Deel mijn antwoorden")).to_have_count(0)
        code_of_vault = kept(person)  # keeping is another act
        assert code_of_vault != code
        again = new_reader().new_page()
        again.goto(address)
        expect(again.get_by_label("Je code")).to_have_value(card.replace("-", ""))
        again.get_by_role("button", name="Verder", exact=True).click()
        expect(again.get_by_text("Met deze code kun je niet meedoen.")).to_be_visible()

    # the restart closed the team on this device
    lead.goto(f"{server.url}/team")
    lead.get_by_label("Code van het team").fill(code)
    lead.get_by_role("button", name="Open", exact=True).click()
    expect(lead.get_by_text("5 van de 6 mensen")).to_be_visible()
    close_round(lead)
    lead.get_by_role("link", name="Resultaat van").click()
    expect(lead.get_by_role("heading", name="De uitspraken")).to_be_visible()
    expect(lead.get_by_text("deelden er 5 hun")).to_be_visible()
    for part in ("team-attitude", "tiles-attitude"):
        expect(lead.locator(f".st-key-{part}").locator("canvas, svg.marks")).to_be_visible()
    assert Path(download(lead, "Verslag (pdf)").path()).read_bytes().startswith(b"%PDF")
    data = json.loads(Path(download(lead, "Gegevens (JSON)").path()).read_text(encoding="utf-8"))
    assert (data["ballots"], data["for_appraisal"], data["demonstration"]) == (5, False, False)
    table = Path(download(lead, "Tabel (CSV)").path()).read_text(encoding="utf-8-sig")
    assert not re.search(r'(^|;)"?[=+@\t-]', table, flags=re.MULTILINE)

    traces = [code, *codes, *(one.replace("-", "") for one in (code, *codes))]
    assert not [trace for trace in traces if trace in server.log]
    assert not [url for url in asked if any(trace in url for trace in traces)]
    assert "Team Noord" not in server.log


def test_a_lead_who_looks_while_twelve_submit_sees_the_number_from_five_on(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    """Every byte that reaches the lead's browser, compared after each submit."""
    server = own_server()
    lead = new_reader(1280).new_page()
    make_team(lead, server.url)
    open_round(lead, 12, one_link=True)
    expect(lead.locator(".st-key-link-shown")).to_be_visible()
    code = the_link(lead).partition("#")[2]
    rounds = Rounds(open_database(f"sqlite:///{server.data / 'basishouding.sqlite'}"), min_minimum=5)
    received: list[bytes] = []
    lead.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda frame: received.append(frame if isinstance(frame, bytes) else frame.encode()),
        ),
    )

    def look() -> tuple[str, set[bytes]]:
        received.clear()
        lead.reload()
        expect(lead.get_by_role("button", name="Kijk opnieuw")).to_be_visible()
        expect(lead.locator(".st-key-link-shown code")).to_be_visible()
        lead.wait_for_timeout(300)
        numbers = {found for frame in received for found in re.findall(rb"\d+ van de \d+ mensen", frame)}
        sheets = {found for frame in received for found in re.findall(rb"(?:reliab|authent)[a-z]+-\d", frame)}
        return lead.get_by_test_id("stMain").inner_text(), numbers | sheets

    before = look()
    for number in range(1, 13):
        rounds.submit(code, {id: 1 + (number + place) % 5 for place, id in enumerate(PROFILE.items)})
        text, told = look()
        if number < 5:
            assert (text, told) == before
            assert told == set()
        else:
            assert told == {f"{number} van de 12 mensen".encode()}
            if number > 5:
                assert text == before[0].replace(f"{number - 1} van de 12", f"{number} van de 12")
        before = text, told


def test_a_second_press_shares_once_and_a_second_tab_says_it_was_done(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    lead = new_reader(1280).new_page()
    make_team(lead, server.url)
    open_round(lead, 6, one_link=True)
    link = the_link(lead)
    person = new_reader()
    page, other = person.new_page(), person.new_page()
    take_part(page, link)
    answered(page, server.url, lambda _dimension, _place: 2)
    other.goto(f"{server.url}/resultaat")
    expect(other.get_by_role("button", name="Deel mijn antwoorden")).to_be_visible()
    page.get_by_role("button", name="Deel mijn antwoorden").dblclick()
    expect(page.get_by_text("Je antwoorden zijn gedeeld")).to_be_visible()
    other.get_by_role("button", name="Deel mijn antwoorden").click()
    expect(other.get_by_text("Je antwoorden zijn gedeeld")).to_be_visible()
    for _person in range(4):
        share(new_reader().new_page(), server, link)
    lead.get_by_role("button", name="Kijk opnieuw").click()
    expect(lead.get_by_text("5 van de 6 mensen")).to_be_visible()  # one link: a sixth would have fitted


def test_fewer_than_the_minimum_leave_no_figure(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    lead = new_reader().new_page()
    make_team(lead, server.url)
    open_round(lead, 5, one_link=True)
    link = the_link(lead)
    for _person in range(2):
        share(new_reader().new_page(), server, link)
    person = new_reader().new_page()
    take_part(person, link)
    close_round(lead)
    expect(lead.get_by_text("zonder cijfers")).to_be_visible()
    lead.goto(f"{server.url}/teamresultaat")
    expect(lead.get_by_text("Hier is nog niets te zien.")).to_be_visible()
    answered(person, server.url, lambda _dimension, _place: 3)  # too late: said, and nothing lost
    expect(person.get_by_text("Er is nu niets gedeeld.")).to_be_visible()
    expect(person.locator(".st-key-outcome")).to_be_visible()
