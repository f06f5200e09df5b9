"""Drafts on a real SQLite file: only the browser that holds the secret can open one."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, inspect

from storage import DRAFT_DAYS, Drafts, database, new_secret, open_database
from tests.kept import json_objects, on_disk

TODAY = date(2026, 3, 1)
DRAFT = {"works_with": "minors", "answers": {"reliability-1": 4, "reliability-2": None}}


@pytest.fixture
def drafts(engine: Engine) -> Drafts:
    return Drafts(engine, today=lambda: TODAY)


def test_a_draft_comes_back_after_the_database_was_opened_anew(file: Path) -> None:
    secret = new_secret()
    for attempt in range(2):
        engine = open_database(f"sqlite:///{file}")
        if attempt == 0:
            Drafts(engine).change(secret, lambda _draft: DRAFT)
        else:
            assert Drafts(engine).read(secret) == DRAFT
        engine.dispose()


def test_another_browser_sees_nothing(drafts: Drafts) -> None:
    mine, other = new_secret(), new_secret()
    drafts.change(mine, lambda _draft: DRAFT)
    assert drafts.read(other) == {}
    drafts.erase(other)
    assert drafts.read(mine) == DRAFT


def test_two_tabs_that_write_at_once_both_count(drafts: Drafts) -> None:
    secret = new_secret()

    def answer(item: int) -> None:
        drafts.change(secret, lambda draft: {**draft, str(item): 3})

    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(answer, range(80)))
    assert set(drafts.read(secret)) == {str(item) for item in range(80)}


def test_the_bytes_on_disk_hold_no_answer_no_secret_and_after_erasing_no_draft(
    drafts: Drafts, engine: Engine, file: Path
) -> None:
    secret = new_secret()
    drafts.change(secret, lambda _draft: {**DRAFT, "note": "zeer herkenbare woorden"})
    with sqlite3.connect(file) as connection:
        (sealed,) = connection.execute("SELECT sealed FROM drafts").fetchone()
    connection.close()
    written = on_disk(file)
    assert sealed[12:76] in written
    for trace in (secret.encode(), b"herkenbare", b"reliability-1", b"minors"):
        assert trace not in written
    drafts.erase(secret)
    engine.dispose()
    assert drafts.read(secret) == {}
    after = on_disk(file)
    assert not any(sealed[start : start + 16] in after for start in range(0, len(sealed) - 16, 16))


def test_the_length_on_disk_does_not_tell_how_far_somebody_is(drafts: Drafts, file: Path) -> None:
    one, all_of_them = new_secret(), new_secret()
    drafts.change(one, lambda _draft: {"answers": {"reliability-1": 4}})
    drafts.change(all_of_them, lambda _draft: {"answers": {f"non_judgement-{n}": 5 for n in range(40)}})
    with sqlite3.connect(file) as connection:
        lengths = {length for (length,) in connection.execute("SELECT length(sealed) FROM drafts")}
    connection.close()
    assert len(lengths) == 1


def test_an_altered_draft_opens_as_an_empty_one(drafts: Drafts, file: Path) -> None:
    secret = new_secret()
    drafts.change(secret, lambda _draft: DRAFT)
    for change in ("x'00'", "substr(sealed, 1, 20)", "zeroblob(length(sealed))"):
        with sqlite3.connect(file) as connection:
            connection.execute(f"UPDATE drafts SET sealed = {change}")  # noqa: S608
        connection.close()
        assert drafts.read(secret) == {}
    assert drafts.change(secret, lambda draft: {**draft, "step": "start"}) == {"step": "start"}
    assert drafts.read(secret) == {"step": "start"}


def test_a_draft_moved_to_another_browser_does_not_open(drafts: Drafts, file: Path) -> None:
    mine, other = new_secret(), new_secret()
    drafts.change(mine, lambda _draft: DRAFT)
    drafts.change(other, lambda _draft: {"answers": {}})
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT id, sealed FROM drafts").fetchall()
        for (id, _), (_, sealed) in zip(rows, reversed(rows), strict=True):
            connection.execute("UPDATE drafts SET sealed = ? WHERE id = ?", (sealed, id))
    connection.close()
    assert drafts.read(mine) == drafts.read(other) == {}


def test_a_draft_lasts_fourteen_days_after_its_last_change(engine: Engine) -> None:
    day = TODAY
    drafts = Drafts(engine, today=lambda: day)
    secret = new_secret()
    drafts.change(secret, lambda _draft: DRAFT)
    day = TODAY + timedelta(days=DRAFT_DAYS)
    assert drafts.read(secret) == DRAFT
    assert drafts.erase_expired() == 0
    day += timedelta(days=1)
    assert drafts.read(secret) == {}
    assert drafts.change(secret, lambda draft: {**draft, "step": "start"}) == {"step": "start"}
    day += timedelta(days=DRAFT_DAYS + 1)
    assert drafts.erase_expired() == 1


def test_no_time_finer_than_a_day_and_no_rowid_is_kept(engine: Engine, file: Path) -> None:
    columns = {column["name"]: str(column["type"]) for column in inspect(engine).get_columns("drafts")}
    assert columns == {"id": "BLOB", "sealed": "BLOB", "expires_on": "DATE"}
    with sqlite3.connect(file) as connection:
        (schema,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'drafts'").fetchone()
    connection.close()
    assert "WITHOUT ROWID" in schema


def test_what_is_erased_is_overwritten(engine: Engine) -> None:
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("secure_delete", "journal_mode", "synchronous")
        }
    assert settings == {"secure_delete": 1, "journal_mode": "delete", "synchronous": 2}


@given(draft=json_objects)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_draft_comes_back_as_it_was(drafts: Drafts, draft: dict[str, object]) -> None:
    secret = new_secret()
    drafts.change(secret, lambda _draft: draft)
    assert drafts.read(secret) == draft


def test_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from storage.tables import metadata

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_many_who_write_at_once_do_not_starve_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the load benchmark: left to SQLite's own waiting, somebody waited longer than the timeout."""
    pragmas = [pragma for pragma in database._SQLITE_PRAGMAS if "busy_timeout" not in pragma]
    monkeypatch.setattr(database, "_SQLITE_PRAGMAS", (*pragmas, "PRAGMA busy_timeout = 300"))
    engine = open_database(f"sqlite:///{tmp_path / 'busy.sqlite'}")
    drafts = Drafts(engine)

    def person(_number: int) -> int:
        secret = new_secret()
        for item in range(10):
            drafts.change(secret, lambda draft, item=item: {**draft, str(item): item})
        return len(drafts.read(secret))

    with ThreadPoolExecutor(32) as people:
        assert set(people.map(person, range(64))) == {10}
    engine.dispose()
