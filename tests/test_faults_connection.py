"""The line to PostgreSQL is cut in the middle of a write, at any byte: the old or the new, never neither."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from storage import Drafts, Vaults, new_secret, open_database
from storage import vaults as module
from storage.contents import empty
from tests.support.postgres import Postgres
from tests.test_malformed import QuickWork
from tests.test_rounds import Team, a_sheet

CUTS = 150
SENT = {"vault": 90_000, "draft": 36_000, "ballot": 16_000}
"""More bytes than pass either way for one write."""


class Relay:
    """Passes everything on to a port, and cuts the line after so many bytes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._left: int | None = None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: int | None) -> None:
        """From now on so many bytes go through, either way; None: all of them."""
        self._left = count

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                for one in (client, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while held := source.recv(65536):
                if self._left is not None:
                    held, over = held[: self._left], len(held) > self._left
                    self._left -= len(held)
                    target.sendall(held)
                    if over:
                        self.cuts += 1
                        break
                else:
                    target.sendall(held)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def relay(postgres: Postgres) -> Iterator[Relay]:
    relay = Relay(postgres.port)
    yield relay
    relay.close()


@pytest.fixture
def behind(relay: Relay, postgres: Postgres) -> Iterator[tuple[Engine, Engine]]:
    """The same database through the relay, and straight."""
    url = postgres.new_database()
    through = make_url(url).set(port=relay.port).render_as_string(hide_password=False)
    engines = open_database(through), open_database(url)
    yield engines
    for engine in engines:
        engine.dispose()
    postgres.drop(url)


def test_a_line_that_is_cut_in_a_write_leaves_the_old_or_the_new(
    behind: tuple[Engine, Engine], relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vault, a draft and ballots, each written again and again while the line is cut at a random byte.

    Whatever the driver meets, what comes out is SQLAlchemy's error: the pages and `/health` know that one.
    """
    monkeypatch.setattr(module, "Argon2id", QuickWork)
    engine, straight = behind
    vaults, drafts, secret = Vaults(engine), Drafts(engine), new_secret()
    team = Team(straight, invited=CUTS)
    team.rounds = type(team.rounds)(engine)
    _code, keys = vaults.create({**empty(), "plans": [0] * 3000})
    drafts.change(secret, lambda _old: {"number": 0})
    chance, found = random.Random(1), Counter[str]()
    vault = draft = ballots = unsure = 0  # what was acknowledged last, or is known to be there
    for number in range(1, CUTS + 1):
        with suppress(SQLAlchemyError):  # the pool looks whether a line is alive, and opens another
            vaults.read(keys)
        what = ("vault", "draft", "ballot")[number % 3]
        relay.cut_after(chance.randrange(1, SENT[what]))
        try:
            if what == "vault":
                vaults.change(keys, lambda old, number=number: {**old, "plans": [number] * 3000})
                vault = number
            elif what == "draft":
                drafts.change(secret, lambda _old, number=number: {"number": number})
                draft = number
            else:
                team.rounds.submit(team.codes[number - 1], a_sheet(number))
                ballots += 1
            found[f"{what} kept"] += 1
        except SQLAlchemyError:
            found[f"{what} cut off"] += 1
            unsure += what == "ballot"
        relay.cut_after(None)
        (plan,) = set(Vaults(straight).read(keys)["plans"])
        assert plan in (vault, number)
        there = Drafts(straight).read(secret)["number"]
        assert there in (draft, number)
        vault, draft = plan, there
    print({"cuts": relay.cuts, **found})
    assert all(found[f"{what} {how}"] > 3 for what in SENT for how in ("kept", "cut off")), found
    team.rounds = type(team.rounds)(straight)
    put_in = len(team.close()[0])
    assert ballots <= put_in <= ballots + unsure


def test_a_database_that_is_gone_is_sqlalchemys_error_too(
    behind: tuple[Engine, Engine], relay: Relay
) -> None:
    engine, _straight = behind
    relay.cut_after(0)
    with pytest.raises(SQLAlchemyError):
        Drafts(engine).read(new_secret())
    relay.close()
    with pytest.raises(SQLAlchemyError):
        Drafts(engine).read(new_secret())
