"""A profile of another field in a real Chromium at 360 px, named by BASISHOUDING_PROFILE."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from intervision.meeting import LOOK_BACK, PREPARE
from tests.browser.journey import answer, download, heading, kept, open_with, press
from tests.browser.test_team import close_round, make_team, open_round, take_part, the_link
from tests.support.other_field import BEDSIDE, FOLDER, foreign
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
SHARING = 5


class Look:
    """Looks at each screen on the way: its words, its width, and a picture of it to look at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screens: list[str] = []

    def __call__(self, page: Page, name: str) -> None:
        for closed in page.get_by_test_id("stExpander").locator("summary").all():
            closed.click()
        text = page.locator("body").inner_text()
        assert foreign(text) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        tall = page.locator("[data-testid=stMainBlockContainer]").bounding_box()
        assert tall is not None
        page.set_viewport_size({"width": 360, "height": max(780, int(tall["height"]))})
        page.screenshot(path=self.folder / f"{len(self.screens):02}-{name}.png")
        page.set_viewport_size({"width": 360, "height": 780})
        self.screens.append(name)


def printed(file: Path | str) -> str:
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    assert foreign(text) == []
    return text


def test_the_whole_app_with_a_profile_of_another_field(
    own_server: Callable[..., Server], new_reader: NewReader, tmp_path: Path
) -> None:
    server = own_server(BASISHOUDING_PROFILE=str(FOLDER))
    look = Look(tmp_path)
    page = new_reader().new_page()
    reflects(page, server.url, look)
    keeps(page, new_reader().new_page(), server.url, look)
    a_round(new_reader, server, look)
    meets(new_reader().new_page(), server.url, look)
    assert "Traceback" not in server.log
    assert len(look.screens) == 17


def reflects(page: Page, url: str, look: Look) -> None:
    """From the first page to the result and its PDF."""
    page.goto(url)
    expect(page.locator("#root").get_by_text(BEDSIDE.for_whom["nl"])).to_be_visible()
    look(page, "welcome")
    page.get_by_role("link", name="Begin", exact=True).click()
    expect(page.get_by_text(BEDSIDE.works_with_question["nl"])).to_be_visible()
    page.locator(".st-key-works_with").get_by_test_id("stRadioOption").nth(1).click()
    look(page, "start")
    press(page, "next")
    for number, dimension in enumerate(BEDSIDE.dimensions.values()):
        heading(page, dimension.name["nl"])
        for place, item in enumerate(dimension.items.values()):
            expect(page.get_by_text(item.wording("minors")["nl"])).to_be_visible()
            answer(page, item.id, (number + place) % 5)
        look(page, dimension.id)
        last = number == len(BEDSIDE.dimensions) - 1
        press(page, "result" if last else "next")
    heading(page, "Je resultaat")
    expect(page.locator(".st-key-outcome")).to_be_visible()
    expect(page.locator(".st-key-chart-attitude").locator("canvas, svg.marks")).to_be_visible()
    look(page, "result")
    text = printed(download(page, "Download als pdf").path())
    assert BEDSIDE.title["nl"] in text
    assert BEDSIDE.dimensions["farewell"].name["nl"] in text


def keeps(page: Page, elsewhere: Page, url: str, look: Look) -> None:
    """In a vault, opened again in another browser; a plan in it."""
    code = kept(page)
    look(page, "vault")
    open_with(elsewhere, url, code)
    expect(elsewhere.locator(".st-key-moments")).to_be_visible()
    elsewhere.get_by_role("link", name="Maak een plan", exact=True).click()
    situation = elsewhere.locator("[class*='-plan-if'] textarea")
    expect(situation).to_have_attribute("placeholder", BEDSIDE.plan_example.situation["nl"])
    look(elsewhere, "plan")


def a_round(new_reader: NewReader, server: Server, look: Look) -> None:
    """Five ballots by one link, closed, its result and its PDF."""
    lead = new_reader().new_page()
    make_team(lead, server.url, "Team Zuid")
    open_round(lead, SHARING, one_link=True)
    expect(lead.locator(".st-key-link-shown")).to_be_visible()
    link = the_link(lead)
    for person in range(SHARING):
        member = new_reader().new_page()
        take_part(member, link)
        if not person:
            look(member, "who sees what")
        answers = {id: 1 + (person + place) % 3 for place, id in enumerate(BEDSIDE.items)}
        sent = "all => fetch('./draft', {method: 'POST', body: JSON.stringify(all)}).then(r => r.status)"
        assert member.evaluate(sent, answers) == 204
        member.goto(f"{server.url}/resultaat")
        member.get_by_role("button", name="Deel mijn antwoorden").click()
        expect(member.get_by_text("Je antwoorden zijn gedeeld")).to_be_visible()
    lead.reload()
    close_round(lead)
    expect(lead.get_by_text("Gesloten rondes")).to_be_visible()
    lead.goto(f"{server.url}/teamresultaat")
    heading(lead, re.compile("Team Zuid, ronde van"))
    expect(lead.locator(".st-key-team-attitude").locator("canvas, svg.marks")).to_be_visible()
    for often in (2, 3):
        expect(lead.locator("body")).to_contain_text(BEDSIDE.scale[often]["nl"])
    look(lead, "team result")
    assert "Team Zuid" in printed(download(lead, "Verslag (pdf)").path())


def meets(page: Page, url: str, look: Look) -> None:
    """A meeting through its own phases, and its record."""
    page.goto(f"{url}/bijeenkomst")
    heading(page, "Een intervisiebijeenkomst")
    look(page, "meeting")
    page.get_by_role("button", name="Begin de bijeenkomst").click()
    phases = [phase for id, phase in BEDSIDE.intervision.phases.items() if id not in (PREPARE, LOOK_BACK)]
    for place, phase in enumerate(phases):
        heading(page, phase.name["nl"])
        for question in phase.questions:
            expect(page.get_by_text(question["nl"])).to_be_visible()
        look(page, phase.id)
        last = place == len(phases) - 1
        page.get_by_role(
            "button", name="Rond de bijeenkomst af" if last else "Volgende fase", exact=True
        ).click()
    heading(page, "Wat de bijeenkomst opleverde")
    look(page, "what it gave")
    assert BEDSIDE.intervision.title["nl"] in printed(
        download(page, "Verslag van de bijeenkomst (pdf)").path()
    )
