"""A full disk and a locked database: what was kept stays, and nothing else is said to be kept."""

from __future__ import annotations

import asyncio
import json
import random
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final, cast

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app_pages.ui.code_card import READING_SECONDS
from benchmarks import people
from content import load_profile
from records import Answers
from storage import Drafts, NoVaultError, Vault, Vaults, database, new_secret
from storage.contents import empty
from tests.support.at_work import A_CODE
from tests.support.faults import locked
from tests.support.http import ask, health
from tests.support.loop import run
from tests.support.rounds import ITEMS, RoundOfTeam, a_sheet, ballots_and_codes
from tests.support.server import Server
from tests.support.stored import opened
from tests.support.visitor import NOT_FOR_VISITORS, Visitor, is_calm

ROOM: Final = 1024 * 1024
"""Bytes on the small disk."""

PROFILE = load_profile()


class SmallDisk:
    """A folder with little room: on a disk of its own, where one can be mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
        self.mounted = (
            shutil.which("mount") is not None
            and subprocess.run(command, capture_output=True, check=False).returncode == 0
        )

    @contextmanager
    def full(self, process: int = 0) -> Iterator[None]:
        """No room for more; `process` is who writes, 0 for this one.

        Where no disk can be mounted, `process` may write the first page of any file only.
        """
        if self.mounted:
            filler = self.folder / "filler"
            with filler.open("wb", buffering=0) as file:
                for size in (65536, 4096, 1):
                    try:
                        while True:
                            file.write(bytes(size))
                    except OSError:
                        continue
            yield
            filler.unlink()
        else:
            before = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, before[1]))
            yield
            resource.prlimit(process, resource.RLIMIT_FSIZE, before)

    def remove(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    disk = SmallDisk(tmp_path / "small")
    yield disk
    disk.remove()


class Kept:
    """Everything that was said to be kept, and whether it is still there."""

    def __init__(self, engine: Engine) -> None:
        self.team = RoundOfTeam(engine, invited=400)
        self.use(engine)
        self._drafts: list[str] = []
        self._vaults: list[str] = []
        self.ballots = self.refused = 0

    def use(self, engine: Engine) -> None:
        """From now on keep and find by this engine."""
        self._engine, self.drafts, self.vaults = engine, Drafts(engine), Vaults(engine)
        self.team.use(engine)

    @property
    def acknowledged(self) -> int:
        return len(self._drafts) + len(self._vaults) + self.ballots

    def keep(self, number: int) -> None:
        """Keep a draft, a vault and a ballot; each may be refused."""
        text = str(number) * 300

        def draft() -> None:
            secret = new_secret()
            self.drafts.change(secret, lambda _old: {"invitation": text})
            self._drafts.append(secret)

        def vault() -> None:
            code, _keys = self.vaults.create(
                {**empty(), "learning_points": [{"id": "a" * 16, "made_on": "2026-11-24", "text": text}]}
            )
            self._vaults.append(code)

        def ballot() -> None:
            self.team.rounds.submit(self.team.codes[self.ballots], a_sheet(number))
            self.ballots += 1

        for one in (draft, vault, ballot):
            try:
                one()
            except OperationalError:
                self.refused += 1

    @property
    def found(self) -> int:
        """How much of what was acknowledged is there; the round stays open."""
        drafts = sum(bool(self.drafts.read(secret)) for secret in self._drafts)
        vaults = 0
        for code in self._vaults:
            try:
                vaults += bool(self.vaults.find(code)[1])
            except NoVaultError:
                continue
        return drafts + vaults + ballots_and_codes(self._engine, ITEMS)[0]


@pytest.mark.usefixtures("cheap_codes")
def test_full_disk_loses_nothing(small_disk: SmallDisk) -> None:
    """Everything that was acknowledged is there, and more fits once there is room again."""
    file = small_disk.folder / "basishouding.sqlite"
    with opened(f"sqlite:///{file}") as engine:
        kept = Kept(engine)
        for number in range(10):
            kept.keep(number)
        assert (kept.acknowledged, kept.refused) == (30, 0)
        with small_disk.full():
            for number in range(10, 40):
                kept.keep(number)
            assert kept.refused > 30
            during = kept.acknowledged
            assert kept.found == during
    with opened(f"sqlite:///{file}") as engine:  # another process finds the same
        kept.use(engine)
        assert kept.found == during
        for number in range(40, 50):
            kept.keep(number)
        assert kept.acknowledged == kept.found == during + 30
        assert len(kept.team.close()) == kept.ballots
    print({"acknowledged": kept.acknowledged, "refused": kept.refused, "found": kept.acknowledged})


def kept_answers(visitor: Visitor, server: Server) -> Answers:
    with server.database() as engine:
        return Drafts(engine).read(visitor.secret).get("answers", {})


def test_visitor_is_told_the_disk_is_full(small_disk: SmallDisk, own_server: Callable[..., Server]) -> None:
    """What could be kept is there, on the page and on the disk; after room was made both go on."""
    server = own_server(BASISHOUDING_DATABASE=f"sqlite:///{small_disk.folder / 'basishouding.sqlite'}")
    first, second, third = PROFILE.part("attitude")[:3]

    async def begin(visitor: Visitor) -> None:
        """As far as the second screen with statements: the answers to the first were kept."""
        await visitor.open("reflectie")
        visitor.choose("works_with", 0)
        await visitor.press("next")
        for key in list(visitor.radios):
            visitor.choose(key, 3)
        await visitor.press("next")
        assert visitor.headings == [PROFILE.part("attitude")[1].name["nl"]]

    async def journey() -> None:
        async with Visitor(server.url) as owner:
            await people.reflection(owner, random.Random(1), lambda _questions: 0)
            await owner.go("bewaren")
            await owner.press("make-code")
            (code,) = A_CODE.findall(owner.shown)
            await asyncio.sleep(READING_SECONDS)
            await owner.press("have-code")
        async with Visitor(server.url) as reader, Visitor(server.url) as other:
            await begin(reader)
            await people.reflection(other, random.Random(2), lambda _questions: 0)
            await other.go("bewaren")
            kept, process = kept_answers(reader, server), server.process
            assert kept.keys() == set(first.items)
            with small_disk.full(process):
                answer_all(reader, 4)
                await reader.press("next")
                assert is_calm(reader), reader.errors
                went_on = reader.headings == [third.name["nl"]]  # a small change can still fit
                during = kept_answers(reader, server)
                assert during.keys() == kept.keys() | (second.items.keys() if went_on else set())
                if not other.offers("have-code"):
                    await other.press("make-code")
                await asyncio.sleep(READING_SECONDS)
                await other.press("have-code")
                assert is_calm(other), other.errors
                assert other.page != "kluis"  # a code that opens nothing is never said to be kept
                assert health(server) == 200  # it can be read
                assert _beacon(server, reader.cookies) >= 500  # and is not said to be kept
                assert kept_answers(reader, server) == during
            cookies = reader.cookies
        async with Visitor(server.url, cookies) as reader:
            assert reader.offers("erase")  # a draft is there: go on
            await begin(reader)
            answer_all(reader, 4)
            await reader.press("next")
            assert not reader.errors
        assert kept_answers(reader, server).keys() > kept.keys()
        with server.database() as engine:
            assert len(cast(Vault, Vaults(engine).find(code)[1])["reflections"]) == 1

    run(journey())
    assert health(server) == 200


def _beacon(server: Server, cookies: str) -> int:
    """What the page sends when it is left in the middle of a screen, with more text than fits."""
    texts = {f"write-{number}": "x" * 4000 for number in range(50)}
    body = json.dumps({"authenticity-1": 2, **texts}).encode()
    answer = ask(server, "/draft", "POST", body, Cookie=cookies)
    assert not any(words in answer.text for words in NOT_FOR_VISITORS), answer.text
    return answer.status


def answer_all(visitor: Visitor, index: int) -> None:
    for key in list(visitor.radios):
        visitor.choose(key, index)


def test_server_starts_on_a_full_disk(small_disk: SmallDisk, own_server: Callable[..., Server]) -> None:
    if not small_disk.mounted:
        pytest.skip("NO SMALL DISK could be mounted here: a start on a full one was not tested")
    file = small_disk.folder / "basishouding.sqlite"
    server = own_server(BASISHOUDING_DATABASE=f"sqlite:///{file}")
    with small_disk.full():
        server.kill()
        server.start()
        assert health(server) == 200


# -- somebody else holds the database ---------------------------------------------------------


@pytest.mark.usefixtures("cheap_codes")
def test_locked_database_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pragmas = [pragma for pragma in database._SQLITE_PRAGMAS if "busy_timeout" not in pragma]
    monkeypatch.setattr(database, "_SQLITE_PRAGMAS", (*pragmas, "PRAGMA busy_timeout = 50"))
    file = tmp_path / "locked.sqlite"
    with opened(f"sqlite:///{file}") as engine:
        kept = Kept(engine)
        for number in range(20):
            with nullcontext() if number % 2 else locked(file):
                kept.keep(number)
        assert (kept.acknowledged, kept.refused) == (30, 30)
        assert kept.found == 30
        assert len(kept.team.close()) == kept.ballots == 10
