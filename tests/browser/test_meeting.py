"""A whole intervision meeting in a real Chromium: prepared, led, kept, and looked back on."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.journey import (
    PROFILE,
    button,
    download,
    follow,
    have_code,
    heading,
    open_with,
    press,
    settled,
    shows,
    shows_not,
    words,
)
from tests.support.server import Server

QUESTION, NEW_QUESTION = "Wanneer laat ik los?", "Hoe blijf ik beschikbaar zonder te trekken?"
IDEA, POINT, CAME = "Eerst een *kaartje* sturen", "Op mijn eigen onrust letten.", "Het lukte twee keer."
LINE = "Ik herken het trekken."
PHASES = PROFILE.intervision.phases
TOPIC = PROFILE.topics["non_judgement-pace"]


def phase_name(phase: str, language: str = "nl") -> str:
    """The heading of a phase."""
    return PHASES[phase].name[language]


def next_phase(page: Page, phase: str) -> None:
    """Go on to the phase with this id."""
    press(page, "on-")
    heading(page, phase_name(phase))


def test_a_meeting_from_case_to_look_back(server: Server, wide_page: Page) -> None:
    page, questions = wide_page, PHASES["prepare"].questions
    page.goto(f"{server.url}/voorbereiden?onderwerp={TOPIC.id}")
    expect(page.get_by_text(TOPIC.stake["nl"])).to_be_visible()
    page.get_by_label(questions[0]["nl"]).fill("Hij kwam niet. Ik belde drie keer.")
    page.get_by_label(questions[2]["nl"]).fill(QUESTION)
    text = Path(download(page, "case-file").path()).read_text(encoding="utf-8-sig")
    assert QUESTION in text
    assert TOPIC.title["nl"] in text
    follow(page, "Lead a meeting")
    heading(page, words("An intervision meeting"))

    page.get_by_text(words("Go on from an earlier meeting")).click()
    settled(page)  # what is being unfolded moves
    press(page, "make-group")
    code = have_code(page)
    shows(page, "Your group is open. This is its first meeting")
    press(page, "begin-meeting")

    heading(page, phase_name("explore"))
    expect(page.get_by_label(words("The question, as it is brought"))).to_have_value(QUESTION)
    expect(page.locator(".st-key-not-yet")).to_be_visible()
    expect(page.get_by_text(TOPIC.prompts["explore"][0]["nl"])).to_be_visible()
    shows(page, "The clock stands still.")
    press(page, "resume-")
    expect(page.locator(".st-key-time-left")).to_contain_text("25")
    idea, parked = page.get_by_label(words("An idea already?")), words("{count} idea is parked.", count=1)
    idea.fill(IDEA)
    press(page, "park-")
    expect(page.get_by_text(parked)).to_be_visible()
    expect(idea).to_have_value("")
    page.reload()
    expect(page.get_by_text(parked)).to_be_visible()

    next_phase(page, "core")
    expect(page.locator(".st-key-not-yet")).to_be_visible()
    new_question = page.get_by_label(words("The question now, in own words"))
    new_question.fill(NEW_QUESTION)
    server.kill()  # in the middle of a phase, with something half written
    server.start()
    page.goto(f"{server.url}/bijeenkomst")
    heading(page, phase_name("core"))
    expect(page.locator(".st-key-the-question")).to_contain_text(QUESTION)
    expect(new_question).to_have_value(NEW_QUESTION)
    press(page, "back-")
    heading(page, phase_name("explore"))
    next_phase(page, "core")

    next_phase(page, "new_way")
    expect(page.locator(".st-key-not-yet")).to_have_count(0)
    expect(page.get_by_text(IDEA)).to_be_visible()  # as it was written, stars and all
    expect(page.locator(".st-key-the-question")).to_contain_text(NEW_QUESTION)
    page.get_by_label(PHASES["new_way"].questions[0]["nl"]).fill(POINT)
    next_phase(page, "share")
    page.get_by_label(words("Line {number}", number=1)).fill(LINE)
    press(page, "on-")

    heading(page, words("What the meeting gave"))
    for text in (QUESTION, NEW_QUESTION, POINT, LINE):
        expect(page.get_by_text(text)).to_be_visible()
    printed = "".join(one.extract_text() for one in PdfReader(download(page, "record").path()).pages)
    assert NEW_QUESTION in printed
    assert POINT in printed

    # the restart closed the group on this device
    open_with(page, server.url, code)
    heading(page, words("What the meeting gave"))
    press(page, "keep-meeting")
    shows(page, "This is kept for your group.")
    press(page, "clear-meeting")
    press(page, "clear-meeting-sure")
    heading(page, PROFILE.intervision.title["nl"])

    follow(page, "Lead a meeting")
    shows(page, "Your group is open. The meeting begins by looking back")
    press(page, "begin-meeting")
    heading(page, phase_name("look_back"))
    expect(page.get_by_text(NEW_QUESTION)).to_be_visible()
    expect(page.get_by_text(POINT)).to_be_visible()
    page.get_by_label(words("In a few words, for the group: what came of it?")).fill(CAME)
    next_phase(page, "explore")
    assert page.locator("textarea").first.input_value() in ("", QUESTION)
    for secret in (code, code.replace("-", ""), QUESTION, POINT):
        assert secret not in server.log


def test_a_second_press_skips_no_phase(server: Server, wide_page: Page) -> None:
    wide_page.goto(f"{server.url}/bijeenkomst")
    press(wide_page, "begin-meeting")
    heading(wide_page, phase_name("explore"))
    button(wide_page, "on-").dblclick()
    heading(wide_page, phase_name("core"))
    settled(wide_page)
    heading(wide_page, phase_name("core"))
    shows_not(wide_page, "Finish the meeting")
