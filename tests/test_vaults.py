"""Vaults, on SQLite and PostgreSQL: only the code opens one, and no failure overwrites anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any, cast

import pytest
from argon2.low_level import hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, event

from records import LearningPoint, Words
from storage import DamagedVaultError, FullVaultError, Keys, NoVaultError, Team, Vault, Vaults
from storage import vaults as module
from storage.contents import empty, new_id
from storage.groups import empty_group
from storage.sealed import keys_from, open_sealed, seal
from storage.teams import empty_team
from tests.support.stored import execute, json_objects, opened, rows, written

pytestmark = pytest.mark.usefixtures("cheap_codes")

TRACES = ("zeer herkenbare woorden", "reliability-1", "minors", "basishouding-vault")


def point(text: str) -> LearningPoint:
    return {"id": new_id(), "made_on": "2026-11-24", "text": text}


def with_point(vault: Vault, text: str) -> Vault:
    return {**vault, "learning_points": [*vault["learning_points"], point(text)]}


def contents(text: str = TRACES[0]) -> Vault:
    return {
        **with_point(empty(), text),
        "reflections": [
            {
                "id": new_id(),
                "made_on": "2026-11-24",
                "profile": "1.0-00000000",
                "works_with": "minors",
                "confidence": 7,
                "answers": {"reliability-1": 4, "reliability-2": None},
            }
        ],
    }


def some_keys() -> Keys:
    """Keys without the costly way from a code."""
    return keys_from(new_id().encode(), "vault")


@pytest.fixture
def vaults(engine: Engine) -> Vaults:
    return Vaults(engine)


def records(engine: Engine) -> dict[bytes, bytes]:
    return dict(rows(engine, "SELECT id, sealed FROM vaults"))


def set_record(engine: Engine, record_id: bytes, sealed: bytes) -> None:
    execute(engine, "UPDATE vaults SET sealed = :sealed WHERE id = :id", sealed=sealed, id=record_id)


def test_code_opens_vault_after_database_is_reopened(url: str) -> None:
    stored = contents()
    with opened(url) as engine:
        code, _keys = Vaults(engine).create(stored)
    with opened(url) as engine:
        _keys, found = Vaults(engine).find(f" {code.lower().replace('-', ' ')} ")
    assert found == stored


WRONG = ("", "   ", "0", "7K4Q-M2HX-90TD-VC6E", "7K4Q-M2HX-90TD-VC6E-7K4Q", "'; DROP TABLE vaults", "é" * 500)


def test_wrong_codes_get_one_answer_after_equal_work(vaults: Vaults, monkeypatch: pytest.MonkeyPatch) -> None:
    """One derivation and one query, whether the code is right or wrong."""
    code, _keys = vaults.create(contents())
    work: list[dict[str, Any]] = []
    real = hash_secret_raw

    def counted(secret: bytes, salt: bytes, **parameters: Any) -> bytes:
        work.append({"salt": salt, **parameters})
        return real(secret, salt, **parameters)

    queries: list[str] = []
    event.listen(
        vaults._engine, "before_cursor_execute", lambda _c, _cursor, sql, *_rest: queries.append(sql)
    )
    monkeypatch.setattr(module, "hash_secret_raw", counted)
    for typed in (*WRONG, code):
        queries.clear()
        with nullcontext() if typed == code else pytest.raises(NoVaultError):
            vaults.find(typed)
        assert len([sql for sql in queries if "FROM vaults" in sql]) == 1
    assert len(work) == len(WRONG) + 1
    assert all(one == work[0] for one in work)


KEYS = {
    "7K4Q-M2HX-90TD-VC8E": (
        "d8a2e45a2929a7f5beba936b0c0c7125",
        "84ab4cdf34930eff7638ae21aa0ca3f65fb6a0209c32687f9fb17db98018e439",
    ),
    "0000-0000-0000-0000": (
        "9917d840e32302e9abfe2096c5afdbd1",
        "5384ad0270dd8806acf8a5028c9dc98cc411cf658f9c00b8bdfbd37c2937a3f1",
    ),
    "YYYY-YYYY-YYYY-YYYY": (
        "68ad62439ca5f2ce55f7451b5f6b5770",
        "9c64314083e27d1044c067f2e2709eae3f8e6868dfd81588f385c9cdfff4288f",
    ),
    "C0DE-C0DE-C0DE-C0DE": (
        "d2276351ac270bf820046583c7ef01ef",
        "59b97bd78c9cbb348582cf99bf7595e9447e99f273f4a9fcda41e0ad96188084",
    ),
    "A": (
        "099295694458034d27362f696ab584c8",
        "fdd4fa3b53ba961db45e634e4d560142e80490484158d6123494fe76462194b4",
    ),
    "": (
        "80a15173114da4ff6f604183036f6792",
        "ba6da78d4ebe37da75d196a02358e3de10319255b84edbe153b9445f10d3ec6c",
    ),
}
"""Lookup id and key of codes, from an independent implementation of Argon2id (OpenSSL's, through
`cryptography`), with which codes were made before."""


def test_real_cost_and_keys_of_earlier_codes(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one test with the real parameters: RFC 9106, second recommended option; several at once."""
    real = RFC_9106_LOW_MEMORY
    monkeypatch.setattr(module, "PARAMETERS", real)
    assert (real.memory_cost, real.time_cost, real.parallelism) == (64 * 1024, 3, 4)
    with ThreadPoolExecutor(len(KEYS)) as pool:
        found = dict(zip(KEYS, pool.map(Vaults(sqlite).keys, KEYS), strict=True))
    assert {code: (keys.id.hex(), keys.key.hex()) for code, keys in found.items()} == KEYS


