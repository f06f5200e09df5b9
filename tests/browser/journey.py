"""What a reader does on the pages, for the tests in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from babel.messages.pofile import read_po
from playwright.sync_api import BrowserContext, Download, Locator, Page, expect

from app_pages.ui.code_card import READING_SECONDS
from content import LANGUAGES, Profile, asked, asked_key, load_profile
from records import Team, TeamOpenRound
from scoring import MINIMUM
from services import DRAFT_COOKIE, draft_cookie_name
from storage import Draft, Drafts, DraftSecrets, Rounds, Vaults
from storage.teams import empty_team, with_round
from tests.support.server import ROOT, Server
from tests.support.vaults import vault_with

PROFILE = load_profile()
ATTITUDE = PROFILE.part("attitude")
PRACTICE = PROFILE.part("practice")
LOCALES = ROOT / "locales"
CATALOGUES = {
    language: read_po(BytesIO((LOCALES / language / "LC_MESSAGES" / "basishouding.po").read_bytes()))
    for language in LANGUAGES
}

# -- words ------------------------------------------------------------------------------------


def words(begin: str, language: str = "nl", *, plural: bool = False, **values: Any) -> str:
    """What the interface says for a message id, or for the only id that begins like this.

    Without Markdown's stars. A message with placeholders ends before the first one unless `values` are given.

    Raises:
        LookupError: no id begins like this, or several do.
    """
    ids = [message.id for message in CATALOGUES["nl"] if message.id]
    names = {one if isinstance(one, str) else one[0]: one for one in ids}
    found = [begin] if begin in names else [name for name in names if name.startswith(begin)]
    if len(found) != 1:
        raise LookupError(f"{begin!r} begins {len(found)} message ids")
    said = CATALOGUES[language][found[0]].string or names[found[0]]
    text = str(said if isinstance(said, str) else said[plural])
    return (text.format(**values) if values else text.partition("{")[0]).replace("*", "").strip()


def query(language: str) -> str:
    """What the address of a page in this language ends with."""
    return "" if language == LANGUAGES[0] else f"?lang={language}"


# -- what stands on a page --------------------------------------------------------------------


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait until the page's only heading says `text`; for a moment the one before it may still be there."""
    expect(page.get_by_role("heading", level=1)).to_have_text([text])


def shows(page: Page, begin: str, **values: Any) -> None:
    """Wait until a message of the interface is on the page."""
    expect(page.get_by_text(words(begin, **values)).first).to_be_visible()


def shows_not(page: Page, begin: str, **values: Any) -> None:
    """Wait until a message of the interface is not on the page."""
    expect(page.get_by_text(words(begin, **values))).to_have_count(0)


def chart(page: Page, key: str) -> Locator:
    """The drawn chart in the container with this key."""
    return page.locator(f".st-key-{key}").locator("canvas, svg.marks")


