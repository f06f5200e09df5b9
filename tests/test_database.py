"""The database: migrations with data in them, processes that start at once, shards."""

from __future__ import annotations

import math
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, Table, create_engine, event, inspect, make_url

from storage import Drafts, Keys, NewerDatabaseError, Rounds, Vaults, open_database
from storage.ballots import ballot_length, new_keys, open_ballot, seal_ballot
from storage.codes import CODE_LENGTH, SYMBOLS, new_code, shard_of, typed_code
from storage.contents import Contents, empty
from storage.database import MIGRATIONS
from storage.rounds import PARTICIPATION_LENGTH, _hash
from storage.sealed import seal
from storage.tables import boxes, metadata, participation_codes, rounds, vaults
from storage.vaults import STEP
from tests.support.kept import do, found
from tests.support.server import ROOT

REVISIONS = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
DAY = date(2026, 11, 24)
ITEMS = ("one", "two", "three")
SHEETS = [{"one": 1, "two": None}, {"one": 2, "three": 5}, {"one": 3}, {}, {"one": 4, "two": 4, "three": 4}]


def at_revision(url: str, revision: str) -> Engine:
    """A database as an earlier version of the app left it."""
    database = make_url(url)
    if database.drivername == "postgresql":
        database = database.set(drivername="postgresql+pg8000")
    else:
        Path(str(database.database)).parent.mkdir(parents=True)
    engine = create_engine(database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


class Earlier:
    """What people had in a database of this revision, put in by its own columns."""

    def __init__(self, engine: Engine, revision: str) -> None:
        at = REVISIONS.index(revision)
        self.secret, self.code, self.keys = "s" * 43, "", Keys(b"", b"")
        self.private, self.round, self.codes = (
            "",
            secrets.token_bytes(16),
            [new_code(PARTICIPATION_LENGTH) for _person in range(8)],
        )
        drafts = Drafts(engine, lambda: DAY)
        drafts.change(self.secret, lambda draft: {**draft, "answers": {"one": 2}})
        if at >= 1:
            self._vault(engine, at)
        if at >= 2:
            self._round(engine, at)

    def _vault(self, engine: Engine, at: int) -> None:
        self.code = new_code()
        self.keys = Vaults(engine).keys(self.code)
        private, self.public = new_keys()
        self.private = private.hex()
        contents: Contents = {**empty(), "round": self.round.hex(), "private_key": self.private}
        values = {"id": self.keys.id, "sealed": seal(contents, self.keys, STEP)}
        shard = {"shard": self.keys.shard} if at >= REVISIONS.index("0005") else {}
        self._insert(engine, "vaults", {**shard, **values})
        self.shard = shard

    def _round(self, engine: Engine, at: int) -> None:
        codes = [new_code(PARTICIPATION_LENGTH, self.keys.shard) for _person in range(8)]
        self.codes = codes if self.shard else self.codes
        until = {"until": DAY} if at >= REVISIONS.index("0004") else {}
        told = {"public_key": self.public, "items": '["one", "two", "three"]', "invited": 8, "minimum": 5}
        told |= {"ballots": 3, "closing": False, "opened_on": DAY, **until}
        self._insert(engine, "rounds", {**self.shard, "id": self.round, **told})
        for code in self.codes[3:]:
            values = {"hash": _hash(code), "round": self.round, "ballots_left": 1}
            self._insert(engine, "participation_codes", {**self.shard, **values})
        held = b"".join(seal_ballot(sheet, ITEMS, self.public, self.round) for sheet in SHEETS[:3])
        self._insert(engine, "boxes", {**self.shard, "round": self.round, "row": 0, "ballots": held})

    @staticmethod
    def _insert(engine: Engine, table: str, values: dict[str, object]) -> None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(
            f"CAST(:{name} AS json)"
            if name == "items" and engine.dialect.name == "postgresql"
            else f":{name}"
            for name in values
        )
        do(engine, f"INSERT INTO {table} ({names}) VALUES ({marks})", **values)  # noqa: S608


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_people_kept_in_every_earlier_schema_is_there_after_the_update(url: str, revision: str) -> None:
    engine = at_revision(url, revision)
    kept = Earlier(engine, revision)
    engine.dispose()
    engine = open_database(url)
    try:
        assert Drafts(engine, lambda: DAY).read(kept.secret) == {"answers": {"one": 2}}
        if kept.code:
            keys, contents = Vaults(engine).find(kept.code)
            assert contents["private_key"] == kept.private
        if revision >= "0003":
            assert the_round_goes_on(engine, kept, keys) == SHEETS
    finally:
        engine.dispose()


def the_round_goes_on(engine: Engine, kept: Earlier, team: Keys) -> list[object]:
    """Two more take part and the team gets a new code; then what the round's close opened."""
    of_now = Rounds(engine)
    assert of_now.find(kept.codes[3]).items == ITEMS
    for code, sheet in zip(kept.codes[3:5], SHEETS[3:], strict=True):
        of_now.submit(code, sheet)
    in_vaults = Vaults(engine)
    code, moved = in_vaults.new_code(beside=team)
    in_vaults.move(team, moved)
    assert in_vaults.find(code)[0] == moved
    assert of_now.running(moved, kept.round.hex()).ballots == 5
    result: list[object] = []
    of_now.close(
        moved,
        kept.round.hex(),
        kept.private,
        publish=lambda ballots, _invited, _minimum: sorted(ballots, key=SHEETS.index),
        note=lambda contents, found: result.append(found) or contents,  # type: ignore[func-returns-value]
    )
    assert not any(found(engine, f"SELECT * FROM {name}") for name in ("rounds", "boxes"))  # noqa: S608
    return result[0]  # type: ignore[return-value]


def test_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    primary = {table.name: [column.name for column in table.primary_key] for table in metadata.sorted_tables}
    assert primary == {
        name: inspect(engine).get_pk_constraint(name)["constrained_columns"] for name in primary
    }


def test_a_database_of_a_later_version_is_refused_and_left_as_it_is(url: str) -> None:
    engine = open_database(url)
    do(engine, "UPDATE alembic_version SET version_num = '9001'")
    with pytest.raises(NewerDatabaseError, match=r"schema 9001.*no later one than 0005.*Nothing was changed"):
        open_database(url)
    assert found(engine, "SELECT version_num FROM alembic_version") == [("9001",)]
    engine.dispose()


def test_processes_that_start_at_once_on_an_empty_database_do_not_trip_over_each_other(url: str) -> None:
    program = f"from storage import open_database; open_database({url!r}); print('open')"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _process in range(6)
    ]
    told = [process.communicate(timeout=120) for process in started]
    assert [out for out, _errors in told] == ["open\n"] * 6, told
    engine = open_database(url)
    assert found(engine, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]
    engine.dispose()


