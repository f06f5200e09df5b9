"""Faults of processes and connections, many times."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from benchmarks import people
from tests.browser.journey import ATTITUDE, chosen, heading, press, seed, words
from tests.browser.test_faults import ITEMS
from tests.support.faults import cut_connections, kill_app, kill_postgresql, locked
from tests.support.http import ask, health
from tests.support.loop import run
from tests.support.postgres import Postgres
from tests.support.relay import behind_relay, cut_while_writing
from tests.support.server import Server
from tests.support.visitor import Visitor, is_calm
from tests.test_faults import logged
from tests.test_faults_disk import PROFILE, answer_all, kept_answers

TIMES = 4


def test_app_is_killed_under_load(url: str, own_server: Callable[..., Server]) -> None:
    kill_app(url, own_server, TIMES)


def test_postgresql_is_killed_under_load(own_postgres: Postgres, own_server: Callable[..., Server]) -> None:
    kill_postgresql(own_postgres, own_server, TIMES)


def test_connections_are_cut_under_load(postgres: Postgres, own_server: Callable[..., Server]) -> None:
    url = postgres.new_database()
    cut_connections(url, own_server, TIMES * 4)
    postgres.drop(url)


@pytest.mark.usefixtures("cheap_codes")
def test_cut_connections_leave_the_old_or_the_new(postgres: Postgres) -> None:
    with behind_relay(postgres) as (relay, engine, straight):
        cut_while_writing(relay, engine, straight, cuts=150)


def test_visitor_is_told_the_database_is_locked(own_server: Callable[..., Server]) -> None:
    """The real server waits its ten seconds, says calmly that it did not work, and goes on afterwards."""
    server = own_server()
    file = server.data / "basishouding.sqlite"

    async def journey() -> None:
        async with Visitor(server.url) as reader:
            await reader.open("reflectie")
            reader.choose("works_with", 0)
            await reader.press("next")
            answer_all(reader, 2)
            await reader.press("next")
            kept = kept_answers(reader, server)
            assert len(kept) == len(PROFILE.part("attitude")[0].items)
            with locked(file):
                answer_all(reader, 4)
                await reader.press("next")
                assert is_calm(reader), reader.errors
                assert ask(server, "/reflectie").status == 200
            assert kept_answers(reader, server) == kept
        async with Visitor(server.url, reader.cookies) as reader:
            await people.reflection(reader, random.Random(1), lambda _questions: 0)
            assert not reader.errors
        assert kept_answers(reader, server).keys() > kept.keys()

    run(journey())
    assert health(server) == 200


def test_the_health_of_a_process_without_its_database(own_server: Callable[..., Server]) -> None:
    server = own_server()
    with locked(server.data / "basishouding.sqlite"):
        answer = ask(server, "/health")
    assert (answer.status, answer.text) == (503, '{"status":"no database"}')
    assert "OperationalError at" in server.log
    assert str(server.data) not in server.log
    assert ask(server, "/health").status == 200


def test_a_locked_database_loses_nothing(server: Server, page: Page) -> None:
    seed(page.context, server, {"answers": dict.fromkeys(ITEMS[1:], 4)})
    page.goto(f"{server.url}/reflectie?stap={ATTITUDE[0].id}")
    page.locator(f".st-key-answer-{ITEMS[0]}").get_by_test_id("stRadioOption").nth(3).click()
    told = page.get_by_test_id("stAlert")
    with closing(sqlite3.connect(server.data / "basishouding.sqlite", isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        press(page, "next")
        expect(told).to_contain_text(words("What you wrote or chose can"), timeout=60_000)
        assert "OperationalError" in logged(server, re.findall(r"\d{6}", told.inner_text())[0])
    press(page, "try-again")
    expect(told).to_have_count(0)
    page.reload()
    heading(page, ATTITUDE[0].name["nl"])
    assert [chosen(page, name) for name in ITEMS] == [3] * len(ITEMS)
