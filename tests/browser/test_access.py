"""Access, beside what axe finds: by keyboard alone, and what a screen reader gets.

Which criterion of WCAG 2.2 each test is for: docs/accessibility.md.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from content import LANGUAGES, interface_words
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    PROFILE,
    button,
    chart,
    chosen,
    heading,
    item,
    query,
    result,
    seed,
    settled,
    words,
)
from tests.browser.journey import press as click
from tests.browser.keyboard import accessibility_tree, choose, focused, press, tab_to
from tests.browser.test_meeting import IDEA, LINE, QUESTION, phase_heading
from tests.support.server import Server

FIRST = ATTITUDE[0]
ITEMS = list(FIRST.items)
CONTROLS = ("link", "button", "heading", "radiogroup", "radio", "textbox", "progressbar", "image")
OF_STREAMLIT = ("banner", "main", "group", "list", "listitem", "rowgroup", "row", "LabelText", "ListMarker")


# -- by keyboard alone ------------------------------------------------------------------------


def test_a_reflection_by_keyboard(server: Server, new_reader: NewReader) -> None:
    """At 400 percent; all but the first dimension is answered already."""
    page = new_reader(320).new_page()
    seed(page.context, server, {"answers": {name: MIXED[name] for name in MIXED if name not in ITEMS}})
    reflect_by_keyboard(page, server, [ITEMS])


def reflect_by_keyboard(page: Page, server: Server, screens: list[list[str]]) -> None:
    """From the first question to the erasing of the result; `screens` has the statements to answer."""
    page.goto(f"{server.url}/reflectie")
    heading(page, words("Before you begin"))
    expect(page.locator("#first")).to_have_count(0)  # the first words have made room for the app
    choose(page, page.locator(".st-key-works_with"), 0)
    choose(page, page.locator(".st-key-confidence"), 6)
    press(page, "Next")
    for number, dimension in enumerate(ATTITUDE):
        heading(page, dimension.name["nl"])
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
        for place, name in enumerate(screens[number] if number < len(screens) else ()):
            if (number, place) != (0, 2):
                choose(page, item(page, name), (number + place) % 6)
                assert chosen(page, name) == (number + place) % 6
        if number == 0:
            answer_what_is_open(page)
        press(page, "Next")
    expect(page.get_by_role("heading", name=words("That was the first part"))).to_be_focused()
    press(page, "See your result", "link")
    heading(page, words("Your result"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, page.locator("summary").filter(has_text=words("How do I read this?")))
    page.keyboard.press("Enter")
    expect(page.get_by_text(PROFILE.evidence["nl"])).to_be_visible()
    settled(page)  # what is below still moves down
    focused(page)
    button(page, "pdf").wait_for()
    with page.expect_download():
        press(page, "My result as PDF")
    expect(button(page, "pdf")).to_be_focused()
    press(page, "Erase my answers")
    button(page, "erase-sure").wait_for()
    question = page.get_by_test_id("stMarkdown").filter(
        has_text=words("Do you want to erase all your answers?")
    )
    expect(question).to_be_focused()  # it is read before one can say yes
    press(page, "No, keep them")
    expect(button(page, "erase")).to_be_focused()
    focused(page)


def answer_what_is_open(page: Page) -> None:
    """On the first screen with its third statement left open: pointed at, linked, named, answered."""
    press(page, "Next")
    pointer = words("You have not answered statement {numbers} yet.", numbers=3).partition(".")[0]
    expect(page.get_by_role("status").filter(has_text=pointer)).to_be_visible()
    expect(button(page, "next")).to_be_focused()
    label = f"3. {FIRST.items[ITEMS[2]].text['nl']}"
    still_open = f"{label} {words('not answered yet')}"
    expect(page.get_by_role("radiogroup", name=still_open, exact=True)).to_have_count(1)
    tab_to(page, page.get_by_role("link", name="3", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    assert item(page, ITEMS[2]).evaluate("group => group.contains(document.activeElement)")
    focused(page)
    page.keyboard.press("Space")
    expect(page.get_by_role("radiogroup", name=label, exact=True)).to_have_count(1)
    assert chosen(page, ITEMS[2]) == 0


def test_a_meeting_by_keyboard(server: Server, new_reader: NewReader) -> None:
    """At 400 percent."""
    lead_by_keyboard(new_reader(320).new_page(), server)


def lead_by_keyboard(page: Page, server: Server) -> None:
    """A meeting from its beginning to its record."""
    page.goto(f"{server.url}/bijeenkomst")
    heading(page, words("A meeting for peer consultation (intervision)"))
    press(page, "This is the screen that everyone can see")
    heading(page, words("Who joins?"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    press(page, "Begin")
    press(page, "Skip the opening")
    heading(page, phase_heading("explore"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, page.get_by_label(words("The question, as it is brought")))
    page.keyboard.type(QUESTION)
    press(page, "More")
    expect(page.locator(".st-key-the-question")).to_contain_text(QUESTION)
    more, less = ("{minutes} minutes more", "{minutes} minutes less")
    for message in (more, less):
        press(page, message, minutes=5)
        settled(page)
        press(page, "More")
        settled(page)
    press(page, "Pause")
    expect(page.get_by_role("button", name=words("Continue"), exact=True)).to_be_focused()
    focused(page)
    tab_to(page, page.get_by_label(words("Do you already have an idea? Park it for later")))
    page.keyboard.type(IDEA)
    page.keyboard.press("Enter")
    settled(page)
    press(page, "More")
    parked = words("{count} idea is parked.", count=1)
    expect(page.get_by_role("status").filter(has_text=parked)).to_be_visible()
    for phase in ("core", "new_way", "share"):
        press(page, "Next phase")
        heading(page, phase_heading(phase))
        expect(page.get_by_role("heading", level=1)).to_be_focused()
    press(page, "More")
    press(page, "Previous phase")
    heading(page, phase_heading("new_way"))
    press(page, "What was said")
    expect(page.get_by_text(IDEA)).to_be_visible()
    press(page, "Next phase")
    heading(page, phase_heading("share"))
    tab_to(page, page.get_by_label(words("What somebody without a phone takes away")))
    page.keyboard.type(LINE)
    page.keyboard.press("Enter")
    settled(page)
    press(page, "Finish the meeting")
    heading(page, words("What people took from the meeting"))
    expect(page.get_by_text(LINE).first).to_be_visible()


def test_no_letter_does_anything_outside_a_field(server: Server, page: Page) -> None:
    sent: list[str | None] = []

    def note(frame: str | bytes) -> None:
        sent.append(BackMsg.FromString(frame).WhichOneof("type") if isinstance(frame, bytes) else "text")

    page.on("websocket", lambda socket: socket.on("framesent", note))
    page.goto(server.url)
    page.locator(".st-key-footer").get_by_role("link").last.wait_for()
    settled(page)
    sent.clear()
    for letter in "rRcC":
        page.keyboard.press(letter)
    settled(page)
    tab_to(page, button(page, "language"))
    page.keyboard.press("Space")  # what is no letter still works
    heading(page, words("How do you relate to the people you meet?", "en"))
    assert sent == ["rerun_script"]


def test_the_link_to_the_content_skips_the_header(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.locator(".st-key-footer").get_by_role("link").last.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=words("Begin"), exact=True)).to_be_focused()


# -- what a screen reader gets ----------------------------------------------------------------


def heard(page: Page) -> list[tuple[str, str]]:
    """What there is to hear, without what only holds other things."""
    return [(role, name) for role, name in accessibility_tree(page) if role not in OF_STREAMLIT]


def expect_heard(page: Page, expected: list[tuple[str, str]]) -> None:
    """That is what there is to hear, once the page has come to rest."""
    for _attempt in range(40):
        settled(page)
        if heard(page) == expected:
            return
    assert heard(page) == expected


def head(language: str, title: str) -> list[tuple[str, str]]:
    """What every page begins with."""
    return [
        ("RootWebArea", title),
        ("link", words("To the content", language)),
        ("link", "Basishouding"),
        ("button", {"nl": "English", "en": "Nederlands"}[language]),
    ]


def foot(language: str) -> list[tuple[str, str]]:
    """What every page but a screen with questions ends with."""
    names = ("The attitude profile", "The intervision model", "Your vault", "With your team", "Who runs this")
    return [("link", words(name, language)) for name in names]


def test_a_screen_reader_on_the_first_page(server: Server, page: Page) -> None:
    for language in LANGUAGES:
        page.goto(f"{server.url}/{query(language)}")
        page.locator(".st-key-footer").get_by_role("link").last.wait_for()
        links = (
            "Begin",
            "I am new to this work",
            "I have been here before",
            "I have a code from my team",
            "I lead a team",
        )
        expect_heard(
            page,
            [
                *head(language, "Basishouding"),
                ("heading", words("How do you relate to the people you meet?", language)),
                *(("link", words(link, language)) for link in links),
                *foot(language),
            ],
        )


def test_a_screen_reader_on_a_screen_of_statements(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": {ITEMS[0]: 4}})
    for language in LANGUAGES:
        page.goto(f"{server.url}/reflectie{query(language) or '?'}&stap={FIRST.id}")
        expect(item(page, ITEMS[-1]).locator("input")).to_have_count(7)
        labels = [*PROFILE.scale.values(), PROFILE.not_applicable]
        expected = [
            *head(language, words("Your reflection · Basishouding", language)),
            ("progressbar", words("Progress", language)),
            ("heading", FIRST.name[language]),
        ]
        for place, statement in enumerate(FIRST.items.values(), start=1):
            expected.append(("radiogroup", f"{place}. {statement.text[language]}"))
            expected += [("radio", label[language]) for label in labels]
            if place == 1:  # only what is answered can be cleared
                expected.append(("radio", words("no answer", language)))
        buttons = [("button", words(name, language)) for name in ("Back", "Next")]
        expect_heard(page, [*expected, *buttons])


def test_a_screen_reader_on_a_result(server: Server, page: Page) -> None:
    for language in LANGUAGES:
        _ = interface_words(language).gettext
        result(page, server, MIXED, language)
        chart(page, "chart-attitude").wait_for()
        button(page, "pdf").wait_for()
        page.locator(".st-key-footer").get_by_role("link").last.wait_for()
        settled(page)
        told = heard(page)
        assert told[:5] == [*head(language, _("Your result · Basishouding")), ("heading", _("Your result"))]
        drawing = ("image", words("In this chart each area has a point, your score", language))
        assert told[told.index(drawing) + 1] == ("DisclosureTriangle", _("How do I read this?"))
        assert [name for role, name in told if role == "heading"] == [
            _("Your result"),
            _("What you do often"),
            _("What you saw less"),
            _("Where to start"),
            page.locator("[class*='st-key-topic-'] h3").inner_text(),
            _("Your plan"),
            _("How the areas compare"),
            _("Your own answers"),
            _("Take it with you or keep it"),
        ]
        assert told[-7:] == [
            ("link", _("Keep this reflection")),
            ("button", _("Erase my answers")),
            *foot(language),
        ]
        assert all(name for role, name in told if role in CONTROLS)


def test_a_screen_reader_on_a_phase_of_a_meeting(server: Server, new_reader: NewReader) -> None:
    for language in LANGUAGES:
        page = new_reader(1280).new_page()
        page.goto(f"{server.url}/bijeenkomst{query(language)}")
        click(page, "begin-meeting")
        expect(page.get_by_test_id("stNumberInputStepUp")).to_be_visible()
        told = heard(page)
        at = told.index(("combobox", words("What is it about?", language)))
        assert told[at : at + 5] == [
            ("combobox", words("What is it about?", language)),
            ("button", words("show the choices", language)),
            ("spinbutton", words("How many of you are there, not counting the facilitator?", language)),
            ("button", words("one fewer", language)),
            ("button", words("one more", language)),
        ]
        assert ("image", words("QR code with the address and the code", language)) in told
        click(page, "on-0")
        click(page, "skip-1")
        button(page, "on-4").wait_for()
        page.locator(".st-key-write-meeting-question textarea").wait_for()
        expect_heard(
            page,
            [
                *head(language, words("An intervision meeting · Basishouding", language))[:2],
                ("heading", phase_heading("explore", language)),
                ("button", words("Questions", language)),
                ("button", words("The question", language)),
                ("button", words("Join", language)),
                ("button", words("More", language)),
                ("textbox", words("The question, as it is brought", language)),
                ("textbox", words("Do you already have an idea? Park it for later", language)),
                ("button", words("Park", language)),
                ("button", words("Pause", language)),
                ("button", words("Next phase", language)),
            ],
        )


def test_the_language_of_the_page_and_its_parts(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/kluis")
    for language, other in (("nl", "en"), ("en", "nl"), ("nl", "en")):
        heading(page, words("Your vault", language))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(button(page, "language")).to_have_attribute("lang", other)
        expect(page.get_by_test_id("stSkipToContent")).to_have_text(words("To the content", language))
        uploader = page.get_by_test_id("stFileUploaderDropzone")
        choose_file = words("Choose a file", language)
        expect(uploader.locator("button")).to_have_text(re.compile(choose_file))
        expect(uploader.locator("input")).to_have_attribute("aria-label", choose_file)
        click(page, "language")