def test_an_address_without_a_driver_gets_the_one_that_is_installed(url: str) -> None:
    engine = open_database(url)
    assert engine.dialect.driver in ("pysqlite", "pg8000")
    if engine.dialect.driver == "pg8000":
        with engine.connect() as connection:
            usock = connection.connection.dbapi_connection._usock  # type: ignore[union-attr]
            assert usock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)  # else 40 ms a write
    engine.dispose()


# -- shards -----------------------------------------------------------------------------------


@given(st.integers(1, len(SYMBOLS) ** 2))
def test_a_code_of_a_shard_leads_to_it(shard: int) -> None:
    assert shard_of(typed_code(new_code(shard=shard))) == shard
    assert shard_of(typed_code(new_code(PARTICIPATION_LENGTH, shard))) == shard


@given(st.text(max_size=40))
def test_any_text_leads_to_a_shard_or_to_none(text: str) -> None:
    assert 0 <= shard_of(typed_code(text)) <= len(SYMBOLS) ** 2


def test_what_the_shard_leaves_is_as_much_chance_as_was_promised() -> None:
    left = math.log2(len(SYMBOLS))
    assert (CODE_LENGTH - 2) * left >= 64
    assert (PARTICIPATION_LENGTH - 2) * left >= 80


@pytest.fixture
def shards(engine: Engine) -> Callable[[], list[set[object]]]:
    """The shards that each transaction since the last call touched, read off its statements."""
    transactions: list[set[object]] = [set()]
    tables: tuple[Table, ...] = (vaults, rounds, participation_codes, boxes)

    def executed(_c: object, _cursor: object, sql: str, values: object, context: object, many: bool) -> None:
        if not any(f" {table.name}" in sql for table in tables) or "alembic" in sql:
            return
        assert "shard" in sql, f"this would ask every server: {sql}"
        compiled = context.compiled_parameters  # type: ignore[attr-defined]
        for parameters in compiled:
            named = {value for name, value in parameters.items() if name.startswith("shard")}
            assert named, sql
            transactions[-1] |= named

    event.listen(engine, "before_cursor_execute", executed)
    event.listen(engine, "commit", lambda _connection: transactions.append(set()))
    event.listen(engine, "rollback", lambda _connection: transactions.append(set()))

    def since_last() -> list[set[object]]:
        told, transactions[:] = [one for one in transactions if one], [set()]
        return told

    return since_last


def test_no_transaction_of_a_vault_or_a_round_touches_two_shards(
    engine: Engine, shards: Callable[[], list[set[object]]]
) -> None:
    """So a distributed PostgreSQL needs no transaction across its servers."""
    in_vaults, of_teams = Vaults(engine), Rounds(engine)
    code, keys = in_vaults.create(empty())
    in_vaults.change(keys, lambda contents: {**contents, "plans": []})
    kept: dict[str, str] = {}

    def note(contents: Contents, id: str, private_key: str, _codes: list[str]) -> Contents:
        kept.update(id=id, key=private_key)
        return contents

    codes = of_teams.open(keys, ITEMS, invited=8, until=DAY, note=note)
    assert {shard_of(typed_code(one)) for one in (*codes, code)} == {keys.shard}
    for one in codes[:6]:
        of_teams.find(one)
        of_teams.submit(one, {"one": 1})
    new, moved = in_vaults.new_code(beside=keys)
    in_vaults.move(keys, moved)
    assert in_vaults.find(new)[0].shard == keys.shard
    of_teams.running(moved, kept["id"])
    of_teams.close(
        moved, kept["id"], kept["key"], publish=lambda *_told: 1, note=lambda contents, _result: contents
    )
    in_vaults.erase(moved)
    touched = shards()
    assert touched
    assert all(one == {keys.shard} for one in touched)


def test_a_sealed_ballot_of_an_earlier_schema_opens(engine: Engine) -> None:
    private, public = new_keys()
    sealed = seal_ballot({"one": 1}, ITEMS, public, b"r" * 16)
    assert len(sealed) == ballot_length(ITEMS)
    assert open_ballot(sealed, ITEMS, X25519PrivateKey.from_private_bytes(private), b"r" * 16) == {"one": 1}
