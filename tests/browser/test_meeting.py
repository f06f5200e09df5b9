"""A whole intervision meeting in a real Chromium: prepared, led, kept, and looked back on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.journey import PROFILE, download, heading, shown_code
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
QUESTION, NEW_QUESTION = "Wanneer laat ik los?", "Hoe blijf ik beschikbaar zonder te trekken?"
IDEA, POINT, CAME = "Eerst een *kaartje* sturen", "Op mijn eigen onrust letten.", "Het lukte twee keer."
PHASES = PROFILE.intervision.phases
TOPIC = PROFILE.topics["non_judgement-pace"]


def name(phase: str) -> str:
    return PHASES[phase].name["nl"]


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def next_phase(page: Page, phase: str) -> None:
    press(page, "Volgende fase")
    heading(page, name(phase))


def test_a_meeting_is_prepared_led_kept_and_looked_back_on(
    own_server: Callable[..., Server], new_reader: NewReader
) -> None:
    server = own_server()
    page = new_reader(1280).new_page()
    page.goto(f"{server.url}/voorbereiden?onderwerp={TOPIC.id}")
    questions = PHASES["prepare"].questions
    expect(page.get_by_text(TOPIC.stake["nl"])).to_be_visible()
    page.get_by_label(questions[0]["nl"]).fill("Hij kwam niet. Ik belde drie keer.")
    page.get_by_label(questions[2]["nl"]).fill(QUESTION)
    text = Path(download(page, "Download als bestand").path()).read_text(encoding="utf-8-sig")
    assert QUESTION in text
    assert TOPIC.title["nl"] in text
    page.get_by_role("link", name="Leid een bijeenkomst").click()
    heading(page, "Een intervisiebijeenkomst")

    page.get_by_text("Verder na een eerdere bijeenkomst").click()
    press(page, "Maak een groep")
    code = shown_code(page)
    press(page, "Ik heb de code bewaard")
    expect(page.get_by_text("Dit is hier de eerste bijeenkomst.")).to_be_visible()
    press(page, "Begin de bijeenkomst")

    heading(page, name("explore"))
    expect(page.get_by_label("De vraag, zoals die is ingebracht")).to_have_value(QUESTION)
    expect(page.get_by_text("Nog even niet:")).to_be_visible()
    expect(page.get_by_text(TOPIC.prompts["explore"][0]["nl"])).to_be_visible()
    expect(page.get_by_text("De klok staat stil.")).to_be_visible()
    press(page, "Start de klok")
    expect(page.get_by_text("nog 25 minuten")).to_be_visible()
    page.get_by_label("Heb je al een idee?").fill(IDEA)
    press(page, "Parkeer dit idee")
    expect(page.get_by_text("Er staat 1 idee geparkeerd.")).to_be_visible()
    expect(page.get_by_label("Heb je al een idee?")).to_have_value("")
    page.reload()
    expect(page.get_by_text("Er staat 1 idee geparkeerd.")).to_be_visible()

    next_phase(page, "core")
    expect(page.get_by_text("Nog even niet:")).to_be_visible()
    page.get_by_label("De vraag nu, in eigen woorden").fill(NEW_QUESTION)
    server.kill()  # in the middle of a phase, with something half written
    server.start()
    page.goto(f"{server.url}/bijeenkomst")
    heading(page, name("core"))
    expect(page.locator(".st-key-the-question")).to_contain_text(QUESTION)
    expect(page.get_by_label("De vraag nu, in eigen woorden")).to_have_value(NEW_QUESTION)
    press(page, "Fase terug")
    heading(page, name("explore"))
    next_phase(page, "core")

    next_phase(page, "new_way")
    expect(page.get_by_text("Nog even niet:")).to_have_count(0)
    expect(page.get_by_text(IDEA)).to_be_visible()  # as it was written, stars and all
    expect(page.locator(".st-key-the-question")).to_contain_text(NEW_QUESTION)
    page.get_by_label(PHASES["new_way"].questions[0]["nl"]).fill(POINT)
    next_phase(page, "share")
    page.get_by_label("Regel 1").fill("Ik herken het trekken.")
    press(page, "Rond de bijeenkomst af")

    heading(page, "Wat de bijeenkomst opleverde")
    for text in (QUESTION, NEW_QUESTION, POINT, "Ik herken het trekken."):
        expect(page.get_by_text(text)).to_be_visible()
    paper = download(page, "Verslag van de bijeenkomst (pdf)").path()
    printed = "".join(one.extract_text() for one in PdfReader(paper).pages)
    assert NEW_QUESTION in printed
    assert POINT in printed

    # the restart closed the group on this device
    page.goto(f"{server.url}/kluis")
    page.get_by_label("Je code").fill(code)
    press(page, "Open")
    heading(page, "Wat de bijeenkomst opleverde")
    press(page, "Bewaar dit voor de volgende keer")
    expect(page.get_by_text("Dit is bewaard voor je groep.")).to_be_visible()
    press(page, "Maak het scherm leeg")
    press(page, "Ja, maak leeg")
    heading(page, PROFILE.intervision.title["nl"])

    page.get_by_role("link", name="Leid een bijeenkomst").click()
    expect(page.get_by_text("begint met terugblikken")).to_be_visible()
    press(page, "Begin de bijeenkomst")
    heading(page, name("look_back"))
    expect(page.get_by_text(NEW_QUESTION)).to_be_visible()
    expect(page.get_by_text(POINT)).to_be_visible()
    page.get_by_label("wat kwam ervan?").fill(CAME)
    next_phase(page, "explore")
    assert page.locator("textarea").first.input_value() in ("", QUESTION)
    for secret in (code, code.replace("-", ""), QUESTION, POINT):
        assert secret not in server.log


def test_a_second_press_skips_no_phase(server: Server, new_reader: NewReader) -> None:
    page = new_reader(1280).new_page()
    page.goto(f"{server.url}/bijeenkomst")
    heading(page, "Een intervisiebijeenkomst")
    press(page, "Begin de bijeenkomst")
    heading(page, name("explore"))
    page.get_by_role("button", name="Volgende fase", exact=True).dblclick()
    heading(page, name("core"))
    page.wait_for_timeout(1000)
    heading(page, name("core"))
