"""Hostile addresses fill drafts and upload files while ten honest people reflect."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from statistics import quantiles

import pytest

from benchmarks import people
from benchmarks.people import Person
from budgets import MIB
from server.limits import MAX_FILES
from tests.support.http import ask, cookie
from tests.support.loop import run
from tests.support.server import Server
from tests.test_limits import Uploader, upload

HOSTILE = 1000
HONEST = 10
AT_ONCE = 8
"""Requests of theirs under way, together: more only wait for each other in the machine's two processors."""

MAX_SECONDS = 1.0
"""For a click of an honest reader, in 95 of 100."""

TEXTS = json.dumps({f"write-{number}": "x" * 4000 for number in range(50)}).encode()

UPLOADERS = 24
"""Each from an address of its own, with all files that a session may have: three times what all may have."""

Statuses = Counter[int]


def address(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


async def fill_drafts(server: Server, statuses: Statuses) -> None:
    """Post the longest texts, each time as somebody new."""

    def post(number: int) -> None:
        with suppress(OSError):
            answer = ask(server, "/draft", "POST", TEXTS, address(number), Cookie=cookie(server))
            statuses[answer.status] += 1

    async def hostile(first: int) -> None:
        for number in range(first, HOSTILE, AT_ONCE):
            await asyncio.to_thread(post, number)

    await asyncio.gather(*(hostile(first) for first in range(AT_ONCE)))
    assert statuses.total() == HOSTILE


async def upload_files(server: Server, statuses: Statuses) -> None:
    """Upload one file more than a session may have, in sessions that stay open."""
    async with AsyncExitStack() as open_sessions:
        for number in range(UPLOADERS):
            session = (await open_sessions.enter_async_context(Uploader(server.url))).session

            def put(file: int, session: str = session, source: str = address(number)) -> int:
                size = 4 * MIB if file < MAX_FILES else 10  # a refusal would end a long one under it
                return upload(server, session, f"file-{file}", size, source)

            for file in range(MAX_FILES + 1):
                statuses[await asyncio.to_thread(put, file)] += 1
    assert statuses == {204: UPLOADERS * MAX_FILES, 429: UPLOADERS}


@pytest.mark.parametrize("attack", [fill_drafts, upload_files])
def test_honest_readers_finish_among_hostile_ones(
    attack: Callable[[Server, Statuses], Awaitable[None]], own_server: Callable[..., Server]
) -> None:
    server, statuses = own_server(), Statuses()

    async def honest(number: int, attacked: asyncio.Future[None]) -> list[float]:
        waits: list[float] = []
        while not attacked.done():
            async with Person(server.url) as person:
                await people.reflection(person, random.Random(number), lambda _questions: 3)
                waits += [seconds for _at, seconds in person.waits]
        return waits

    async def journey() -> list[float]:
        attacked = asyncio.ensure_future(attack(server, statuses))
        found = await asyncio.gather(*(honest(number, attacked) for number in range(HONEST)))
        await attacked
        return [seconds for one in found for seconds in one]

    clicks = run(journey())
    p95 = quantiles(clicks, n=20)[-1]
    print({"clicks": len(clicks), "p95": round(p95, 3), "hostile": dict(statuses)})
    assert p95 < MAX_SECONDS