def settled(page: Page) -> None:
    """Wait until what was pressed is answered, and nothing is loading, moving or about to be painted."""
    page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
            && !document.querySelector('.pressed, [data-stale="true"], [data-testid="stSkeleton"]')
            && document.getAnimations().every(moving => moving.playState === 'finished')"""
    )  # without a new frame the browser keeps a finished one in its list
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


# -- what a reader presses --------------------------------------------------------------------


def button(page: Page, key: str) -> Locator:
    """The button with this key; a key that ends in '-' stands for all that begin like that."""
    return page.locator(f"[class*='st-key-{key}']" if key.endswith("-") else f".st-key-{key}").locator(
        "button"
    )


def press(page: Page, key: str) -> None:
    """Press the button with this key, once the page has come to rest: what still moves is missed."""
    button(page, key).first.wait_for()
    settled(page)
    button(page, key).first.click()


def submit(page: Page) -> None:
    """Press the button of the first form."""
    settled(page)
    page.get_by_test_id("stFormSubmitButton").locator("button").first.click()


def confirm(page: Page, key: str) -> None:
    """Press a button that asks whether you are sure, and say yes; its key may have an id after it."""
    press(page, f"{key}-")
    page.locator(f"[class*='st-key-{key}-'][class*='-sure'] button").click()


def follow(page: Page, begin: str) -> None:
    """Follow the first link with these words."""
    page.get_by_role("link", name=words(begin), exact="{" not in begin).first.click()


def download(page: Page, key: str) -> Download:
    """Press a download button and wait for the file."""
    with page.expect_download() as found:
        press(page, key)
    return found.value


# -- the reflection ---------------------------------------------------------------------------


def item(page: Page, name: str) -> Locator:
    """The radios of one statement."""
    return page.locator(f".st-key-answer-{name}")


def answer(page: Page, name: str, option: int) -> None:
    """Choose the option at this place (0..6) for a statement."""
    item(page, name).get_by_test_id("stRadioOption").nth(option).click()
    expect(item(page, name).locator("input").nth(option)).to_be_checked()


def chosen(page: Page, name: str) -> int | None:
    """The place of the chosen option, None where there is none."""
    inputs = item(page, name).locator("input")
    expect(inputs).to_have_count(7)
    return next((place for place in range(7) if inputs.nth(place).is_checked()), None)


def begin(page: Page, url: str, language: str = "nl") -> None:
    """From the first question to the first dimension."""
    page.goto(f"{url}/reflectie{query(language)}")
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").first.click()
    page.locator(".st-key-confidence").get_by_test_id("stRadioOption").nth(6).click()
    press(page, "next")
    heading(page, ATTITUDE[0].name[language])


# -- seeds ------------------------------------------------------------------------------------


def answers(choose: Callable[[int, int], int]) -> dict[str, int | None]:
    """Answers (1..5) to the attitude part; `choose` gets the numbers of the dimension and its statement."""
    return {
        name: choose(number, place)
        for number, dimension in enumerate(ATTITUDE)
        for place, name in enumerate(dimension.items)
    }


def points(low: int | None) -> dict[str, int | None]:
    """All answers at the good end, but at the other end for the dimension at place `low`."""
    items = [list(dimension.items.values()) for dimension in ATTITUDE]
    return answers(lambda number, place: 1 if (number == low) != items[number][place].opposite else 5)


MIXED = answers(lambda number, place: 1 + (number * 2 + place) % 5)


def seed(reader: BrowserContext, server: Server, draft: Draft, url: str | None = None) -> None:
    """Give this browser a draft, as if it had been filled in here; `url` where that is not the server's.

    Answers without `works_with` get one: nobody reaches a statement before that question.
    """
    if "answers" in draft:
        draft = {"works_with": "adults", **draft}
    with server.database() as engine:
        secret = DraftSecrets(engine).new()
        Drafts(engine).change(secret, lambda _draft: draft)
    url = url or server.url
    reader.add_cookies([{"name": draft_cookie_name(urlsplit(url).scheme), "value": secret, "url": url}])


def result(
    page: Page, server: Server, given: dict[str, int | None], language: str = "nl", url: str | None = None
) -> None:
    """The result of these answers, which are put into the browser's draft; `url` as for `seed`."""
    if has_draft(page):
        add_answers(page, {"works_with": "adults", **given})
    else:
        seed(page.context, server, {"answers": given}, url)
    page.goto(f"{url or server.url}/resultaat{query(language)}")
    expect(page.locator(".st-key-outcome")).to_be_visible()


def has_draft(page: Page) -> bool:
    """Whether this browser has a draft already."""
    return any(str(cookie["name"]).endswith(DRAFT_COOKIE) for cookie in page.context.cookies())


def open_statements(page: Page, server: Server, dimension: str, language: str = "nl") -> None:
    """Open the screen of a dimension, as somebody who has said with whom they were in contact."""
    if not has_draft(page):
        seed(page.context, server, {"works_with": "adults"})
    page.goto(f"{server.url}/reflectie?stap={dimension}&lang={language}")


def add_answers(page: Page, given: Mapping[str, int | str | None]) -> None:
    """Add answers to the draft, in the way a page does that is being left.

    While the cookie is being replaced they may come with the old one: then, as a page does, once more.
    """
    post = "given => fetch('./draft', {method: 'POST', body: JSON.stringify(given)}).then(r => r.status)"
    statuses = [page.evaluate(post, given)]
    if statuses == [403]:
        settled(page)
        statuses.append(page.evaluate(post, given))
    assert statuses[-1] == 204, statuses


