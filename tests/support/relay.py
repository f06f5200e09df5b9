"""A relay before PostgreSQL that cuts connections after so many bytes."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from storage import Draft, Drafts, Vault, Vaults, new_secret, open_database
from tests.support.killed_writer import filled, with_number
from tests.support.postgres import Postgres
from tests.support.rounds import RoundOfTeam, a_sheet

SENT = {"vault": 90_000, "draft": 36_000, "ballot": 16_000}
"""More bytes than one write sends and receives."""


class Relay:
    """Passes everything on to a port, and cuts the connection after so many bytes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._left: int | None = None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: int | None) -> None:
        """From now on let so many bytes through, in both directions together; None for all."""
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
            while data := source.recv(65536):
                if self._left is not None:
                    data, over = data[: self._left], len(data) > self._left
                    self._left -= len(data)
                    target.sendall(data)
                    if over:
                        self.cuts += 1
                        break
                else:
                    target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def behind_relay(postgres: Postgres) -> Iterator[tuple[Relay, Engine, Engine]]:
    """A relay, and one database through it and directly."""
    relay, url = Relay(postgres.port), postgres.new_database()
    through = make_url(url).set(port=relay.port).render_as_string(hide_password=False)
    engines = open_database(through), open_database(url)
    try:
        yield relay, *engines
    finally:
        for engine in engines:
            engine.dispose()
        relay.close()
        postgres.drop(url)


def with_confidence(confidence: int, _old: Draft) -> Draft:
    """A draft with this in it and nothing else."""
    return {"confidence": confidence}


def cut_while_writing(relay: Relay, engine: Engine, straight: Engine, cuts: int) -> None:
    """Write a vault, a draft and ballots again and again while the line is cut at a random byte.

    Whatever the driver meets, what comes out is SQLAlchemy's error: the pages and `/health` know that one.
    """
    vaults, drafts, secret = Vaults(engine), Drafts(engine), new_secret()
    team = RoundOfTeam(straight, invited=cuts)
    team.use(engine)
    _code, keys = vaults.create(filled(0))
    drafts.change(secret, lambda _old: {"confidence": 0})
    chance, found = random.Random(1), Counter[str]()
    vault = draft = ballots = unsure = 0  # what was acknowledged last, or is known to be there
    for number in range(1, cuts + 1):
        with suppress(SQLAlchemyError):  # the pool looks whether a line is alive, and opens another
            vaults.read(keys, Vault)
        what = ("vault", "draft", "ballot")[number % 3]
        relay.cut_after(chance.randrange(1, SENT[what]))
        try:
            if what == "vault":
                vaults.change(keys, Vault, partial(with_number, number))
                vault = number
            elif what == "draft":
                drafts.change(secret, partial(with_confidence, number))
                draft = number
            else:
                team.rounds.submit(team.codes[number - 1], a_sheet(number))
                ballots += 1
            found[f"{what} kept"] += 1
        except SQLAlchemyError:
            found[f"{what} cut off"] += 1
            unsure += what == "ballot"
        relay.cut_after(None)
        points = Vaults(straight).read(keys, Vault)["learning_points"]
        (stored,) = {int(point["text"]) for point in points}
        assert stored in (vault, number)
        there = Drafts(straight).read(secret)["confidence"]
        assert there in (draft, number)
        vault, draft = stored, there
    print({"cuts": relay.cuts, **found})
    assert all(found[f"{what} {how}"] > 1 for what in SENT for how in ("kept", "cut off")), found
    team.use(straight)
    put_in = len(team.close())
    assert ballots <= put_in <= ballots + unsure
