"""Vaults, on SQLite and PostgreSQL: only the code opens one; nothing that goes wrong overwrites anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, event, inspect

from storage import DamagedVaultError, FullVaultError, Keys, NoVaultError, Vaults, open_database
from storage import vaults as module
from storage.contents import Contents, empty, new_id, with_entry
from storage.sealed import keys_from
from tests.support.kept import do, found, json_objects, written

TRACES = ("zeer herkenbare woorden", "reliability-1", "minors", "basishouding-vault")


def contents(text: str = TRACES[0]) -> Contents:
    point = {"id": new_id(), "made_on": "2026-11-24", "text": text}
    reflection = {
        "id": new_id(),
        "made_on": "2026-11-24",
        "profile": "1.0-00000000",
        "works_with": "minors",
        "confidence": 7,
        "answers": {"reliability-1": 4, "reliability-2": None},
    }
    return with_entry(with_entry(empty(), "learning_points", point), "reflections", reflection)


def some_keys() -> Keys:
    """Keys without the costly way from a code."""
    return keys_from(new_id().encode(), "vault")


@pytest.fixture
def vaults(engine: Engine) -> Vaults:
    return Vaults(engine)


def rows(engine: Engine) -> list[tuple[bytes, bytes]]:
    return [(id, sealed) for id, sealed in found(engine, "SELECT id, sealed FROM vaults")]


def set_record(engine: Engine, id: bytes, sealed: bytes) -> None:
    do(engine, "UPDATE vaults SET sealed = :sealed WHERE id = :id", sealed=sealed, id=id)


def test_what_was_kept_comes_back_with_the_code_after_the_database_was_opened_anew(url: str) -> None:
    kept = contents()
    engine = open_database(url)
    code, _keys = Vaults(engine).create(kept)
    engine.dispose()
    engine = open_database(url)
    vaults = Vaults(engine)
    assert vaults.read(vaults.keys(f" {code.lower().replace('-', ' ')} ")) == kept
    engine.dispose()


WRONG = ("", "   ", "0", "7K4Q-M2HX-90TD-VC6E", "7K4Q-M2HX-90TD-VC6E-7K4Q", "'; DROP TABLE vaults", "é" * 500)


@pytest.mark.parametrize("typed", WRONG)
def test_a_wrong_code_gives_one_answer_whatever_is_wrong(vaults: Vaults, typed: str) -> None:
    vaults.create(contents())
    with pytest.raises(NoVaultError):
        vaults.find(typed)


def test_every_code_costs_the_same_work(vaults: Vaults, monkeypatch: pytest.MonkeyPatch) -> None:
    """One derivation with the parameters of RFC 9106, right or wrong."""
    code, _keys = vaults.create(contents())
    work: list[object] = []

    real = module.Argon2id

    def counted(**parameters: Any) -> Any:
        work.append(parameters)
        return real(**parameters)

    queries: list[str] = []
    event.listen(
        vaults._engine, "before_cursor_execute", lambda _c, _cursor, sql, *_rest: queries.append(sql)
    )
    monkeypatch.setattr(module, "Argon2id", counted)
    for typed in (*WRONG, code):
        work.clear()
        queries.clear()
        try:
            vaults.find(typed)
        except NoVaultError:
            assert typed != code
        assert work == [
            {"salt": module.SALT, "length": 32, "iterations": 3, "lanes": 4, "memory_cost": 65536}
        ]
        # what is not there is looked for once more, where vaults from before there were shards are
        assert len([sql for sql in queries if "FROM vaults" in sql]) == (1 if typed == code else 2)


def test_the_bytes_on_disk_and_in_the_journal_hold_nothing_readable(vaults: Vaults, engine: Engine) -> None:
    """Looked at in the middle of each transaction too, when SQLite's journal is there."""
    seen: list[bytes] = []
    journals: list[bool] = []

    def look(*_args: object) -> None:
        if engine.dialect.name == "sqlite":
            file = Path(str(engine.url.database))
            journals.append(file.with_name(f"{file.name}-journal").exists())
        seen.append(written(engine))

    code, keys = vaults.create(contents())
    event.listen(engine, "commit", look)
    vaults.change(keys, lambda old: with_entry(old, "cases", {"id": new_id(), "text": TRACES[0]}))
    new, new_keys = vaults.new_code()
    vaults.move(keys, new_keys)
    keys = new_keys
    seen.append(written(engine))
    assert any(journals) or engine.dialect.name != "sqlite"
    for held in seen:
        for secret in (code, new, code.replace("-", ""), new.replace("-", ""), *TRACES):
            assert secret.encode() not in held
        assert keys.key not in held
    assert rows(engine)[0][1][:64] in seen[-1]  # it does look where the records are


def test_after_erasing_nothing_of_the_record_is_left(vaults: Vaults, engine: Engine) -> None:
    _code, keys = vaults.create(contents())
    first = rows(engine)[0][1]
    vaults.change(keys, lambda old: with_entry(old, "learning_points", {"id": new_id(), "text": "x" * 9000}))
    second = rows(engine)[0][1]
    vaults.erase(keys)
    engine.dispose()
    with pytest.raises(NoVaultError):
        vaults.read(keys)
    left = written(engine)
    for sealed in (first, second):
        assert not any(sealed[start : start + 16] in left for start in range(0, len(sealed) - 16, 16))
    assert keys.id not in left


