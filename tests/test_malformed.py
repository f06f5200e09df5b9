"""A hundred thousand inputs that nobody should send: each is refused or passed over, and nothing falls down.

How many of which kind stands in `TRIED`; every test counts what it really tried, and prints what came of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from app_pages.opened import file_of, moments
from app_pages.unlock import MOST_FILE_MB
from app_pages.visit import ANSWER_OPTIONS, DRAFT_COOKIE, LONGEST_WRITING, MOST_WRITINGS, Visit, with_answers
from benchmarks import people
from content import ProfileError, asked, asked_key, load_profile
from report import look_back_ics, moment_labels
from scoring import InvalidAnswers
from storage import Drafts, NotContents, NoVault, UnknownCode, Vaults, new_secret, open_database
from storage import contents as contents_module
from storage import vaults as module
from storage.contents import Contents, empty, from_file, to_file
from tests import malformed
from tests.loop import run
from tests.malformed import WORDS_OF_A_READER
from tests.server import Server
from tests.test_content import PROFILES
from tests.test_contents import example
from tests.test_rounds import Team, a_sheet
from tests.visitor import Visitor, is_calm

TRIED: Final = {
    "participation codes": 40_000,
    "return codes": 26_000,
    "return codes, with the whole work": 200,
    "vault files, other bytes": 8_000,
    "vault files, other values": 3_000,
    "vault files as large as may be": 22,
    "profile files": 3_000,
    "bodies of POST /draft": 8_000,
    "HTTP requests": 5_000,
    "draft cookies over HTTP": 4_500,
    "draft cookies over a WebSocket": 500,
    "WebSocket messages that can not be read": 1_400,
    "WebSocket messages that can be read": 700,
}

SMALL = PROFILES / "small"


def told(kind: str, found: Counter[str]) -> None:
    """Every input was tried, and what came of it."""
    print(f"{kind}: {dict(found)}")
    assert found.total() == TRIED[kind]


def test_they_are_a_hundred_thousand() -> None:
    assert sum(TRIED.values()) >= 100_000


# -- codes ------------------------------------------------------------------------------------


def test_participation_codes(sqlite: Engine) -> None:
    team, chance = Team(sqlite, invited=6), random.Random(1)
    found = Counter[str]()
    for number in range(TRIED["participation codes"]):
        code = malformed.strange_code(chance, team.codes[number % 6])
        try:
            if number % 10:
                team.rounds.find(code)
            else:
                team.rounds.submit(code, a_sheet(1))
        except UnknownCode:
            found["refused"] += 1
    told("participation codes", found)
    for number, code in enumerate(team.codes):
        team.rounds.submit(code, a_sheet(number))
    assert len(team.close()[0]) == 6


class QuickWork:
    """In place of Argon2id: as many codes as these would take hours."""

    def __init__(self, **_parameters: int) -> None:
        pass

    def derive(self, code: bytes) -> bytes:
        return sha256(code).digest()


def test_return_codes(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Argon2id", QuickWork)
    _try_return_codes(Vaults(sqlite), "return codes")


def test_return_codes_with_the_whole_work(sqlite: Engine) -> None:
    _try_return_codes(Vaults(sqlite), "return codes, with the whole work")


def _try_return_codes(vaults: Vaults, kind: str) -> None:
    chance, found = random.Random(2), Counter[str]()
    real, _keys = vaults.create(empty())
    for _number in range(TRIED[kind]):
        try:
            vaults.find(malformed.strange_code(chance, real))
        except NoVault:
            found["refused"] += 1
    told(kind, found)
    assert vaults.find(real)[1] == empty()


# -- files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_vault() -> Contents:
    """A vault with something of every kind, asked from a small profile."""
    profile = asked(load_profile(SMALL))
    contents = example()
    reflection = {
        **contents["reflections"][0],
        "profile": asked_key(profile),
        "answers": dict.fromkeys([item["id"] for item in profile["dimensions"][0]["items"]], 3),
    }
    part = {"question": {"nl": "Wat?", "en": "What?"}, "text": "dit"}
    case = {"id": "c" * 16, "made_on": "2026-11-24", "topic": None, "parts": [part]}
    return {
        **contents,
        "profiles": {asked_key(profile): profile},
        "reflections": [reflection],
        "cases": [case],
    }


def open_file(file: bytes) -> str:
    """Open a file and do with it what the pages do; what came of it."""
    try:
        contents = from_file(file)
        visit = cast(Visit, SimpleNamespace(profile=load_profile(SMALL), language="nl"))
        found = moments(visit, contents)
    except NotContents as error:
        return "refused" if error.problems else "refused without a reason"
    except InvalidAnswers:
        return "answers that do not fit"
    moment_labels(found, "nl")
    again = from_file(file_of(visit, contents).encode())
    assert again == contents
    for plan in contents["plans"]:
        look_back_ics(date.fromisoformat(plan["look_back_on"]), language="nl", made_on=date(2026, 11, 27))
    return "opened"


def test_vault_files_with_other_bytes(small_vault: Contents) -> None:
    file, chance = to_file(small_vault).encode(), random.Random(3)
    kind = "vault files, other bytes"
    found = Counter(open_file(malformed.changed_bytes(file, chance)) for _ in range(TRIED[kind]))
    told(kind, found)
    assert found["refused without a reason"] == 0
    assert found["refused"] > found["opened"] > 0
    assert open_file(file) == "opened"


def test_vault_files_with_other_values(small_vault: Contents) -> None:
    chance, kind = random.Random(4), "vault files, other values"

    def changed() -> bytes:
        return json.dumps(malformed.changed_value(small_vault, chance)).encode()

    found = Counter(open_file(changed()) for _ in range(TRIED[kind]))
    told(kind, found)
    assert found["refused without a reason"] == 0
    assert found["refused"] > found["opened"] > 0


def test_vault_files_as_large_as_may_be(small_vault: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at is counted: a file full of faults took minutes, which held up everybody."""
    looked_at: Counter[str] = Counter()
    real = contents_module._schema()

    class Counting:
        @staticmethod
        def iter_errors(data: Any) -> Iterator[Any]:
            for error in real.iter_errors(data):
                looked_at["faults"] += 1
                yield error

    monkeypatch.setattr(contents_module, "_schema", lambda: Counting)
    kind, found = "vault files as large as may be", Counter[str]()
    for file in malformed.bombs(small_vault, MOST_FILE_MB * 1024 * 1024):
        assert len(file) <= MOST_FILE_MB * 1024 * 1024 + 1
        looked_at.clear()
        found[open_file(file)] += 1
        assert looked_at["faults"] <= contents_module.MOST_MISFITS
    told(kind, found)


