"""People who use a server while something goes wrong, and a check that what was acknowledged is kept."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Engine
from websockets.exceptions import WebSocketException

from app_pages.draft import ANSWER_KEY
from app_pages.ui.code_card import READING_SECONDS
from benchmarks.people import MAX_SCREENS, JourneyError
from content import load_profile
from records import Answers
from storage import Drafts, Keys, NoVaultError, Rounds, Vault, Vaults
from storage.teams import empty_team
from tests.support.rounds import ballots_and_codes, note
from tests.support.server import Server
from tests.support.visitor import Visitor, is_calm

AT_ONCE: Final = 6
INVITED: Final = 400
ITEMS: Final = list(load_profile().items)
A_CODE: Final = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


@dataclass
class Reader:
    """One person: reflects, shares it with the team, keeps it; and what each of these was answered with."""

    card: str
    cookies: str = ""
    secret: str = ""
    acknowledged: dict[str, int] = field(default_factory=dict)  # answers on screens with a next one
    sent: dict[str, int] = field(default_factory=dict)  # those on the screen that was just sent
    invited: bool = False
    sharing: bool = False
    shared: bool = False
    keeping: list[dict[str, int]] = field(default_factory=list)  # what was to be kept, at each press
    code: str | None = None
    confirmed: bool = False
    keys: Keys | None = None

    async def go_on(self, server: Server, chance: random.Random) -> None:
        """From wherever this reader is to the end, or until the connection is cut or a page has an error."""
        async with Visitor(server.url, self.cookies) as visitor:
            self.cookies, self.secret = visitor.cookies, visitor.secret
            if not self.invited:
                await visitor.go("meedoen")
                self._see(visitor)
                visitor.type("code", self.card)
                await self._press(visitor, "FormSubmitter:invitation-Open")
                self.invited = True
            if self.code is None:
                await self._reflect(visitor, chance)
                if not self.shared:
                    await self._share(visitor)
            await visitor.go("bewaren")
            self._see(visitor)
            if visitor.offers("make-code"):
                self.keeping.append(dict(self.acknowledged))
                await self._press(visitor, "make-code")
            if visitor.offers("have-code"):  # else a press that was cut off had done it
                (self.code,), self.keys = A_CODE.findall(visitor.shown), None
                await asyncio.sleep(READING_SECONDS)
                await self._press(visitor, "have-code")
            self.confirmed = True

    async def _press(self, visitor: Visitor, key: str) -> None:
        await visitor.press(key)
        self._see(visitor)

    def _see(self, visitor: Visitor) -> None:
        assert is_calm(visitor), (visitor.shown, visitor.errors)
        if visitor.errors:
            raise JourneyError("A page has an error.")

    async def _reflect(self, visitor: Visitor, chance: random.Random) -> None:
        await visitor.open("reflectie")
        self._see(visitor)
        for _screen in range(MAX_SCREENS):
            if visitor.page == "resultaat":
                return
            before = visitor.headings
            if "works_with" in visitor.radios:
                visitor.choose("works_with", 0)
            questions = [key for key in visitor.radios if key.startswith(ANSWER_KEY)]
            self.sent = {key.removeprefix(ANSWER_KEY): chance.randrange(5) + 1 for key in questions}
            for item, answer in self.sent.items():
                visitor.choose(f"{ANSWER_KEY}{item}", answer - 1)
            if "resultaat" in visitor.links:  # past the practice part
                await visitor.open("resultaat")
                self._see(visitor)
            else:
                await self._press(visitor, "next")
            if visitor.headings == before:
                raise JourneyError(f"No way on from {before}.")
            self.acknowledged |= self.sent
            self.sent = {}
        raise JourneyError("No result.")

    async def _share(self, visitor: Visitor) -> None:
        """Press where it is offered; where it no longer is, an interrupted press had done it."""
        self.sharing = True
        if visitor.offers("share"):
            await self._press(visitor, "share")
        self.shared, self.sharing = True, False


class Team:
    """The round they share in, and everything that was kept."""

    def __init__(self, engine: Engine) -> None:
        _code, keys = Vaults(engine).create(empty_team("Noord"))
        day = date(2100, 1, 1)
        self.cards = Rounds(engine, min_minimum=5).open(
            keys, ITEMS, invited=INVITED, minimum=5, until=day, note=note
        )
        self.readers: list[Reader] = []

    def somebody(self) -> Reader:
        self.readers.append(Reader(self.cards[len(self.readers)]))
        return self.readers[-1]

    def check(self, engine: Engine) -> None:
        """Everything that was acknowledged is there, and there are as many ballots as used codes."""
        for reader in self.readers:
            held: Answers = {}
            if reader.code is not None:
                reader.keys = reader.keys or Vaults(engine).keys(reader.code)
                held = found(engine, reader.keys)
                assert held in reader.keeping or (not held and not reader.confirmed)
            if reader.secret and not held:
                kept = Drafts(engine).read(reader.secret).get("answers", {})
                for item, answer in reader.acknowledged.items():
                    assert kept.get(item) in (answer, reader.sent.get(item)), (item, answer, kept)
        ballots, codes = ballots_and_codes(engine, ITEMS)
        shared = sum(reader.shared for reader in self.readers)
        assert shared <= ballots <= shared + sum(reader.sharing for reader in self.readers)
        assert ballots + codes == INVITED

    def secrets_in(self, log: str) -> list[str]:
        """Codes and secrets that are in a server's log: there should be none."""
        secrets = [part for one in self.readers for part in (one.card, one.code, one.secret) if part]
        return [secret for secret in secrets if secret in log or secret.replace("-", "") in log]


def found(engine: Engine, keys: Keys) -> Answers:
    """The answers of the reflection in a vault; empty where there is no vault."""
    try:
        contents = Vaults(engine).read(keys, Vault)
    except NoVaultError:
        return {}
    return contents["reflections"][-1]["answers"]


async def work_through(
    server: Server,
    team: Team,
    faults: int,
    fault: Callable[[], Awaitable[None]],
    chance: random.Random,
) -> dict[str, int]:
    """People come and go while `fault` happens so many times; then those who are there finish. The counts."""
    over = asyncio.Event()
    cut = 0

    async def one_after_the_other(number: int) -> None:
        nonlocal cut
        mine = random.Random(number)
        while not over.is_set():
            reader = team.somebody()
            while not reader.confirmed:
                try:
                    await reader.go_on(server, mine)
                except (OSError, WebSocketException, JourneyError, TimeoutError, KeyError):
                    cut += 1
                    await asyncio.sleep(mine.uniform(0.1, 0.3))

    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(one_after_the_other(number))
        for _fault in range(faults):
            await asyncio.sleep(chance.uniform(0.5, 2.0))
            await fault()
        over.set()
    return {
        "faults": faults,
        "cut off": cut,
        "reflections": len(team.readers),
        "answers": sum(len(reader.acknowledged) for reader in team.readers),
        "ballots": sum(reader.shared for reader in team.readers),
        "vaults": sum(reader.confirmed for reader in team.readers),
    }