def test_bytes_on_disk_hold_nothing_readable(vaults: Vaults, engine: Engine) -> None:
    """Also in the middle of each transaction, when SQLite's journal is filled."""
    seen: list[bytes] = []
    journals: list[bool] = []

    def look(*_args: object) -> None:
        if engine.dialect.name == "sqlite":
            file = Path(str(engine.url.database))
            journals.append(any(file.with_name(f"{file.name}-journal").read_bytes()))
        seen.append(written(engine))

    code, keys = vaults.create(contents())
    event.listen(engine, "commit", look)
    vaults.change(keys, Vault, lambda old: with_point(old, TRACES[0]))
    new, new_keys = vaults.new_code()
    vaults.move(keys, new_keys)
    keys = new_keys
    seen.append(written(engine))
    assert any(journals) or engine.dialect.name != "sqlite"
    for held in seen:
        for secret in (code, new, code.replace("-", ""), new.replace("-", ""), *TRACES):
            assert secret.encode() not in held
        assert keys.key not in held
    assert records(engine)[keys.id][:64] in seen[-1]  # it does look where the records are


def test_nothing_is_left_after_erasing(vaults: Vaults, engine: Engine) -> None:
    _code, keys = vaults.create(contents())
    first = records(engine)[keys.id]
    vaults.change(keys, Vault, lambda old: with_point(old, "x" * 9000))
    second = records(engine)[keys.id]
    vaults.erase(keys)
    engine.dispose()
    with pytest.raises(NoVaultError):
        vaults.read(keys, Vault)
    left = written(engine)
    for sealed in (first, second):
        assert not any(sealed[start : start + 16] in left for start in range(0, len(sealed) - 16, 16))
    assert keys.id not in left


def test_records_have_stepped_lengths(vaults: Vaults, engine: Engine) -> None:
    for length in (0, 1, 500, 5000):
        vaults.create(contents("x" * length))
    lengths = [len(sealed) for sealed in records(engine).values()]
    assert {length % module.STEP for length in lengths} == {0}
    assert len(set(lengths)) == 2


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
def test_damaged_record_is_never_overwritten(vaults: Vaults, engine: Engine, how: str) -> None:
    _code, keys = vaults.create(contents("x" * 5000))
    _other, other_keys = vaults.create(contents("y" * 5000))
    sealed = records(engine)
    wrong = damaged(sealed[keys.id], sealed[other_keys.id])[how]
    set_record(engine, keys.id, wrong)
    with pytest.raises(DamagedVaultError):
        vaults.read(keys, Vault)
    with pytest.raises(DamagedVaultError):
        vaults.change(keys, Vault, lambda _old: empty())
    with pytest.raises(DamagedVaultError):
        vaults.move(keys, some_keys())
    assert records(engine) == {keys.id: wrong, other_keys.id: sealed[other_keys.id]}