def test_profile_files(tmp_path: Path) -> None:
    """A profile, or the one error that lists every problem with its place and its mend."""
    folder, chance = tmp_path / "profile", random.Random(5)
    shutil.copytree(SMALL, folder)
    good = {file: file.read_bytes() for file in folder.iterdir()}
    found = Counter[str]()
    for number in range(TRIED["profile files"]):
        file = chance.choice(list(good))
        if number % 2:
            file.write_bytes(malformed.changed_bytes(good[file], chance))
        else:
            file.write_text(malformed.changed_toml(good[file].decode(), chance))
        os.utime(file, ns=(number, number))  # quicker than the clock of the disk
        try:
            load_profile(folder)
            found["a profile"] += 1
        except ProfileError as error:
            listed = error.problems and all(problem.line > 0 and problem.mend for problem in error.problems)
            found["its problems listed" if listed else "no problem listed"] += 1
        file.write_bytes(good[file])
    told("profile files", found)
    assert found["no problem listed"] == 0 < found["a profile"]


# -- over the network -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def strained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, since its log fills; the words of a reader never get into it."""
    server = Server(tmp_path_factory.mktemp("strained")).start()
    yield server
    server.kill()
    assert WORDS_OF_A_READER not in server.log


@pytest.fixture
def somebody(strained: Server) -> Iterator[str]:
    """A reader with a draft, who is there before and finds everything after; the cookie's secret."""
    engine = open_database(f"sqlite:///{strained.data / 'basishouding.sqlite'}")
    drafts, secret, told = Drafts(engine), new_secret(), {"answers": {"reliability-1": 4}}
    drafts.change(secret, lambda _draft: told)
    yield secret
    assert drafts.read(secret) == told
    engine.dispose()
    assert still_up(strained)


