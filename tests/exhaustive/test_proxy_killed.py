"""Two processes behind the proxy, and one of them is killed while many people answer."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import BrowserContext, expect

from benchmarks.people import reflection
from services import SECURE_DRAFT_COOKIE
from storage import Drafts, open_database
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    ATTITUDE,
    MIXED,
    answer,
    chosen,
    heading,
    item,
    keep,
    new_team,
    open_team,
    open_with,
    press,
    result,
    seed,
    shows,
    shows_not,
    words,
)
from tests.browser.test_vault import TAKEN
from tests.conftest import proxy_before
from tests.support.loop import run
from tests.support.postgres import Postgres
from tests.support.proxy import Proxy, Visitor
from tests.support.server import Server

PEOPLE = 24
CLOSED = "Your vault was closed in the meantime."
FIRST, SECOND = (list(dimension.items) for dimension in ATTITUDE[:2])


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    """The PostgreSQL that both processes share."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture
def proxy(tmp_path_factory: pytest.TempPathFactory, url: str) -> Iterator[Proxy]:
    """Two processes and the proxy before them."""
    yield from proxy_before(tmp_path_factory, database=url)


def serving(proxy: Proxy, reader: BrowserContext) -> Server:
    """The process that serves this reader."""
    visitor = Visitor(proxy)
    visitor.cookies = {str(cookie["name"]): str(cookie["value"]) for cookie in reader.cookies()}
    return visitor.served_by


class Crowd:
    """People who answer at the same time, each with known answers."""

    def __init__(self, proxy: Proxy) -> None:
        # from another address than the browser, so that the logs can be searched for it
        self.people = [Visitor(proxy, "127.0.0.9") for _one in range(PEOPLE)]
        self.given: list[dict[str, int]] = [{} for _one in self.people]
        self.in_the_middle = threading.Event()
        """Everybody has finished a screen."""
        self.done = 0

    def answer(self) -> list[int]:
        """Let everybody reflect; how many statements each answered."""
        return run(self._answer())

    async def _answer(self) -> list[int]:
        return await asyncio.gather(*(self._one(number) for number in range(PEOPLE)))

    async def _one(self, number: int) -> int:
        person, given = self.people[number], self.given[number]
        choose = person.choose

        def noted(key: str, index: int) -> None:
            choose(key, index)
            if key.startswith("answer-"):
                given[key.removeprefix("answer-")] = index + 1

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
    seed(reader, proxy.servers[0], {"answers": dict.fromkeys(FIRST, 3)}, proxy.url)
    page.goto(f"{proxy.url}/reflectie?stap={ATTITUDE[1].id}")
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

    # everybody arrived, with every statement answered; people of the killed process at the other one
    assert answered == [sum(len(dimension.items) for dimension in ATTITUDE)] * PEOPLE
    assert 0 < len(there) < PEOPLE
    assert [person.reconnected > 0 for person in crowd.people] == [person in there for person in crowd.people]
    assert all([person.served_by] == left for person in crowd.people)

    # and what was answered is kept, as it was answered
    engine = open_database(url)
    found = [Drafts(engine).read(person.cookies[SECURE_DRAFT_COOKIE])["answers"] for person in crowd.people]
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


def test_a_killed_process_loses_no_text(proxy: Proxy, new_reader: NewReader) -> None:
    reader, team = new_reader(ignore_https_errors=True), new_team(proxy.servers[0])
    page, leading, written = reader.new_page(), reader.new_page(), "Eerst vragen, dan pas raad geven."
    result(page, proxy.servers[0], MIXED, url=proxy.url)
    code = keep(page)
    open_team(leading, proxy.url, team)
    page.get_by_label(words(TAKEN)).fill(written)
    serving(proxy, reader).kill()
    shows(page, CLOSED)
    shows(page, "Type the code again. What you were writing is still there.")
    shows(leading, "Your team was locked here in the meantime.")
    open_team(leading, proxy.url, team)
    open_with(page, proxy.url, code)
    expect(page.get_by_label(words(TAKEN))).to_have_value(written)
    shows_not(page, CLOSED)
    press(page, "close")
    shows(page, "Your vault is closed.")
    page.reload()
    expect(page.locator(".st-key-code input")).to_be_visible()
    shows_not(page, CLOSED)