def test_record_of_another_kind_is_refused(sqlite: Engine) -> None:
    vaults = Vaults(sqlite)
    for made in (empty(), empty_team("Noord"), empty_group()):
        code, keys = vaults.create(made)
        assert vaults.find(code) == (keys, made)
        if made["format"] != "basishouding-team":
            with pytest.raises(DamagedVaultError):
                vaults.read(keys, Team)
            with pytest.raises(DamagedVaultError):
                vaults.change(keys, Team, lambda old: old)
    unknown = some_keys()
    for value in ({}, {**empty(), "format": "x"}, {**empty(), "format_version": 2}):
        set_record(sqlite, keys.id, seal(value, keys, module.STEP))
        with pytest.raises(DamagedVaultError):
            vaults.move(keys, unknown)


def test_bare_topic_of_a_case_gets_its_title(sqlite: Engine) -> None:
    """An earlier version stored a case's topic as a mere id."""
    titles: dict[str, Words] = {"trust": {"nl": "Vertrouwen", "en": "Trust"}}
    vaults = Vaults(sqlite, lambda: titles)
    case = {"id": "c" * 16, "made_on": "2026-11-24", "parts": []}
    old = {**empty(), "cases": [{**case, "topic": topic} for topic in ("trust", "gone", None)]}
    code, keys = vaults.create(cast(Vault, old))
    topics = [
        {"id": "trust", "title": titles["trust"]},
        {"id": "gone", "title": {"nl": "gone", "en": "gone"}},
        None,
    ]
    assert [one["topic"] for one in vaults.read(keys, Vault)["cases"]] == topics
    assert [one["topic"] for one in cast(Vault, vaults.find(code)[1])["cases"]] == topics
    vaults.change(keys, Vault, lambda old: old)
    assert [one["topic"] for one in Vaults(sqlite).read(keys, Vault)["cases"]] == topics


def test_two_tabs_at_once_both_count(vaults: Vaults) -> None:
    _code, keys = vaults.create(empty())

    def add(number: int) -> None:
        vaults.change(keys, Vault, lambda old: with_point(old, str(number)))

    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(add, range(60)))
    stored = vaults.read(keys, Vault)["learning_points"]
    assert {int(one["text"]) for one in stored} == set(range(60))


def test_open_tab_does_not_bring_back_erased_vault(vaults: Vaults, engine: Engine) -> None:
    _code, keys = vaults.create(contents())
    vaults.erase(keys)
    with pytest.raises(NoVaultError):
        vaults.change(keys, Vault, lambda old: old)
    assert records(engine) == {}


def test_failing_or_too_large_change_changes_nothing(vaults: Vaults) -> None:
    def fail(_old: Vault) -> Vault:
        raise ZeroDivisionError

    _code, keys = vaults.create(contents())
    before = vaults.read(keys, Vault)
    with pytest.raises(ZeroDivisionError):
        vaults.change(keys, Vault, fail)
    with pytest.raises(FullVaultError):
        vaults.change(keys, Vault, lambda old: with_point(old, "x" * module.MAX_BYTES))
    assert vaults.read(keys, Vault) == before


def test_new_code_replaces_the_old_one(vaults: Vaults, engine: Engine) -> None:
    old, keys = vaults.create(contents())
    before = vaults.read(keys, Vault)
    new, new_keys = vaults.new_code()
    with pytest.raises(NoVaultError):
        vaults.read(new_keys, Vault)  # until it is moved, the old code opens it
    assert vaults.find(old)[1] == before
    vaults.move(keys, new_keys)
    assert new != old
    assert vaults.find(new)[1] == before == vaults.read(new_keys, Vault)
    with pytest.raises(NoVaultError):
        vaults.find(old)
    assert len(records(engine)) == 1


def test_id_and_key_share_nothing() -> None:
    keys = keys_from(b"the same material", "vault")
    draft = keys_from(b"the same material", "draft")
    parts = [keys.id, keys.key[:16], keys.key[16:], draft.id, draft.key[:16], draft.key[16:]]
    assert len(set(parts)) == len(parts)


def test_many_who_open_at_once_get_in(vaults: Vaults, engine: Engine) -> None:
    codes = [vaults.create(contents(str(number)))[0] for number in range(3)]

    def come_back(number: int) -> str:
        _keys, found = Vaults(engine).find(codes[number % 3], client_ip=str(number))
        return cast(Vault, found)["learning_points"][0]["text"]

    with ThreadPoolExecutor(6) as people:
        assert [*people.map(come_back, range(18))] == [str(number % 3) for number in range(18)]


@given(value=json_objects)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_json_object_comes_back(value: dict[str, object]) -> None:
    keys = some_keys()
    assert open_sealed(seal(value, keys, module.STEP), keys) == value
