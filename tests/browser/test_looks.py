"""What every page must hold at both widths and in both languages: access, layout, and a quiet console."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.journey import ATTITUDE, answer, answered, begin, heading, item, press, reflect, shown_code
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]

SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 criterion 2.5.8

SPACED = """* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p:not(:is(a, button, label, summary) p) { margin-bottom: 2em !important; }"""
"""The text spacing of 1.4.12. To Streamlit the words on a button are a paragraph; to a reader not."""

TROUBLE = """() => {
    const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1
    const main = document.querySelector('[data-testid="stMain"]')
    const trouble = []
    for (const e of [document.documentElement, main]) {
        const beyond = e.scrollWidth - e.clientWidth
        if (beyond > 0) trouble.push(`scrolls sideways by ${beyond}`)
    }
    for (const e of main.querySelectorAll('h1, h2, h3, p, li, td, th, button, a, summary, label')) {
        if (!shown(e) || e.closest('svg')) continue
        const { left, right } = e.getBoundingClientRect()
        if (left < -1 || right > innerWidth + 1) trouble.push(`sticks out: ${e.innerText}`)
        const style = getComputedStyle(e)
        const cut = (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
            || (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1)
        if (cut) trouble.push(`cut off: ${e.innerText}`)
    }
    const controls = 'a, button, summary, [data-testid="stRadioOption"], textarea'
    const boxes = [...main.querySelectorAll(controls)].filter(shown).map(e => [e, e.getBoundingClientRect()])
    boxes.forEach(([one, a], place) => {
        for (const [other, b] of boxes.slice(place + 1)) {
            if (one.contains(other) || other.contains(one)) continue
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
            if (wide > 2 && high > 2) trouble.push(`overlap: ${one.innerText} / ${other.innerText}`)
        }
    })
    return trouble
}"""
"""What cannot be read or reached: sideways scrolling, text cut off, controls on top of each other."""


def every_page(page: Page, url: str, language: str) -> Iterator[str]:
    """Show each page and each kind of screen in turn."""
    query = "" if language == "nl" else "?lang=en"
    page.goto(f"{url}/{query}")
    page.locator("#root h1").wait_for()
    yield "welcome"
    page.goto(f"{url}/resultaat{query}")
    page.locator(".st-key-primary-link").wait_for()
    yield "result without answers"
    page.goto(f"{url}/reflectie{query}")
    page.locator(".st-key-confidence").wait_for()
    yield "start"
    begin(page, url, language)
    yield "dimension"
    answer(page, next(iter(ATTITUDE[0].items)), 2)
    press(page, "next", language)
    page.get_by_test_id("stAlert").wait_for()
    yield "dimension with open statements"
    reflect(page, url, lambda dimension, place: (dimension * 2 + place) % 5, language)
    yield "result"
    for expander in page.get_by_test_id("stExpander").locator("summary").all():
        expander.click()
    yield "result, everything opened"
    page.get_by_role("button", name={"nl": "Wis mijn antwoorden", "en": "Erase my answers"}[language]).click()
    page.locator(".st-key-erase-sure").wait_for()
    yield "erase"
    page.goto(f"{url}/{query}")
    page.locator(".st-key-erase").wait_for()
    yield "welcome with a draft"
    for path in ("profiel", "intervisie"):
        page.goto(f"{url}/{path}{query}")
        page.locator(".st-key-primary-link").wait_for()
        yield path
    yield from every_vault_page(page, url, query)
    yield from every_team_page(page, url, query)
    yield from every_meeting_page(page, url, query)


def every_vault_page(page: Page, url: str, query: str) -> Iterator[str]:
    """With a reflection in the draft: the way into a vault, all that is in it, and out again."""

    def press_key(key: str) -> None:
        page.locator(f".st-key-{key} button").click()

    page.goto(f"{url}/kluis{query}")
    page.locator(".st-key-code input").fill("7K4Q")
    page.get_by_test_id("stFormSubmitButton").locator("button").click()
    page.get_by_test_id("stAlert").wait_for()
    yield "vault closed, wrong code"
    page.goto(f"{url}/bewaren{query}")
    page.locator(".st-key-make-code").wait_for()
    yield "keep"
    press_key("make-code")
    code = shown_code(page)
    yield "code"
    press_key("have-code")
    page.locator(".st-key-moments").wait_for()
    page.goto(f"{url}/plan{query}")
    page.locator("[class*='-plan-if'] textarea").fill("een jongen niet komt opdagen")
    page.locator("[class*='-plan-then'] textarea").fill("bel ik hem dezelfde dag")
    yield "plan"
    press_key("keep-plan")
    page.locator("[class*='st-key-plan-']").first.wait_for()
    page.locator("[class*='-point'] textarea").fill("Eerst vragen, dan pas iets voorstellen.")
    press_key("keep-point")
    page.locator("[class*='st-key-point-']").first.wait_for()
    page.locator("[class*='st-key-remove-'] button").first.click()
    page.locator("[class*='st-key-remove-'][class*='-sure']").wait_for()
    yield "vault, removing"
    press_key("new-reflection")
    page.locator(".st-key-works_with").wait_for()
    answered(page, url, lambda dimension, place: 1 + (dimension + place * 3) % 5)
    page.goto(f"{url}/kluis{query}")
    page.locator(".st-key-unkept").wait_for()
    yield "vault, a reflection not kept"
    page.goto(f"{url}/bewaren{query}")
    press_key("keep")
    page.locator(".st-key-moments").wait_for()
    page.goto(f"{url}/verandering{query}")
    page.locator("[class*='st-key-growth-']").first.locator("canvas, svg.marks").wait_for()
    yield "growth"
    for expander in page.get_by_test_id("stExpander").locator("summary").all():
        expander.click()
    yield "growth, everything opened"
    page.goto(f"{url}/kluis{query}")
    page.get_by_test_id("stPageLink-NavLink").filter(has_text=re.compile(r"20\d\d")).first.click()
    page.locator("[class*='st-key-chart-']").first.wait_for()
    yield "a kept reflection"
    page.goto(f"{url}/kluis{query}")
    page.locator("[class*='st-key-erase-vault-'] button").click()
    page.locator("[class*='st-key-erase-vault-'][class*='-sure']").wait_for()
    yield "vault, erasing"
    page.locator("[class*='st-key-erase-vault-'][class*='-not'] button").click()
    press_key("close")
    page.locator(".st-key-code input").fill(code)
    page.get_by_test_id("stFormSubmitButton").locator("button").click()
    page.locator(".st-key-look-back").wait_for()
    yield "looking back"


def every_team_page(page: Page, url: str, query: str) -> Iterator[str]:
    """The example, a team of one's own with a round, and what who is invited reads."""

    def press_key(key: str) -> None:
        page.locator(f".st-key-{key} button").click()

    page.goto(f"{url}/team{query}")
    page.locator(".st-key-example").wait_for()
    yield "ways to a team"
    press_key("example")
    page.get_by_test_id("stAlert").wait_for()
    yield "the example"
    page.goto(f"{url}/teamresultaat{query}")
    page.locator(".st-key-bars-practice").locator("canvas, svg.marks").wait_for()
    yield "result of the example"
    for expander in page.get_by_test_id("stExpander").locator("summary").all():
        expander.click()
    page.locator("[class*='st-key-all-bars-']").last.locator("canvas, svg.marks").wait_for()
    yield "result of the example, everything opened"
    page.goto(f"{url}/team{query}")
    press_key("close")
    page.locator(".st-key-team-name input").fill("Noord")
    page.get_by_test_id("stFormSubmitButton").locator("button").first.click()
    shown_code(page)
    yield "code of a team"
    press_key("have-code")
    page.locator(".st-key-open-round").wait_for()
    yield "a first round"
    press_key("open-round")
    page.locator(".st-key-sheet").wait_for()
    yield "cards"
    press_key("have-cards")
    page.locator("[class*='st-key-close-round-'] button").click()
    page.locator("[class*='st-key-close-round-'][class*='-sure'] button").click()
    page.locator(".st-key-open-round").wait_for()
    page.locator(".st-key-one-link").get_by_test_id("stRadioOption").nth(1).click()
    page.wait_for_timeout(500)
    press_key("open-round")
    link = page.locator(".st-key-link-shown code").inner_text().strip()
    yield "a round that runs"
    page.goto(f"{url}/meedoen{query}#{link.partition('#')[2]}")
    page.get_by_test_id("stFormSubmitButton").locator("button").click()
    page.locator(".st-key-anew, .st-key-primary-link").first.wait_for()
    page.get_by_test_id("stExpander").locator("summary").first.click()
    yield "invited"
    answered(page, url, lambda dimension, place: 1 + (dimension + place) % 5, query)
    page.locator(".st-key-share").wait_for()
    yield "share or not"
    press_key("share-not")
    page.locator(".st-key-share-not").wait_for(state="detached")
    yield "not shared"
    press_key("share")
    page.get_by_test_id("stAlert").wait_for()
    yield "shared"


def every_meeting_page(page: Page, url: str, query: str) -> Iterator[str]:
    """A case, the start of a meeting, each phase, and what it gave."""
    page.goto(f"{url}/voorbereiden{query}")
    page.locator("[class*='-case-0'] textarea").fill("Hij kwam niet. Ik belde drie keer.")
    yield "a case"
    page.goto(f"{url}/bijeenkomst{query}")
    page.locator(".st-key-begin-meeting").wait_for()
    page.get_by_test_id("stExpander").locator("summary").first.click()
    yield "start of a meeting"
    page.locator(".st-key-begin-meeting button").click()
    for place in range(4):
        page.locator(f".st-key-on-{place} button").wait_for()
        if place == 2:
            page.locator("[class*='-learning-0'] textarea").fill("Eerst vragen.")
        yield f"phase {place + 1}"
        page.locator(f".st-key-on-{place} button").click()
    page.locator(".st-key-back-end").wait_for()
    yield "what a meeting gave"


LINES = """text => {
    const range = document.createRange()
    range.selectNodeContents(text)
    return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size
}"""
"""On how many lines a text stands."""


@dataclass
class Found:
    """What is wrong, on which page."""

    axe: list[object] = field(default_factory=list)
    small: list[object] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    zoomed: list[object] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # on the console, or by a request


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("width", "language", "scheme", "zoomed"),
    [
        (360, "nl", "light", 640),
        (1280, "en", "light", 640),
        (1280, "nl", "dark", 320),
        (360, "en", "dark", 320),
    ],
)
def test_every_page_is_right_for_axe_for_fingers_on_the_console_and_zoomed_in(
    server: Server, new_reader: NewReader, width: int, language: str, scheme: str, zoomed: int
) -> None:
    """Each two of width, language and colours meet; all that is wrong is told at once.

    Zoomed in, and with wider text: 640 and 320 px are 200 and 400 percent of 1280.
    """
    page, found = new_reader(width, color_scheme=scheme).new_page(), Found()
    listen(page, server.url, found.said)
    for name in every_page(page, server.url, language):
        settled(page)
        found.axe += [
            (name, rule["id"], [(node["target"], node.get("failureSummary")) for node in rule["nodes"]])
            for rule in Axe().run(page).response["violations"]
        ]
        found.small += [(name, one) for one in too_small(page)]
        if page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") > 0:
            found.wide.append(name)
        page.set_viewport_size({"width": zoomed, "height": 780})
        spaced = page.add_style_tag(content=SPACED)
        settled(page)
        for _look in range(20):  # charts take their new width after a while
            if not (trouble := page.evaluate(TROUBLE)):
                break
            page.wait_for_timeout(250)
        found.zoomed += [(name, one) for one in trouble]
        spaced.evaluate("style => style.remove()")
        page.set_viewport_size({"width": width, "height": 780})
    assert found == Found()


