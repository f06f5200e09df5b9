"""The database: migrations with data in them, and processes that start at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from storage import Drafts, NewerDatabaseError, Vault, Vaults, database, new_secret, open_database
from storage.contents import empty
from storage.tables import metadata
from tests.support.rounds import RoundOfTeam, a_sheet
from tests.support.server import ROOT
from tests.support.stored import execute, opened, rows

pytestmark = pytest.mark.usefixtures("cheap_codes")

NEWEST = ScriptDirectory(str(database.MIGRATIONS)).get_current_head()
DAY = date(2026, 11, 24)

NEXT_MIGRATION = f'''
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{NEWEST}"


def upgrade() -> None:
    tables = ("drafts", "vaults", "meetings", "rounds", "participation_codes", "boxes", "readers", "results")
    for table in tables:
        op.add_column(table, sa.Column("added", sa.Integer, nullable=False, server_default="7"))
'''


def test_stored_data_survives_a_migration(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft, a vault and a round in the middle, before and after a migration of every table."""
    secret = new_secret()
    stored: Vault = {**empty(), "learning_points": [{"id": "a" * 16, "made_on": "2026-11-24", "text": "x"}]}
    with opened(url) as engine:
        Drafts(engine).change(secret, lambda _old: {"answers": {"one": 2}})
        code, _keys = Vaults(engine).create(stored)
        team = RoundOfTeam(engine)
        team.submit(range(3))

    migrations = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, migrations)
    (migrations / "versions" / "9999_added.py").write_text(NEXT_MIGRATION, encoding="utf-8")
    monkeypatch.setattr(database, "MIGRATIONS", migrations)
    engine = open_database(url)
    assert rows(engine, "SELECT added FROM boxes") == [(7,)]
    assert Drafts(engine).read(secret) == {"answers": {"one": 2}}
    assert Vaults(engine).find(code)[1] == stored
    team.use(engine)
    team.submit(range(3, 6))
    new_code, moved = team.vaults.new_code()
    team.vaults.move(team.keys, moved)
    team.keys = team.vaults.find(new_code)[0]
    sheets = team.close()
    assert sorted(map(repr, sheets)) == sorted(repr(a_sheet(number)) for number in range(6))
    engine.dispose()

    monkeypatch.undo()
    with pytest.raises(NewerDatabaseError, match="schema 9999"):
        open_database(url)


def test_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    primary = {table.name: [column.name for column in table.primary_key] for table in metadata.sorted_tables}
    assert primary == {
        name: inspect(engine).get_pk_constraint(name)["constrained_columns"] for name in primary
    }


def test_newer_database_is_refused_and_unchanged(url: str, engine: Engine) -> None:
    execute(engine, "UPDATE alembic_version SET version_num = '9001'")
    with pytest.raises(NewerDatabaseError, match=rf"schema 9001.*no later one than {NEWEST}.*Nothing was"):
        open_database(url)
    assert rows(engine, "SELECT version_num FROM alembic_version") == [("9001",)]


def test_processes_starting_at_once_all_succeed(url: str) -> None:
    program = f"from storage import open_database; open_database({url!r}); print('open')"
    command = [sys.executable, "-c", program]
    with ThreadPoolExecutor(4) as pool:
        started = [
            pool.submit(subprocess.check_output, command, cwd=ROOT, text=True) for _process in range(4)
        ]
    assert [process.result() for process in started] == ["open\n"] * 4
    with opened(url) as engine:
        assert rows(engine, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


def test_sqlite_needs_no_driver_of_postgresql(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        f"from storage import open_database; open_database('sqlite:///{tmp_path / 'x.sqlite'}')"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_postgresql_gets_its_driver_and_time_limit(engine: Engine) -> None:
    assert engine.dialect.driver in ("pysqlite", "psycopg")
    if engine.dialect.driver == "psycopg":
        assert rows(engine, "SHOW statement_timeout") == [("20s",)]


@pytest.mark.parametrize("name", ["50%", "a?b", "c#d", "e%20f"])
def test_a_folder_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("BASISHOUDING_DATABASE", raising=False)
    monkeypatch.setenv("BASISHOUDING_DATA", str(tmp_path / name))
    open_database().dispose()
    file = tmp_path / name / "basishouding.sqlite"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_project_may_stand_in_any_folder(tmp_path: Path) -> None:
    copy = tmp_path / "50% a?b"
    copy.mkdir()
    for name in ("storage", "errors.py", "records.py"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    code = "from storage import open_database; open_database()"
    environment = {**os.environ, "BASISHOUDING_DATA": str(copy / "data"), "PYTHONPATH": str(copy)}
    environment.pop("BASISHOUDING_DATABASE", None)
    subprocess.run([sys.executable, "-c", code], cwd=copy, env=environment, check=True)
    assert (copy / "data" / "basishouding.sqlite").exists()


def test_journal_holds_nothing_after_a_commit(sqlite: Engine) -> None:
    team = RoundOfTeam(sqlite)
    journal = Path(f"{sqlite.url.database}-journal")
    for step in (lambda: team.submit(range(8)), team.close):
        step()
        assert journal.stat().st_size > 0
        assert not any(journal.read_bytes())


def test_journal_of_a_killed_process_is_overwritten(sqlite: Engine) -> None:
    """A process that ends after its commit leaves its journal to the next writer."""
    team = RoundOfTeam(sqlite)
    with patch.object(database, "_overwrite_journal"):
        team.submit(range(8))
    journal = Path(f"{sqlite.url.database}-journal")
    assert any(journal.read_bytes())
    with opened(str(sqlite.url)):
        assert not any(journal.read_bytes())
    assert len(team.close()) == 8


def test_long_journal_is_cut_off(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MAX_JOURNAL_BYTES", 1000)
    RoundOfTeam(sqlite)
    journal = Path(f"{sqlite.url.database}-journal")
    assert journal.read_bytes() == bytes(1000)