def test_records_come_in_steps_and_with_nothing_beside_them(vaults: Vaults, engine: Engine) -> None:
    for length in (0, 1, 500, 5000):
        vaults.create(contents("x" * length))
    lengths = [len(sealed) for _id, sealed in rows(engine)]
    assert {length % module.STEP for length in lengths} == {0}
    assert len(set(lengths)) == 2
    assert {column["name"] for column in inspect(engine).get_columns("vaults")} == {"shard", "id", "sealed"}
    if engine.dialect.name == "sqlite":
        ((schema,),) = found(engine, "SELECT sql FROM sqlite_master WHERE name = 'vaults'")
        assert "WITHOUT ROWID" in schema


def damaged(sealed: bytes, other: bytes) -> dict[str, bytes]:
    return {
        "one bit of the ciphertext": sealed[:2000] + bytes([sealed[2000] ^ 1]) + sealed[2001:],
        "one bit of the nonce": bytes([sealed[0] ^ 1]) + sealed[1:],
        "one bit of the tag": sealed[:-1] + bytes([sealed[-1] ^ 1]),
        "cut short": sealed[:-4096] or sealed[:100],
        "one byte short": sealed[:-1],
        "one byte longer": sealed + b"\0",
        "a step longer": sealed + bytes(4096),
        "empty": b"",
        "shorter than a nonce": sealed[:5],
        "zeros": bytes(len(sealed)),
        "the record of another vault": other,
    }


@pytest.mark.parametrize("how", damaged(bytes(8192), b""))
def test_a_damaged_record_is_said_to_be_damaged_and_is_never_overwritten(
    vaults: Vaults, engine: Engine, how: str
) -> None:
    _code, keys = vaults.create(contents("x" * 5000))
    _other, other_keys = vaults.create(contents("y" * 5000))
    sealed = dict(rows(engine))
    wrong = damaged(sealed[keys.id], sealed[other_keys.id])[how]
    set_record(engine, keys.id, wrong)
    with pytest.raises(DamagedVaultError):
        vaults.read(keys)
    with pytest.raises(DamagedVaultError):
        vaults.change(keys, lambda _old: empty())
    with pytest.raises(DamagedVaultError):
        vaults.move(keys, some_keys())
    assert dict(rows(engine)) == {keys.id: wrong, other_keys.id: sealed[other_keys.id]}


def test_two_tabs_that_keep_something_at_once_both_count(vaults: Vaults) -> None:
    _code, keys = vaults.create(empty())

    def keep(number: int) -> None:
        point = {"id": f"{number:016x}", "made_on": "2026-11-24", "text": str(number)}
        vaults.change(keys, lambda old: with_entry(old, "learning_points", point))

    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(keep, range(60)))
    assert {int(point["text"]) for point in vaults.read(keys)["learning_points"]} == set(range(60))


def test_a_tab_left_open_does_not_bring_back_what_was_erased(vaults: Vaults, engine: Engine) -> None:
    _code, keys = vaults.create(contents())
    vaults.erase(keys)
    with pytest.raises(NoVaultError):
        vaults.change(keys, lambda old: old)
    assert rows(engine) == []


def test_what_does_not_fit_changes_nothing(vaults: Vaults) -> None:
    _code, keys = vaults.create(contents())
    before = vaults.read(keys)
    with pytest.raises(FullVaultError):
        vaults.change(keys, lambda old: {**old, "plans": ["x" * module.MOST_BYTES]})
    assert vaults.read(keys) == before


def test_a_change_that_fails_changes_nothing(vaults: Vaults) -> None:
    _code, keys = vaults.create(contents())
    before = vaults.read(keys)
    with pytest.raises(ZeroDivisionError):
        vaults.change(keys, lambda _old: 1 / 0)  # type: ignore[arg-type, return-value]
    assert vaults.read(keys) == before


def test_a_new_code_opens_the_vault_and_the_old_one_nothing(vaults: Vaults, engine: Engine) -> None:
    old, keys = vaults.create(contents())
    before = vaults.read(keys)
    new, new_keys = vaults.new_code(beside=keys)
    assert new_keys.shard == keys.shard  # it stays where it is, and so does a team's round
    with pytest.raises(NoVaultError):
        vaults.read(new_keys)  # until it is moved, the old one holds
    assert vaults.read(vaults.keys(old)) == before
    vaults.move(keys, new_keys)
    assert new != old
    assert vaults.read(vaults.keys(new)) == before == vaults.read(new_keys)
    with pytest.raises(NoVaultError):
        vaults.read(vaults.keys(old))
    assert len(rows(engine)) == 1


def test_id_and_key_do_not_show_in_each_other_or_in_the_drafts(vaults: Vaults) -> None:
    keys = keys_from(b"the same material", "vault")
    draft = keys_from(b"the same material", "draft")
    parts = [keys.id, keys.key[:16], keys.key[16:], draft.id, draft.key[:16], draft.key[16:]]
    assert len(set(parts)) == len(parts)


def test_many_who_open_at_once_all_get_in(vaults: Vaults, engine: Engine) -> None:
    """Two derivations at once would wait for each other for ever (OpenSSL's threads): so one at a time."""
    codes = [vaults.create(contents(str(number)))[0] for number in range(3)]

    def come_back(number: int) -> str:
        others = Vaults(engine)  # whatever object: the turns are the process's
        text: str = others.read(others.keys(codes[number % 3], place=number))["learning_points"][0]["text"]
        return text

    with ThreadPoolExecutor(6) as people:
        assert [*people.map(come_back, range(18))] == [str(number % 3) for number in range(18)]


def test_a_real_code_takes_the_work_that_was_promised() -> None:
    assert (module.MEMORY_KIB, module.PASSES, module.LANES) == (64 * 1024, 3, 4)


@given(value=json_objects)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_anything_comes_back_as_it_was(engine: Engine, value: dict[str, object]) -> None:
    from storage.sealed import open_sealed, seal

    keys = some_keys()
    assert open_sealed(seal(value, keys, module.STEP), keys) == value