def settled(page: Page) -> None:
    """Nothing is on its way or fading in any more: that would fail on contrast."""
    page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState !== 'running'
            && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
            && document.getAnimations().length === 0"""
    )
    page.wait_for_timeout(100)


def listen(page: Page, url: str, said: list[str]) -> None:
    """Note what the console says, what is asked from elsewhere, and what the server refuses."""
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request",
        lambda request: (
            said.append(f"outside: {request.url}")
            if not request.url.startswith((url, url.replace("http", "ws"), "data:", "blob:"))
            else None
        ),
    )
    page.on(
        "response",
        lambda response: said.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )


def too_small(page: Page) -> list[str]:
    """What can be pressed and is hard to hit."""
    small: list[str] = page.evaluate(
        """smallest => [...document.querySelectorAll('a, button, summary, [data-testid=stRadioOption]')]
            .filter(e => e.checkVisibility({visibilityProperty: true}))
            .filter(e => e.dataset.testid !== 'stSkipToContent')
            .map(e => [e.innerText, e.getBoundingClientRect()])
            .filter(([, r]) => r.width > 0 && (r.height < smallest || r.width < smallest))
            .map(([text, r]) => `${text}: ${r.width} x ${r.height}`)""",
        SMALLEST_TARGET,
    )
    return small


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_five_answers_stand_in_one_row(
    server: Server, new_reader: NewReader, width: int, language: str
) -> None:
    page = new_reader(width).new_page()
    begin(page, server.url, language)
    for id in ATTITUDE[0].items:
        options = item(page, id).get_by_test_id("stRadioOption")
        expect(options).to_have_count(7)
        boxes = [options.nth(place).bounding_box() for place in range(7)]
        assert len({round(box["y"]) for box in boxes[:5] if box}) == 1
        assert len({round(box["height"]) for box in boxes[:5] if box}) == 1
        assert len({round(box["width"]) for box in boxes[:5] if box}) <= 2  # rounding
        for place in range(5):  # no word is cut or broken
            assert options.nth(place).evaluate("e => e.scrollWidth <= e.clientWidth + 1")
            lines = options.nth(place).locator("p").evaluate(LINES)
            assert lines <= len(options.nth(place).inner_text().split())


def test_every_address_has_its_language_and_title(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    for path, title in {
        "": "Basishouding",
        "reflectie": "Je reflectie · Basishouding",
        "resultaat": "Je resultaat · Basishouding",
        "profiel": "Het attitudeprofiel · Basishouding",
        "intervisie": "Het intervisiemodel · Basishouding",
        "bewaren": "Bewaren voor later · Basishouding",
        "kluis": "Je kluis · Basishouding",
        "verandering": "Wat er veranderde · Basishouding",
        "plan": "Een plan · Basishouding",
        "meedoen": "Meedoen · Basishouding",
        "team": "Met je team · Basishouding",
        "voorbereiden": "Bereid een casus voor · Basishouding",
        "bijeenkomst": "Een intervisiebijeenkomst · Basishouding",
        "teamresultaat": "Resultaat van het team · Basishouding",
    }.items():
        page.goto(f"{server.url}/{path}")
        expect(page).to_have_title(title)
        assert page.evaluate("document.documentElement.lang") == "nl"


def test_there_is_no_deploy_button_and_no_menu(server: Server, new_reader: NewReader) -> None:
    page = new_reader(1280).new_page()
    page.goto(server.url)
    page.locator("#root h1").wait_for()
    for name in ("stAppDeployButton", "stMainMenu", "stToolbarActions", "stStatusWidget"):
        expect(page.get_by_test_id(name)).to_be_hidden()


def test_an_unknown_step_begins_at_the_start(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{server.url}/reflectie?stap=<script>&lang=xx")
    heading(page, "Voor je begint")