def still_up(server: Server) -> bool:
    """Whether the process answers, and somebody new gets from the first page to a result."""

    async def reflect() -> int:
        async with Visitor(server.url) as visitor:
            answered = await people.reflection(visitor, random.Random(1), lambda _questions: 0)
            assert is_calm(visitor)
            assert not visitor.errors
            return answered

    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/health")
    healthy = connection.getresponse().status == 200
    connection.close()
    return healthy and run(reflect()) > 0


def calm(answer: bytes) -> bool:
    return not any(words in answer for words in (b"Traceback", b'File "', b"Error:", b"sqlalchemy"))


class Line:
    """A connection that is opened again where the server closed it."""

    def __init__(self, server: Server) -> None:
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=30)

    def ask(self, method: str, path: str, body: bytes | None = None, cookie: str = "") -> tuple[int, str]:
        """Status and cookie of an answer, which holds nothing of our code."""
        headers = {"Cookie": cookie} if cookie else {}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        assert calm(answer.read())
        return answer.status, str(answer.headers["Set-Cookie"])

    def close(self) -> None:
        self._connection.close()


def test_bodies_of_the_route_that_keeps_drafts(strained: Server, somebody: str) -> None:
    chance, found, line = random.Random(6), Counter[str](), Line(strained)
    plain = {"reliability-1": 3, "write-x": WORDS_OF_A_READER, "authenticity-2": 0}
    cookie = f"{DRAFT_COOKIE}={new_secret()}"
    for number in range(TRIED["bodies of POST /draft"]):
        body = json.dumps(malformed.changed_value(plain, chance)).encode()
        body = malformed.changed_bytes(body, chance) if number % 2 else body
        status, _cookie = line.ask("POST", "/draft", body, cookie)
        found[str(status)] += 1
    line.close()
    told("bodies of POST /draft", found)
    assert found.keys() <= {"204", "400", "413"}


def test_http_requests(strained: Server, somebody: str) -> None:
    chance, found = random.Random(7), Counter[str]()
    cookie = f"{DRAFT_COOKIE}={new_secret()}".encode()
    for _number in range(TRIED["HTTP requests"]):
        answer = _answer(strained, malformed.strange_request(chance, cookie))
        assert calm(answer), answer
        status = answer[9:12].decode() if answer.startswith(b"HTTP/1.1 ") else "no answer"
        found[status] += 1
    told("HTTP requests", found)
    assert not any(status.startswith("5") for status in found), found


def _answer(server: Server, request: bytes) -> bytes:
    """What comes back, or as much of it as tells what it is; then the line is cut."""
    with socket.create_connection(("127.0.0.1", server.port), 30) as line:
        try:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            return line.recv(16_384)
        except OSError:
            return b""


def test_draft_cookies_over_http(strained: Server, somebody: str) -> None:
    """Whatever is forged, it opens nobody's draft: the browser gets a new secret, or keeps its own."""
    chance, found, line = random.Random(8), Counter[str](), Line(strained)
    for _number in range(TRIED["draft cookies over HTTP"]):
        forged = malformed.strange_cookie(chance, somebody)
        status, cookie = line.ask("GET", "/_stcore/host-config", cookie=forged)
        assert status == 200
        secret = cookie.removeprefix(f"{DRAFT_COOKIE}=").split(";")[0]
        assert secret != somebody
        found["as it was sent" if secret in forged else "a new one"] += 1
    line.close()
    told("draft cookies over HTTP", found)
    assert found["a new one"] > found["as it was sent"] > 0


def test_draft_cookies_over_a_websocket(strained: Server, somebody: str) -> None:
    """Whatever is forged, its page offers to begin; the owner's own cookie offers to go on."""
    chance, kind = random.Random(9), "draft cookies over a WebSocket"

    async def offered(cookie: str) -> str:
        async with Visitor(strained.url, cookie or "x=y") as visitor:
            assert is_calm(visitor)
            assert not visitor.errors
            return "go on" if visitor.offers("erase") else "begin"

    async def all_of_them() -> Counter[str]:
        found = Counter[str]()
        for _number in range(TRIED[kind]):
            found[await offered(malformed.strange_cookie(chance, somebody))] += 1
        assert await offered(f"{DRAFT_COOKIE}={somebody}") == "go on"
        return found

    found = run(all_of_them())
    told(kind, found)
    assert found["go on"] == 0


