"""An intervision meeting in a real Chromium: a stage, phones that join, and a thread to the next one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from app_pages.meeting.parts import NO_BREAK
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    PROFILE,
    button,
    download,
    follow,
    have_code,
    heading,
    press,
    settled,
    shows,
    shows_not,
    submit,
    words,
)
from tests.support.server import Server

QUESTION, NEW_QUESTION = "Wanneer laat ik los?", "Hoe blijf ik beschikbaar zonder te trekken?"
IDEA, ADVICE, POINT = "Eerst een *kaartje* sturen", "Vraag hem wat hij wil.", "Op mijn eigen onrust letten."
LINE, CAME = "Ik herken het trekken.", "Het lukte twee keer."
PHASES = PROFILE.intervision.phases
TOPIC = PROFILE.topics["non_judgement-pace"]
SIZES = ((1280, 800), (1920, 1080), (360, 780))
MIN_TEXT_PX = 20

TWO_SECONDS_MS = 2000


def phase_heading(phase: str, language: str = "nl") -> str:
    """The heading of a phase in a meeting."""
    number = [*PHASES].index(phase) + 1
    which = words("Phase {number} of {count}:", language, number=number, count=len(PHASES))
    return f"{which.replace(' ', NO_BREAK)} {PHASES[phase].name[language]}"


def next_phase(page: Page, phase: str) -> None:
    """Go on to the phase with this id."""
    press(page, "on-")
    heading(page, phase_heading(phase))
    settled(page)  # the views of the phase before may still stand there


def begin(page: Page, server: Server) -> str:
    """Begin a meeting on this screen, up to its lobby; the code for those who take part."""
    page.goto(f"{server.url}/bijeenkomst")
    press(page, "begin-meeting")
    return lobby_code(page)


def lobby_code(page: Page) -> str:
    """The code in the lobby."""
    heading(page, words("Who joins?"))
    return page.locator("[class*='st-key-meeting-code-']").first.inner_text().strip()


def join(page: Page, server: Server, code: str) -> None:
    """Scan the code with a phone: it comes in the address, and one press joins."""
    page.goto(f"{server.url}/bijeenkomst#{code.replace('-', '')}")
    expect(page.locator(".st-key-code input")).to_have_value(code.replace("-", ""))
    submit(page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(
        words("A meeting for peer consultation (intervision)")
    )


def to_phase(page: Page, phase: str) -> None:
    """From the lobby past the opening to this phase."""
    press(page, "on-0")
    button(page, "skip-").wait_for()
    press(page, "skip-")
    heading(page, phase_heading("explore"))
    order = ["explore", "core", "new_way", "share"]
    for one in order[1 : order.index(phase) + 1]:
        next_phase(page, one)


def write(page: Page, name: str, text: str) -> None:
    """Write in a field of the meeting, and leave it."""
    field = page.locator(f".st-key-write-meeting-{name} textarea")
    field.fill(text)
    field.blur()
    settled(page)


def send(page: Page, name: str, text: str) -> None:
    """Type in a field in one line and press Enter."""
    field = page.locator(f".st-key-write-send-{name} input")
    settled(page)
    field.fill(text)
    field.press("Enter")


def view(page: Page, begin: str) -> None:
    """Show another view of the phase."""
    settled(page)
    page.locator(".st-key-views").get_by_role("button", name=words(begin), exact=True).click()
    settled(page)


def test_a_meeting_from_case_to_look_back(server: Server, wide_page: Page, new_reader: NewReader) -> None:
    stage, presenter = wide_page, new_reader().new_page()
    questions = PHASES["prepare"].questions
    presenter.goto(f"{server.url}/voorbereiden?onderwerp={TOPIC.id}")
    presenter.get_by_label(questions[0]["nl"]).fill("Hij kwam niet. Ik belde drie keer.")
    presenter.get_by_label(questions[2]["nl"]).fill(QUESTION)
    text = Path(download(presenter, "case-file").path()).read_text(encoding="utf-8-sig")
    assert QUESTION in text
    assert TOPIC.title["nl"] in text

    code = begin(stage, server)
    stage.get_by_text(words("Continue from an earlier meeting, or make a group")).click()
    settled(stage)  # what is being unfolded moves
    press(stage, "make-group")
    have_code(stage)
    shows(stage, "There is no case to look back on yet.")
    join(presenter, server, code)
    press(presenter, "bring-case")
    expect(stage.locator(".st-key-the-question")).to_contain_text(QUESTION)
    expect(stage.locator(".st-key-topic input")).to_have_value(TOPIC.title["nl"])
    to_phase(stage, "explore")
    expect(stage.locator(".st-key-not-yet")).to_be_visible()
    view(stage, "For this topic")
    expect(stage.get_by_text(TOPIC.prompts["explore"][0]["nl"])).to_be_visible()
    heading(presenter, phase_heading("explore"))
    send(presenter, "idea", IDEA)
    shows(presenter, "{count} idea is parked.", count=1)

    next_phase(stage, "core")
    view(stage, "The question, asked again")
    stage.locator(".st-key-write-meeting-new-question textarea").fill(NEW_QUESTION)
    stage.wait_for_timeout(TWO_SECONDS_MS)  # basishouding.js keeps what is typed after a second
    server.kill()  # in the middle of a phase, with something half written
    server.start()
    stage.goto(f"{server.url}/bijeenkomst")
    heading(stage, phase_heading("core"))
    expect(stage.locator(".st-key-the-question")).to_contain_text(NEW_QUESTION)
    expect(presenter.locator(".st-key-the-question")).to_contain_text(NEW_QUESTION)

    next_phase(stage, "new_way")
    expect(stage.locator(".st-key-not-yet")).to_have_count(0)
    heading(presenter, phase_heading("new_way"))
    expect(presenter.get_by_text(IDEA)).to_be_visible()  # as it was written, stars and all
    send(stage, "idea", ADVICE)
    view(stage, "What was said")
    expect(stage.get_by_text(ADVICE)).to_be_visible()
    press(stage, "pick-1")
    expect(button(stage, "pick-1")).to_be_disabled()
    view(stage, "Learning points")
    expect(stage.locator(".st-key-write-meeting-learning-0 textarea")).to_have_value(ADVICE)
    write(stage, "learning-1", POINT)
    next_phase(stage, "share")
    heading(presenter, phase_heading("share"))
    send(presenter, "line", LINE)
    expect(presenter.locator(".st-key-told-line")).to_contain_text(LINE)
    press(stage, "on-")

    heading(stage, words("What people took from the meeting"))
    expect(stage.get_by_text(LINE).first).to_be_visible()
    printed = "".join(one.extract_text() for one in PdfReader(download(stage, "record").path()).pages)
    for part in (NEW_QUESTION, POINT, LINE, PHASES["new_way"].questions[1]["nl"]):
        assert part in printed.replace("\n", " ")
    assert IDEA not in printed

    shows(stage, "Your group was closed here in the meantime.")  # by the restart
    press(stage, "make-group")
    group = have_code(stage)
    press(stage, "keep-meeting")
    shows(stage, "This is kept for your group.")
    press(stage, "clear-meeting")
    press(stage, "clear-meeting-sure")
    heading(stage, PROFILE.intervision.title["nl"])
    heading(presenter, words("A meeting for peer consultation (intervision)"))
    shows(presenter, "The meeting has been cleared.")

    follow(stage, "Lead a meeting")
    press(stage, "begin-meeting")
    heading(stage, words("Who joins?"))
    shows(stage, "There is {count} case to look back on.", count=1)
    press(stage, "on-0")
    press(stage, "skip-1")
    heading(stage, phase_heading("look_back"))
    for told in (NEW_QUESTION, POINT, PHASES["new_way"].questions[1]["nl"]):
        expect(stage.get_by_text(told).first).to_be_visible()
    write(stage, "looked-back-0", CAME)
    for secret in (code, code.replace("-", ""), group, QUESTION, POINT, IDEA, LINE):
        assert secret not in server.log


def test_a_second_press_skips_no_phase(server: Server, wide_page: Page) -> None:
    begin(wide_page, server)
    to_phase(wide_page, "explore")
    button(wide_page, "on-").dblclick()
    heading(wide_page, phase_heading("core"))
    settled(wide_page)
    heading(wide_page, phase_heading("core"))
    shows_not(wide_page, "Finish the meeting")


LOOK = """() => {
    const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 0
    const texts = [...document.querySelectorAll(".st-key-stage *")].filter(element => seen(element)
        && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    const main = document.querySelector('[data-testid="stMain"]')
    const middle = document.querySelector(".st-key-stage-middle").parentElement
    return {
        below: main.scrollHeight - main.clientHeight,
        hidden: middle.scrollHeight - middle.clientHeight,
        wide: document.documentElement.scrollWidth - innerWidth,
        smallest: Math.min(...texts.map(element => parseFloat(getComputedStyle(element).fontSize))),
        largest: Math.max(...texts.filter(element => !element.closest("h1"))
            .map(element => parseFloat(getComputedStyle(element).fontSize))),
        asked: Math.max(0, ...[...document.querySelectorAll(".st-key-view-of-new_way li")].filter(seen)
            .map(element => parseFloat(getComputedStyle(element).fontSize))),
    }
}"""


HIDDEN = ("below", "hidden", "wide")
"""What LOOK says of pixels that nobody sees without scrolling."""


@pytest.mark.parametrize("phase", ["new_way"])  # the others in tests/exhaustive
def test_the_stage_never_scrolls(server: Server, wide_page: Page, phase: str) -> None:
    look_at_views(wide_page, server, phase)


def look_at_views(page: Page, server: Server, phase: str) -> None:
    """Every view of a phase at three sizes: nothing scrolls, and all text can be read from afar."""
    begin(page, server)
    page.locator(".st-key-topic input").click()
    page.keyboard.type(TOPIC.title["nl"])
    page.keyboard.press("Enter")
    settled(page)
    to_phase(page, "explore")
    write(page, "question", "Hoe blijf ik beschikbaar voor hem zonder dat ik steeds aan hem trek?")
    for number in range(4):
        send(page, "idea", f"Idee {number}: vraag hem eerst zelf wat hij prettig vindt, en wacht dan af.")
        settled(page)
    for one in ("core", "new_way", "share")[: ("explore", "core", "new_way", "share").index(phase)]:
        next_phase(page, one)
    beyond: list[tuple[int, int, str, int]] = []
    views = page.locator(".st-key-views button")
    for number in range(views.count()):
        page.set_viewport_size({"width": 1280, "height": 800})
        press(page, views.nth(number).evaluate(KEY_OF_BUTTON))
        settled(page)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            look = page.evaluate(LOOK)
            beyond += [(number, width, side, look[side]) for side in HIDDEN if look[side]]
            assert look["smallest"] >= MIN_TEXT_PX, (phase, number, width)
            if look["asked"] and width > SIZES[2][0]:
                assert look["asked"] == look["largest"] > MIN_TEXT_PX
    assert beyond == []


KEY_OF_BUTTON = """button => [...button.closest('[class*="st-key-view-"]').classList]
    .find(name => name.startsWith("st-key-")).slice("st-key-".length)"""
