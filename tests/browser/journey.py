"""What a reader does on the pages, for the tests in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Download, Locator, Page, expect

from app_pages.ui.code_card import READING_SECONDS
from content import load_profile

PROFILE = load_profile()
ATTITUDE = PROFILE.part("attitude")
PRACTICE = PROFILE.part("practice")

WORDS = {
    "nl": {"next": "Verder", "back": "Terug", "result": "Naar je resultaat"},
    "en": {"next": "Next", "back": "Back", "result": "To your result"},
}


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait until the page's heading says `text`."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def item(page: Page, id: str) -> Locator:
    """The radios of one statement."""
    return page.locator(f".st-key-answer-{id}")


def answer(page: Page, id: str, option: int) -> None:
    """Choose the option at this place (0..6) for a statement."""
    item(page, id).get_by_test_id("stRadioOption").nth(option).click()
    expect(item(page, id).locator("input").nth(option)).to_be_checked()


def chosen(page: Page, id: str) -> int | None:
    """The place of the chosen option, None where there is none."""
    inputs = item(page, id).locator("input")
    expect(inputs).to_have_count(7)
    checked = [place for place in range(7) if inputs.nth(place).is_checked()]
    return checked[0] if checked else None


def press(page: Page, word: str, language: str = "nl") -> None:
    page.get_by_role("button", name=WORDS[language][word], exact=True).click()


def begin(page: Page, url: str, language: str = "nl") -> None:
    """From the first question to the first dimension."""
    page.goto(f"{url}/reflectie" + ("" if language == "nl" else "?lang=en"))
    expect(page.locator(".st-key-works_with")).to_be_visible()
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    page.locator(".st-key-confidence").get_by_test_id("stRadioOption").nth(6).click()
    press(page, "next", language)
    heading(page, ATTITUDE[0].name[language])


def reflect(page: Page, url: str, option: Callable[[int, int], int], language: str = "nl") -> None:
    """The whole core, every statement answered, up to the result."""
    begin(page, url, language)
    for number, dimension in enumerate(ATTITUDE):
        heading(page, dimension.name[language])
        for place, id in enumerate(dimension.items):
            answer(page, id, option(number, place))
        press(page, "next", language)
    page.get_by_role("link", name=WORDS[language]["result"], exact=True).click()
    heading(page, {"nl": "Je resultaat", "en": "Your result"}[language])
    expect(page.locator(".st-key-outcome")).to_be_visible()


def answered(page: Page, url: str, option: Callable[[int, int], int], query: str = "") -> None:
    """The core answered at once, by the way that a page being left takes, up to the result."""
    page.goto(url)
    page.locator("#root h1").wait_for()  # not the words before the app: its cookie is needed
    answers = {
        id: option(number, place)
        for number, dimension in enumerate(ATTITUDE)
        for place, id in enumerate(dimension.items)
    }
    status = page.evaluate(
        "answers => fetch('./draft', {method: 'POST', body: JSON.stringify(answers)}).then(r => r.status)",
        answers,
    )
    assert status == 204
    page.goto(f"{url}/resultaat{query}")
    expect(page.locator(".st-key-outcome")).to_be_visible()


def kept(page: Page) -> str:
    """Keep the result that is shown under a new code, up to the open vault; returns the code."""
    page.get_by_role("link", name="Bewaar deze reflectie").click()
    page.get_by_role("button", name="Geef me een code", exact=True).click()
    code = shown_code(page)
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    heading(page, "Je kluis")
    return code


def shown_code(page: Page) -> str:
    """The code on the page, once there has been time to read it: what is pressed sooner does not count."""
    expect(page.locator(".st-key-code-shown")).to_be_visible()
    page.wait_for_timeout(1000 * READING_SECONDS + 200)
    return page.locator(".st-key-code-shown").inner_text().strip()


def open_with(page: Page, url: str, code: str) -> None:
    """Type a code and press Open."""
    page.goto(f"{url}/kluis")
    page.get_by_label("Je code").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()


def download(page: Page, name: str) -> Download:
    with page.expect_download() as found:
        page.get_by_role("button", name=name).click()
    return found.value