def test_websocket_messages_that_can_not_be_read(strained: Server, somebody: str) -> None:
    """Each ends its own connection, and nobody else's."""
    chance, kind = random.Random(10), "WebSocket messages that can not be read"
    found = Counter[str]()

    async def send(frames: list[bytes | str]) -> None:
        async with connect(
            f"{strained.url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(strained.url),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
        ) as line:
            try:
                for frame in frames:
                    await line.send(frame)
                    found["sent"] += 1
                await line.send(b"\xff")  # the last one can certainly not be read
                while True:
                    await asyncio.wait_for(line.recv(), 30)
            except ConnectionClosed:
                found["closed"] += 1

    async def all_of_them() -> None:
        frames = [malformed.strange_frame(chance, []) for _ in range(TRIED[kind] - 10)]
        for start in range(0, len(frames), 10):
            await asyncio.gather(*(send([frame]) for frame in frames[start : start + 10]))
        for _number in range(10):
            await send([b"x" * 1_200_000])  # larger than server.maxWidgetStateSize

    run(all_of_them())
    assert found["closed"] == found["sent"]
    told(kind, Counter({"its connection closed": found["closed"]}))


def test_websocket_messages_that_can_be_read(strained: Server, somebody: str) -> None:
    """Other widgets, kinds and addresses: the forger gets a page or that something went wrong, not what."""
    chance, kind = random.Random(11), "WebSocket messages that can be read"
    found = Counter[str]()

    async def one_visitor(number: int) -> None:
        pages = ("", "reflectie", "kluis", "meedoen", "team", "bijeenkomst", "voorbereiden", "resultaat")
        async with Visitor(strained.url) as visitor:
            await visitor.go(pages[number % len(pages)])
            while found.total() < TRIED[kind] and not visitor.errors:
                try:
                    await visitor.send(malformed.strange_message(chance, visitor.widgets))
                except ConnectionClosed:
                    found["the connection closed"] += 1
                    return
                assert is_calm(visitor), visitor.errors
                found["that something went wrong" if visitor.errors else "a page"] += 1

    async def all_of_them() -> None:
        number = 0
        while found.total() < TRIED[kind]:
            await one_visitor(number)
            number += 1

    run(all_of_them())
    told(kind, found)
    assert found["a page"] > found["that something went wrong"]


def test_a_draft_that_is_cut_off_is_nothing_and_no_crash(strained: Server, somebody: str) -> None:
    """Found here: half a body was an error in the log for every phone that lost its connection."""
    before = strained.log.count("ClientDisconnect")
    for _number in range(20):
        with socket.create_connection(("127.0.0.1", strained.port), 30) as line:
            line.sendall(
                f"POST /draft HTTP/1.1\r\nHost: x\r\nCookie: {DRAFT_COOKIE}={somebody}\r\n".encode()
                + b'Content-Length: 100\r\n\r\n{"reliability-1": 1'
            )
    assert still_up(strained)
    assert strained.log.count("ClientDisconnect") == before


# -- and whatever Hypothesis thinks of --------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
keys = st.text() | st.sampled_from([*load_profile().items]) | st.from_regex(r"\Awrite-[a-z0-9-]{1,45}\Z")


@given(st.dictionaries(keys, anything | st.sampled_from(ANSWER_OPTIONS)))
def test_whatever_a_browser_sends_only_answers_and_texts_get_into_its_draft(chosen: dict[str, Any]) -> None:
    profile = load_profile()
    draft = with_answers({}, chosen, profile)
    assert draft.keys() <= {"answers", "writings"}
    for item, answer in draft.get("answers", {}).items():
        assert item in profile.items
        assert answer in (None, 1, 2, 3, 4, 5)
    for text in draft.get("writings", {}).values():
        assert 0 < len(text) <= LONGEST_WRITING
        text.encode()
    assert len(draft.get("writings", {})) <= MOST_WRITINGS


@given(st.text(max_size=200))
def test_whatever_is_typed_it_is_a_code_or_it_is_refused(typed: str) -> None:
    from storage.codes import PARTICIPATION_LENGTH, shard_of, typed_code

    code = typed_code(typed)
    assert len(code) <= PARTICIPATION_LENGTH + 1
    code.encode()
    assert 0 <= shard_of(code) <= 784
