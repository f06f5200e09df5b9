"""A thousand hostile addresses post drafts with invented cookies while ten honest people reflect."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from contextlib import suppress
from statistics import quantiles

from benchmarks import people
from benchmarks.people import Person
from tests.support.http import ask, cookie
from tests.support.loop import run
from tests.support.server import Server

HOSTILE = 1000
HONEST = 10
AT_ONCE = 8
"""Requests of theirs under way, together: more only wait for each other in the machine's two processors."""

MAX_SECONDS = 1.0
"""For a click of an honest reader, in 95 of 100."""

TEXTS = json.dumps({f"write-{number}": "x" * 4000 for number in range(50)}).encode()


def test_honest_readers_finish_among_hostile_ones(own_server: Callable[..., Server]) -> None:
    server = own_server()
    statuses: list[int] = []

    def post(number: int) -> None:
        address = f"127.1.{number // 250}.{number % 250 + 1}"
        with suppress(OSError):
            statuses.append(ask(server, "/draft", "POST", TEXTS, address, Cookie=cookie(server)).status)

    async def hostile(first: int) -> None:
        for number in range(first, HOSTILE, AT_ONCE):
            await asyncio.to_thread(post, number)

    async def honest(number: int, attacks: asyncio.Future[list[None]]) -> list[float]:
        waits: list[float] = []
        while not attacks.done():
            async with Person(server.url) as person:
                await people.reflection(person, random.Random(number), lambda _questions: 3)
                waits += [seconds for _at, seconds in person.waits]
        return waits

    async def journey() -> list[float]:
        attacks = asyncio.gather(*(hostile(first) for first in range(AT_ONCE)))
        found = await asyncio.gather(*(honest(number, attacks) for number in range(HONEST)))
        return [seconds for one in found for seconds in one]

    clicks = run(journey())
    p95 = quantiles(clicks, n=20)[-1]
    print({"clicks": len(clicks), "p95": round(p95, 3), "hostile posts": len(statuses)})
    assert len(statuses) == HOSTILE
    assert p95 < MAX_SECONDS
