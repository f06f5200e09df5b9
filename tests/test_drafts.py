"""Drafts on a real SQLite file and a real PostgreSQL: only the browser that holds the secret can open one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from storage import DRAFT_DAYS, Draft, Drafts, RetiredError, database, new_secret, open_database
from tests.support.stored import execute, json_objects, opened, rows, written

TODAY = date(2026, 3, 1)
DRAFT: Draft = {"works_with": "minors", "answers": {"reliability-1": 4, "reliability-2": None}}


def with_answer(draft: Draft, item: int) -> Draft:
    return {**draft, "answers": {**draft.get("answers", {}), str(item): 3}}


@pytest.fixture
def drafts(engine: Engine) -> Drafts:
    return Drafts(engine, today=lambda: TODAY)


def test_draft_comes_back_after_database_is_reopened(url: str) -> None:
    secret = new_secret()
    with opened(url) as engine:
        Drafts(engine).change(secret, lambda _draft: DRAFT)
    with opened(url) as engine:
        assert Drafts(engine).read(secret) == DRAFT


def test_another_browser_sees_nothing(drafts: Drafts) -> None:
    mine, other = new_secret(), new_secret()
    drafts.change(mine, lambda _draft: DRAFT)
    assert drafts.read(other) == {}
    drafts.retire(other)
    assert drafts.read(mine) == DRAFT


def test_retired_secret_opens_nothing_and_the_new_one_all(drafts: Drafts, engine: Engine) -> None:
    old, new = new_secret(), new_secret()
    drafts.change(old, lambda _draft: DRAFT)
    drafts.retire(old, new)
    drafts.change(new, lambda draft: {**draft, "shared": "code"})
    drafts.retire(old, new)  # asked again, as after a lost answer
    assert drafts.read(new) == {**DRAFT, "shared": "code"}
    with pytest.raises(RetiredError):
        drafts.read(old)
    with pytest.raises(RetiredError):
        drafts.change(old, lambda _draft: DRAFT)
    lengths = {length for (length,) in rows(engine, "SELECT length(sealed) FROM drafts")}
    assert len(lengths) == 1, "nobody who reads the database sees which of them is retired"


def test_nothing_written_while_a_draft_moves_is_lost(drafts: Drafts) -> None:
    """Whatever was written under the old secret moves along; what comes later is told so."""
    old, new = new_secret(), new_secret()
    drafts.change(old, lambda _draft: {"answers": {}})

    def answer(item: int) -> int | None:
        try:
            drafts.change(old, lambda draft: with_answer(draft, item))
        except RetiredError:
            return None
        return item

    with ThreadPoolExecutor(8) as tabs:
        written_before = tabs.map(answer, range(40))
        moved = tabs.submit(drafts.retire, old, new)
        accepted = {str(item) for item in written_before if item is not None}
        moved.result()
    assert set(drafts.read(new)["answers"]) == accepted


def test_two_tabs_at_once_both_count(drafts: Drafts) -> None:
    secret = new_secret()

    def answer(item: int) -> None:
        drafts.change(secret, lambda draft: with_answer(draft, item))

    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(answer, range(80)))
    assert set(drafts.read(secret)["answers"]) == {str(item) for item in range(80)}


def test_bytes_on_disk_hold_nothing_readable(drafts: Drafts, engine: Engine) -> None:
    secret = new_secret()
    drafts.change(secret, lambda _draft: {**DRAFT, "writings": {"write-x": "zeer herkenbare woorden"}})
    ((sealed,),) = rows(engine, "SELECT sealed FROM drafts")
    before = written(engine)
    assert sealed[12:76] in before
    for trace in (secret.encode(), b"herkenbare", b"reliability-1", b"minors"):
        assert trace not in before
    drafts.retire(secret)
    engine.dispose()
    with pytest.raises(RetiredError):
        drafts.read(secret)
    after = written(engine)
    assert not any(sealed[start : start + 16] in after for start in range(0, len(sealed) - 16, 16))


def test_length_does_not_tell_how_far_somebody_is(drafts: Drafts, engine: Engine) -> None:
    one, all_of_them = new_secret(), new_secret()
    drafts.change(one, lambda _draft: {"answers": {"reliability-1": 4}})
    drafts.change(all_of_them, lambda _draft: {"answers": {f"non_judgement-{n}": 5 for n in range(40)}})
    assert len({length for (length,) in rows(engine, "SELECT length(sealed) FROM drafts")}) == 1


def test_altered_draft_opens_as_an_empty_one(drafts: Drafts, engine: Engine) -> None:
    secret = new_secret()
    drafts.change(secret, lambda _draft: DRAFT)
    ((sealed,),) = rows(engine, "SELECT sealed FROM drafts")
    for wrong in (b"\0", sealed[:20], bytes(len(sealed))):
        execute(engine, "UPDATE drafts SET sealed = :wrong", wrong=wrong)
        assert drafts.read(secret) == {}
    assert drafts.change(secret, lambda draft: {**draft, "not_sharing": True}) == {"not_sharing": True}
    assert drafts.read(secret) == {"not_sharing": True}


def test_draft_of_another_browser_does_not_open(drafts: Drafts, engine: Engine) -> None:
    mine, other = new_secret(), new_secret()
    drafts.change(mine, lambda _draft: DRAFT)
    drafts.change(other, lambda _draft: {"answers": {}})
    both = rows(engine, "SELECT id, sealed FROM drafts")
    for (draft_id, _), (_, sealed) in zip(both, reversed(both), strict=True):
        execute(engine, "UPDATE drafts SET sealed = :sealed WHERE id = :id", sealed=sealed, id=draft_id)
    assert drafts.read(mine) == drafts.read(other) == {}


def test_draft_lasts_fourteen_days_after_its_last_change(engine: Engine) -> None:
    day = TODAY
    drafts = Drafts(engine, today=lambda: day)
    secret = new_secret()
    drafts.change(secret, lambda _draft: DRAFT)
    day = TODAY + timedelta(days=DRAFT_DAYS)
    assert drafts.read(secret) == DRAFT
    assert drafts.erase_expired() == 0
    day += timedelta(days=1)
    assert drafts.read(secret) == {}
    assert drafts.change(secret, lambda draft: {**draft, "not_sharing": True}) == {"not_sharing": True}
    day += timedelta(days=DRAFT_DAYS + 1)
    assert drafts.erase_expired() == 1


def test_sqlite_overwrites_what_is_erased(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("secure_delete", "journal_mode", "synchronous")
        }
    assert settings == {"secure_delete": 1, "journal_mode": "persist", "synchronous": 2}


@given(draft=json_objects)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_draft_comes_back(drafts: Drafts, draft: dict[str, object]) -> None:
    secret = new_secret()
    drafts.change(secret, lambda _draft: cast(Draft, draft))
    assert drafts.read(secret) == draft


def test_many_writers_do_not_starve_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by the load benchmark: left to SQLite's own waiting, somebody waited longer than the timeout."""
    pragmas = [pragma for pragma in database._SQLITE_PRAGMAS if "busy_timeout" not in pragma]
    monkeypatch.setattr(database, "_SQLITE_PRAGMAS", (*pragmas, "PRAGMA busy_timeout = 300"))

    engine = open_database(f"sqlite:///{tmp_path / 'busy.sqlite'}")
    drafts = Drafts(engine)

    def person(_number: int) -> int:
        secret = new_secret()
        for item in range(10):
            drafts.change(secret, partial(with_answer, item=item))
        return len(drafts.read(secret)["answers"])

    with ThreadPoolExecutor(32) as people:
        assert set(people.map(person, range(64))) == {10}
    engine.dispose()
