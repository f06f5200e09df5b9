"""Access, beside what axe finds: by keyboard alone, and what a screen reader gets.

Which criterion of WCAG 2.2 each test is for stands in docs/accessibility.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from content import LANGUAGES, interface_words
from tests.browser.journey import (
    ATTITUDE,
    PROFILE,
    answer,
    answered,
    begin,
    chosen,
    heading,
    item,
)
from tests.browser.keyboard import accessibility_tree, choose, focused, press, tab_to
from tests.browser.test_looks import settled
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
FIRST = ATTITUDE[0]
ITEMS = list(FIRST.items)
PHASES = PROFILE.intervision.phases
CONTROLS = ("link", "button", "heading", "radiogroup", "radio", "textbox", "progressbar", "status")
OF_STREAMLIT = ("banner", "main", "group", "list", "listitem", "rowgroup", "row", "LabelText", "ListMarker")


def query(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"?lang={language}"


# -- by keyboard alone ------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 320], ids=["as it is", "at 400 percent"])
def test_a_reflection_and_its_result_by_keyboard_alone(
    server: Server, new_reader: NewReader, width: int
) -> None:
    page = new_reader(width).new_page()
    page.goto(server.url)
    heading(page, "Hoe sta jij in het contact?")
    expect(page.locator("#first")).to_have_count(0)  # the first words have made room for the app
    press(page, "Begin", "link")
    heading(page, "Voor je begint")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    choose(page, page.locator(".st-key-works_with"), 0)
    choose(page, page.locator(".st-key-confidence"), 6)
    press(page, "Verder")
    for number, dimension in enumerate(ATTITUDE):
        heading(page, dimension.name["nl"])
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
        for place, id in enumerate(dimension.items):
            if (number, place) != (0, 2):
                choose(page, item(page, id), (number + place) % 6)
                assert chosen(page, id) == (number + place) % 6
        if number == 0:
            answer_what_is_open(page)
        press(page, "Verder")
    expect(page.get_by_role("heading", name="Dit was de kern")).to_be_focused()
    press(page, "Naar je resultaat", "link")
    heading(page, "Je resultaat")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, page.locator("summary").filter(has_text="Hetzelfde in woorden en in een tabel"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    settled(page)  # what is below still moves down
    focused(page)
    page.get_by_role("button", name="Download als pdf").wait_for()
    with page.expect_download():
        press(page, "Download als pdf")
    expect(page.get_by_role("button", name="Download als pdf")).to_be_focused()
    press(page, "Wis mijn antwoorden")
    page.locator(".st-key-erase-sure").wait_for()
    question = page.get_by_test_id("stMarkdown").filter(has_text="Al je antwoorden wissen?")
    expect(question).to_be_focused()  # it is read before one can say yes
    press(page, "Nee, bewaar ze")
    expect(page.get_by_role("button", name="Wis mijn antwoorden")).to_be_focused()
    focused(page)


def answer_what_is_open(page: Page) -> None:
    """On the first screen with its third statement left open: pointed at, linked, named, answered."""
    press(page, "Verder")
    expect(page.get_by_role("status").filter(has_text="Uitspraak 3 staat nog open.")).to_be_visible()
    expect(page.get_by_role("button", name="Verder", exact=True)).to_be_focused()
    words = f"3. {FIRST.items[ITEMS[2]].text['nl']}"
    expect(page.get_by_role("radiogroup", name=f"{words} nog open", exact=True)).to_have_count(1)
    tab_to(page, page.get_by_role("link", name="3", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    assert item(page, ITEMS[2]).evaluate("group => group.contains(document.activeElement)")
    focused(page)
    page.keyboard.press("Space")
    expect(page.get_by_role("radiogroup", name=words, exact=True)).to_have_count(1)
    assert chosen(page, ITEMS[2]) == 0


@pytest.mark.parametrize("width", [1280, 320], ids=["as it is", "at 400 percent"])
def test_a_meeting_by_keyboard_alone(server: Server, new_reader: NewReader, width: int) -> None:
    page = new_reader(width).new_page()
    page.goto(f"{server.url}/bijeenkomst")
    heading(page, "Een intervisiebijeenkomst")
    tab_to(page, page.locator(".st-key-people"))
    page.keyboard.press("ArrowDown")
    press(page, "Begin de bijeenkomst")
    heading(page, PHASES["explore"].name["nl"])
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    for gone, instead in (("Start de klok", "Pauze"), ("5 minuten erbij",) * 2, ("5 minuten eraf",) * 2):
        press(page, gone)
        page.wait_for_timeout(300)
        expect(page.get_by_role("button", name=instead, exact=True)).to_be_focused()
        focused(page)
    tab_to(page, page.get_by_label("De vraag, zoals die is ingebracht"))
    page.keyboard.type("Wanneer laat ik los?")
    tab_to(page, page.get_by_label("Heb je al een idee?"))
    page.keyboard.type("Eerst een kaartje sturen")
    press(page, "Parkeer dit idee")
    expect(page.get_by_role("status").filter(has_text="Er staat 1 idee geparkeerd.")).to_be_visible()
    expect(page.get_by_role("button", name="Parkeer dit idee")).to_be_focused()
    for phase in ("core", "new_way", "share"):
        press(page, "Volgende fase")
        heading(page, PHASES[phase].name["nl"])
        expect(page.get_by_role("heading", level=1)).to_be_focused()
    press(page, "Fase terug")
    heading(page, PHASES["new_way"].name["nl"])
    expect(page.get_by_text("Eerst een kaartje sturen")).to_be_visible()
    press(page, "Volgende fase")
    heading(page, PHASES["share"].name["nl"])
    tab_to(page, page.get_by_label("Regel 1"))
    page.keyboard.type("Ik herken het.")
    expect(page.get_by_label("Regel 5")).to_be_visible()
    expect(page.get_by_label("Regel 6")).to_have_count(0)  # five: the arrow took one from six
    press(page, "Rond de bijeenkomst af")
    heading(page, "Wat de bijeenkomst opleverde")
    expect(page.get_by_text("Ik herken het.")).to_be_visible()


@pytest.mark.parametrize("path", ["", "reflectie", "resultaat", "kluis", "voorbereiden", "bijeenkomst"])
def test_tab_goes_down_the_page_and_is_seen_at_every_stop(
    server: Server, new_reader: NewReader, path: str
) -> None:
    page = new_reader(1280).new_page()
    if path == "resultaat":
        answered(page, server.url, lambda dimension, place: 1 + (dimension + place) % 5)
    page.goto(f"{server.url}/{path}")
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(1500)  # what is below may still be loading
    page.keyboard.press("Tab")
    assert focused(page)["what"] == "A Naar de inhoud"
    stops = []
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stop = focused(page)
        if stop["inside"]:
            stops.append(stop)
    assert len(stops) >= 4
    for one, other in pairwise(stops):
        below, beside = other["top"] >= one["bottom"] - 8, other["left"] > one["left"]
        assert below or beside, (one, other)


def test_no_letter_does_anything_outside_a_field(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(server.url)
    page.locator(".st-key-footer").get_by_role("link").last.wait_for()
    page.wait_for_timeout(1000)
    before = len(sent)
    for letter in "rRcC":
        page.keyboard.press(letter)
        page.wait_for_timeout(300)
    assert len(sent) == before
    tab_to(page, page.get_by_role("button", name="English"))
    page.keyboard.press("Space")  # what is no letter still works
    heading(page, "How do you stand in the contact?")
    assert len(sent) > before


def test_the_way_to_the_content_passes_over_the_header(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(server.url)
    page.locator(".st-key-footer").get_by_role("link").last.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Begin", exact=True)).to_be_focused()


# -- what a screen reader gets ----------------------------------------------------------------


def told(page: Page) -> list[tuple[str, str]]:
    """What there is to hear, without what only holds other things."""
    return [(role, name) for role, name in accessibility_tree(page) if role not in OF_STREAMLIT]


def expect_told(page: Page, expected: list[tuple[str, str]]) -> None:
    """That is what there is to hear, once the page has come to rest."""
    for _attempt in range(40):
        if told(page) == expected:
            return
        page.wait_for_timeout(250)
    assert told(page) == expected


def head(language: str, title: str) -> list[tuple[str, str]]:
    """What every page begins with."""
    return [
        ("RootWebArea", title),
        ("link", {"nl": "Naar de inhoud", "en": "To the content"}[language]),
        ("link", "Basishouding"),
        ("button", {"nl": "English", "en": "Nederlands"}[language]),
    ]


def foot(language: str) -> list[tuple[str, str]]:
    """What every page but a screen with questions ends with."""
    _ = interface_words(language).gettext
    names = ("The attitude profile", "The intervision model", "Your vault", "With your team")
    return [("link", _(name)) for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_as_it_is_told(server: Server, new_reader: NewReader, language: str) -> None:
    _ = interface_words(language).gettext
    page = new_reader().new_page()
    page.goto(f"{server.url}/{query(language)}")
    page.locator(".st-key-footer").get_by_role("link").last.wait_for()
    expect_told(
        page,
        [
            *head(language, "Basishouding"),
            ("heading", _("How do you stand in the contact?")),
            ("link", _("Begin")),
            ("link", _("I have been here before")),
            ("link", _("I have a code from my team")),
            *foot(language),
        ],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_of_statements_as_it_is_told(server: Server, new_reader: NewReader, language: str) -> None:
    _ = interface_words(language).gettext
    page = new_reader().new_page()
    begin(page, server.url, language)
    answer(page, ITEMS[0], 3)
    expect(item(page, ITEMS[-1]).locator("input")).to_have_count(7)
    scale = [PROFILE.scale[value][language] for value in range(1, 6)] + [PROFILE.not_applicable[language]]
    expected = [
        *head(language, _("Your reflection · Basishouding")),
        ("progressbar", _("Progress")),
        ("heading", FIRST.name[language]),
    ]
    for place, statement in enumerate(FIRST.items.values(), start=1):
        expected.append(("radiogroup", f"{place}. {statement.text[language]}"))
        expected += [("radio", label) for label in scale]
        if place == 1:  # only what is answered can be cleared
            expected.append(("radio", _("no answer")))
    expect_told(page, [*expected, ("button", _("Back")), ("button", _("Next"))])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_as_it_is_told(server: Server, new_reader: NewReader, language: str) -> None:
    _ = interface_words(language).gettext
    page = new_reader().new_page()
    answered(page, server.url, lambda dimension, place: (dimension * 2 + place) % 5 + 1, query(language))
    page.locator(".st-key-chart-attitude").locator("canvas, svg.marks").wait_for()
    page.locator("summary").filter(has_text=_("The same in words and in a table")).click()
    page.get_by_role("table").wait_for()
    page.locator(".st-key-pdf button").wait_for()
    page.locator(".st-key-footer").get_by_role("link").last.wait_for()
    heard = told(page)
    assert heard[:5] == [*head(language, _("Your result · Basishouding")), ("heading", _("Your result"))]
    chart = (
        "image",
        _(
            "For each side a point, the score from 0 to 100, on a bar, the range it lies in with 90 percent"
            " certainty. The table below holds the same numbers."
        ),
    )
    assert heard[5:8] == [
        chart,
        ("DisclosureTriangle", _("The same in words and in a table")),
        ("table", ""),
    ]
    assert [role for role, _name in heard[8:12]] == ["columnheader"] * 4
    rows = heard[12 : 12 + 4 * len(ATTITUDE)]
    assert rows[::4] == [("rowheader", dimension.name[language]) for dimension in ATTITUDE]
    assert {role for place, (role, _name) in enumerate(rows) if place % 4} == {"cell"}
    headings = [name for role, name in heard if role == "heading"]
    topics = page.locator("[class*='st-key-topic-'] h3").all_inner_texts()
    assert topics
    assert headings == [
        _("Your result"),
        _("Topics for intervision"),
        *topics,
        _("Your own answers"),
        _("Practice"),
        _("Take it along"),
        _("Keep it for later"),
    ]
    assert heard[-6:] == [
        ("link", _("Keep this reflection")),
        ("button", _("Erase my answers")),
        *foot(language),
    ]
    assert all(name for role, name in heard if role in (*CONTROLS, "image") and role != "status")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phase_of_a_meeting_as_it_is_told(server: Server, new_reader: NewReader, language: str) -> None:
    _ = interface_words(language).gettext
    page = new_reader(1280).new_page()
    page.goto(f"{server.url}/bijeenkomst{query(language)}")
    page.locator(".st-key-begin-meeting").wait_for()
    expect(page.get_by_test_id("stNumberInputStepUp")).to_be_visible()
    heard = told(page)
    at = heard.index(("combobox", _("What is it about?")))
    assert heard[at : at + 5] == [
        ("combobox", _("What is it about?")),
        ("button", _("show the choices")),
        ("spinbutton", _("How many people are there, beside the facilitator?")),
        ("button", _("one fewer")),
        ("button", _("one more")),
    ]
    page.locator(".st-key-begin-meeting button").click()
    page.locator(".st-key-on-0 button").wait_for()
    page.get_by_test_id("stTextArea").nth(1).wait_for()
    expect_told(
        page,
        [
            *head(language, _("An intervision meeting · Basishouding")),
            ("heading", PHASES["explore"].name[language]),
            ("DisclosureTriangle", _("Who speaks, and what do the others do?")),
            ("textbox", _("The question, as it is brought")),
            ("textbox", _("An idea already? Park it here until there is room for it.")),
            ("button", _("Park this idea")),
            ("button", _("Start the clock")),
            ("button", _("{minutes} minutes more").format(minutes=5)),
            ("button", _("{minutes} minutes less").format(minutes=5)),
            ("button", _("Next phase")),
            *foot(language),
        ],
    )


def test_the_language_of_the_page_and_of_its_parts(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{server.url}/kluis")
    heading(page, "Je kluis")
    for language, title, other in (
        ("nl", "Je kluis", "en"),
        ("en", "Your vault", "nl"),
        ("nl", "Je kluis", "en"),
    ):
        heading(page, title)
        _ = interface_words(language).gettext
        expect(page.locator("html")).to_have_attribute("lang", language)
        switch = page.locator(".st-key-language button")
        expect(switch).to_have_attribute("lang", other)
        expect(page.get_by_test_id("stSkipToContent")).to_have_text(_("To the content"))
        uploader = page.get_by_test_id("stFileUploaderDropzone")
        expect(uploader.locator("button")).to_have_text(re.compile(_("Choose a file")))
        expect(uploader.locator("input")).to_have_attribute("aria-label", _("Choose a file"))
        switch.click()