# -- codes ------------------------------------------------------------------------------------


def shown_code(page: Page) -> str:
    """The code on the page."""
    expect(page.locator(".st-key-code-shown")).to_be_visible()
    return page.locator(".st-key-code-shown").inner_text().strip()


def have_code(page: Page, key: str = "have-code") -> str:
    """Say to have the code, after the time in which a press does not count; returns the code."""
    code = shown_code(page)
    page.wait_for_timeout(1000 * READING_SECONDS)
    press(page, key)
    expect(page.locator(".st-key-code-shown")).to_have_count(0)
    return code


def keep(page: Page) -> str:
    """Keep the result that is shown under a new code, up to the open vault; returns the code."""
    follow(page, "Keep this reflection")
    press(page, "make-code")
    code = have_code(page)
    heading(page, words("Your vault"))
    return code


def open_with(page: Page, url: str, code: str, path: str = "kluis") -> None:
    """Type a code on the page of the vault, or of the team, and press Open."""
    page.goto(f"{url}/{path}")
    page.locator(".st-key-code input").fill(code)
    page.locator(".st-key-code input").press("Enter")


def new_vault(server: Server, *given: dict[str, int | None]) -> str:
    """Put a vault with a reflection of each of these answers into the database; returns its code."""
    with server.database() as engine:
        code, _keys = Vaults(engine).create(vault_with(*given, profile=asked(PROFILE)))
    return code


# -- teams ------------------------------------------------------------------------------------

TEAM = "Team Noord"


def new_team(server: Server) -> str:
    """Put a team without rounds into the database; returns its code."""
    with server.database() as engine:
        code, _keys = Vaults(engine).create(empty_team(TEAM))
    return code


def new_round(server: Server, invited: int, profile: Profile = PROFILE) -> tuple[str, str]:
    """Put a team with an open round into the database; returns its code and that of the round's link."""
    told, day = asked(profile), datetime.now(UTC).date()

    def note(team: Team, round_id: str, private_key: str, codes: list[str]) -> Team:
        entry: TeamOpenRound = {
            "id": round_id,
            "profile": asked_key(told),
            "opened_on": day.isoformat(),
            "until": day.isoformat(),
            "invited": invited,
            "minimum": MINIMUM,
            "private_key": private_key,
            "link": codes[0],
            "closed_on": None,
            "snapshot": None,
        }
        return with_round(team, entry, told, day)

    with server.database() as engine:
        code, keys = Vaults(engine).create(empty_team(TEAM))
        rounds = Rounds(engine, min_minimum=MINIMUM)
        items = list(profile.items)
        [link] = rounds.open(
            keys, items, invited=invited, minimum=MINIMUM, until=day, one_link=True, note=note
        )
    return code, link


def submit_ballots(
    server: Server, codes: Iterable[str], profile: Profile = PROFILE, *, options: int = 5
) -> None:
    """Put a ballot in with each of these codes; people differ in their answers, from 1 to `options`."""
    with server.database() as engine:
        rounds = Rounds(engine, min_minimum=MINIMUM)
        for person, code in enumerate(codes):
            rounds.submit(code, {name: 1 + (person + at) % options for at, name in enumerate(profile.items)})


def open_team(page: Page, url: str, code: str, language: str = "nl") -> None:
    """Open a team by its code, and wait for the new cookie: a refresh before that finds nothing open."""
    with page.expect_response("**/draft/cookie"):
        open_with(page, url, code, f"team{query(language)}")
    heading(page, TEAM)


def take_part(page: Page, server: Server, code: str, language: str = "nl") -> None:
    """Follow a link with a code, up to who sees what."""
    page.goto(f"{server.url}/meedoen{query(language)}#{code}")
    expect(page.locator(".st-key-code input").first).to_have_value(code)
    submit(page)
    expect(page.get_by_role("heading", name=words("Who sees what?", language))).to_be_visible()
