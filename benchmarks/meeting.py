"""What a meeting costs, as JSON: `python -m benchmarks.meeting`; `--seconds` for a longer run.

Twenty devices on one process: each asks for the version of the meeting as often as meeting.js does, and has
the page run when another device has changed it, and every half minute for the clock. Something changes every
30 seconds (120 times an hour: each of twenty people parks an idea, gives two and writes a line, the rest is
moving on and writing on the screen). Next to it the other way: every device has the page run every two
seconds, and asks for nothing.

- core_percent: processor time of the process, in percent of one core. An hour is not waited for: what is
  counted is `--seconds` of it, after everybody has come.
- late_ms: from a change until the last of the twenty devices shows it, the longest of all changes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from random import random
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

import services
from benchmarks import servers
from benchmarks.people import Person
from content import load_profile
from intervision.events import Next, Park
from intervision.meeting import apply, new_meeting
from intervision.stored import meeting_data, meeting_from
from records import DraftMeeting, StoredMeeting
from services import draft_secret
from storage import Drafts, Keys, Meetings, open_database
from storage.codes import LEAD_LENGTH

DEVICES: Final = 20
SECONDS: Final = 60.0
CHANGE_SECONDS: Final = 30.0
ASK_SECONDS: Final = 1.5
CLOCK_SECONDS: Final = 30.0
OTHER_WAY_SECONDS: Final = 2.0

PAGE: Final = "bijeenkomst"


class Device:
    """A phone in a meeting; `shown` says when it showed a version."""

    def __init__(self, address: str, meeting: str) -> None:
        self._person = Person(address)
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        self._meeting = meeting
        self._version = b""
        self.shown: dict[bytes, float] = {}

    async def join(self, drafts: Drafts, place: DraftMeeting) -> None:
        """Come to the page of the meeting, with a draft that takes part in it."""
        await self._person.__aenter__()
        secret = draft_secret(self._person.cookie)
        assert secret is not None
        drafts.change(secret, lambda draft: {**draft, "meeting": place})
        await self._person.open(PAGE)
        self._version = await asyncio.to_thread(self._ask)

    async def take_part(self, until: float, *, asks: bool) -> None:
        """Stay up to date: by asking and running where needed, or by running again and again."""
        last = time.monotonic()
        await asyncio.sleep(random() * ASK_SECONDS)  # devices do not ask in step
        while time.monotonic() < until:
            await asyncio.sleep(ASK_SECONDS if asks else OTHER_WAY_SECONDS)
            version = await asyncio.to_thread(self._ask) if asks else b""
            late = time.monotonic() - last > CLOCK_SECONDS
            if not asks or late or version != self._version:
                await self._person.press("changed")
                last, self._version = time.monotonic(), version
                self.shown.setdefault(version, last)

    def _ask(self) -> bytes:
        self._connection.request("GET", f"/meeting/{self._meeting}")
        return self._connection.getresponse().read()


def stored_meeting() -> StoredMeeting:
    """A meeting in its first phase after the opening."""
    meeting = new_meeting("a" * 16, load_profile().intervision.phases, looking_back=False)
    while meeting.phase != "explore":
        meeting = apply(meeting, Next(int(time.time()), meeting.at))
    return meeting_data(meeting)


def place_in(keys: Keys, code: str) -> DraftMeeting:
    """A phone's place in the meeting."""
    return {
        "id": keys.id.hex(),
        "key": keys.key.hex(),
        "code": code[: -LEAD_LENGTH - 1],
        "lead": "",
        "role": "phone",
        "who": "phone",
    }


async def held(server: servers.Server, database: str, seconds: float, *, asks: bool) -> dict[str, float]:
    """The figures of one meeting."""
    engine = open_database(database)
    meetings, drafts = Meetings(engine), Drafts(engine)
    code, keys = meetings.create(stored_meeting())
    devices = [Device(server.address, keys.id.hex()) for _device in range(DEVICES)]
    for device in devices:
        await device.join(drafts, place_in(keys, code))
    changed: dict[bytes, float] = {}

    async def change_now_and_then(until: float) -> None:
        while time.monotonic() + CHANGE_SECONDS / 2 < until - OTHER_WAY_SECONDS:
            await asyncio.sleep(CHANGE_SECONDS / 2)

            def parked(data: StoredMeeting) -> StoredMeeting:
                return meeting_data(apply(meeting_from(data), Park(f"idea {time.time()}")))

            _meeting, version = await asyncio.to_thread(meetings.change, keys, parked)
            changed[str(version).encode()] = time.monotonic()
            await asyncio.sleep(CHANGE_SECONDS / 2)

    began, used = time.monotonic(), server.cpu_seconds()
    until = began + seconds
    await asyncio.gather(
        change_now_and_then(until), *(device.take_part(until, asks=asks) for device in devices)
    )
    figures = {"core_percent": 100 * (server.cpu_seconds() - used) / (time.monotonic() - began)}
    if asks:
        figures["late_ms"] = 1000 * max(
            device.shown[version] - at for version, at in changed.items() for device in devices
        )
        figures["changes"] = len(changed)
    engine.dispose()
    return figures


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.meeting", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--seconds", type=float, default=SECONDS)
    seconds = parser.parse_args().seconds
    found: dict[str, Any] = {"devices": DEVICES, "seconds": seconds}
    for name, asks in (("asking", True), ("running", False)):
        with TemporaryDirectory() as folder:
            database = f"sqlite:///{Path(folder) / 'meeting.sqlite'}"
            os.environ["BASISHOUDING_DATABASE"] = database  # `draft_secret` looks there
            services.database.cache_clear()
            services.draft_secrets.cache_clear()
            with servers.basishouding(database) as server:
                found[name] = asyncio.run(held(server, database, seconds, asks=asks))
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
