"""Several processes behind the proxy of deploy/, and one of them is killed while people are answering."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from benchmarks.people import reflection
from services import DRAFT_COOKIE
from storage import Drafts, open_database
from tests.browser.journey import (
    ATTITUDE,
    answer,
    begin,
    chosen,
    heading,
    item,
    kept,
    open_with,
    press,
    reflect,
)
from tests.browser.test_team import make_team
from tests.conftest import proxy_before
from tests.support.loop import run
from tests.support.postgres import Postgres
from tests.support.proxy import Proxy, Visitor
from tests.support.server import Server

NewReader = Callable[..., BrowserContext]
PEOPLE = 12  # more in tests/exhaustive
FIRST, SECOND = (list(dimension.items) for dimension in ATTITUDE[:2])


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    """What the two processes share: several are for PostgreSQL."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture
def proxy(tmp_path_factory: pytest.TempPathFactory, url: str) -> Iterator[Proxy]:
    yield from proxy_before(tmp_path_factory, database=url)


def watched(reader: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and what its browser complains of."""
    page, said = reader.new_page(), list[str]()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    return page, said


def serving(proxy: Proxy, reader: BrowserContext) -> Server:
    """The process that serves this reader."""
    visitor = Visitor(proxy)
    visitor.cookies = {cookie["name"]: cookie["value"] for cookie in reader.cookies()}
    return visitor.served_by


def test_a_reader_over_tls(proxy: Proxy, new_reader: NewReader) -> None:
    reader = new_reader(ignore_https_errors=True, accept_downloads=True)
    page, said = watched(reader)
    answered = page.goto(proxy.url)
    assert answered is not None
    assert answered.headers["content-security-policy"].startswith("default-src 'none'")
    reflect(page, proxy.url, lambda dimension, place: (dimension + place) % 5)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download als pdf").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    cookies = {cookie["name"]: cookie for cookie in reader.cookies()}
    assert set(cookies) == {DRAFT_COOKIE, "_streamlit_xsrf", "basishouding_process"}
    assert all(cookie["secure"] for cookie in cookies.values())
    assert cookies[DRAFT_COOKIE]["httpOnly"]
    assert cookies["basishouding_process"]["httpOnly"]
    page.goto(f"{proxy.url}/meedoen#KNMK-2345-6789-CDEF")
    page.get_by_role("heading", level=1).wait_for()
    page.goto(f"{proxy.url}/kluis#KNMK-2345-6789-CDEF")
    expect(page.get_by_label("Je code")).to_have_value("KNMK-2345-6789-CDEF")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text("Met deze code gaat geen kluis open.")).to_be_visible()
    for code in ("KNMK", "knmk", "KNMK23456789CDEF"):
        assert code not in proxy.logs
    assert "Traceback" not in proxy.logs
    assert said == []


class Crowd:
    """People who answer at the same time, each with known answers, and when all are in the middle of it."""

    def __init__(self, proxy: Proxy) -> None:
        # from another address than the browser, so that the logs can be searched for it
        self.people = [Visitor(proxy, "127.0.0.9") for _one in range(PEOPLE)]
        self.given: list[dict[str, int]] = [{} for _one in self.people]
        self.in_the_middle = threading.Event()
        self.done = 0

    def answer(self) -> list[int]:
        return run(self._answer())

    async def _answer(self) -> list[int]:
        return await asyncio.gather(*(self._one(number) for number in range(PEOPLE)))

    async def _one(self, number: int) -> int:
        person, given = self.people[number], self.given[number]
        choose = person.choose

        def noted(key: str, place: int) -> None:
            choose(key, place)
            if key.startswith("answer-"):
                given[key.removeprefix("answer-")] = place + 1

        person.choose = noted  # type: ignore[method-assign]

        def pause(_questions: int) -> float:
            if all(len(given) > len(FIRST) for given in self.given):
                self.in_the_middle.set()
            return 0.8 + number / PEOPLE

        async with person:
            count = await reflection(person, random.Random(number), pause)
            self.done += 1
            return count


def test_a_process_is_killed_while_many_answer(proxy: Proxy, url: str, new_reader: NewReader) -> None:
    reader = new_reader(ignore_https_errors=True)
    page = reader.new_page()
    begin(page, proxy.url)
    for name in FIRST:
        answer(page, name, 2)
    press(page, "next")
    heading(page, ATTITUDE[1].name["nl"])
    for name in SECOND[:2]:
        answer(page, name, 4)
    killed = serving(proxy, reader)
    crowd = Crowd(proxy)
    with ThreadPoolExecutor(1) as other:
        all_of_them = other.submit(crowd.answer)
        assert crowd.in_the_middle.wait(120)
        there = [person for person in crowd.people if person.served_by is killed]
        assert crowd.done == 0
        killed.kill()
        assert [chosen(page, name) for name in SECOND[:2]] == [4, 4]  # the page stays as it is
        expect(item(page, SECOND[2]).locator("input").first).to_be_enabled(timeout=90_000)
        for name in SECOND[2:]:
            answer(page, name, 3)
        press(page, "next")
        heading(page, ATTITUDE[2].name["nl"])
        answered = all_of_them.result(timeout=180)
    left = [server for server in proxy.servers if server is not killed]
    assert [serving(proxy, reader)] == left

    # everybody arrived, with every statement answered; those of the killed process by the other one
    assert answered == [sum(len(dimension.items) for dimension in ATTITUDE)] * PEOPLE
    assert 0 < len(there) < PEOPLE
    assert [person.reconnected > 0 for person in crowd.people] == [person in there for person in crowd.people]
    assert all([person.served_by] == left for person in crowd.people)

    # and what was answered is kept, as it was answered
    engine = open_database(url)
    found = [Drafts(engine).read(person.cookies[DRAFT_COOKIE])["answers"] for person in crowd.people]
    engine.dispose()
    assert found == crowd.given
    press(page, "back")
    heading(page, ATTITUDE[1].name["nl"])
    assert [chosen(page, name) for name in SECOND] == [4, 4] + [3] * (len(SECOND) - 2)
    press(page, "back")
    heading(page, ATTITUDE[0].name["nl"])
    assert [chosen(page, name) for name in FIRST] == [2] * len(FIRST)
    assert "Traceback" not in proxy.logs
    assert "127.0.0.9" not in proxy.logs


def test_a_closed_vault_says_so_and_loses_no_text(proxy: Proxy, new_reader: NewReader) -> None:
    reader = new_reader(ignore_https_errors=True)
    page = reader.new_page()
    reflect(page, proxy.url, lambda _dimension, place: place % 5)
    code = kept(page)
    text = page.get_by_label("Wat neem je mee, uit intervisie of uit je werk?")
    text.fill("Eerst vragen, dan pas raad geven.")
    serving(proxy, reader).kill()
    expect(page.get_by_text("Je kluis is intussen dichtgegaan.")).to_be_visible(timeout=90_000)
    assert "Wat je aan het schrijven was, staat er nog." in page.locator("body").inner_text()
    open_with(page, proxy.url, code)
    expect(text).to_have_value("Eerst vragen, dan pas raad geven.")
    expect(page.get_by_text("intussen dichtgegaan")).to_have_count(0)
    page.get_by_role("button", name="Sluit mijn kluis").click()
    expect(page.get_by_text("Je kluis is dicht.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Je code")).to_be_visible()
    expect(page.get_by_text("intussen dichtgegaan")).to_have_count(0)


def test_a_closed_team_says_so(proxy: Proxy, new_reader: NewReader) -> None:
    reader = new_reader(ignore_https_errors=True)
    page = reader.new_page()
    code = make_team(page, proxy.url)
    serving(proxy, reader).kill()
    expect(page.get_by_text("Je team is hier intussen dichtgegaan.")).to_be_visible(timeout=90_000)
    page.get_by_label("Code van het team").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()
    heading(page, "Team Noord")
