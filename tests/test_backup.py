"""Backup and restore as docs/operate.md says: its own commands, into an empty place, counted and opened."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage import Drafts, NoRoundError, Vault, Vaults, new_secret
from storage.contents import empty
from storage.teams import open_round
from tests.support.postgres import Postgres, programs
from tests.support.rounds import RoundOfTeam
from tests.support.server import ROOT
from tests.support.stored import opened

OPEN = ".venv/bin/python -m storage --open"
WHOLE: Vault = {
    **empty(),
    "learning_points": [{"id": "a" * 16, "made_on": "2026-11-24", "text": "whole"}],
}


def commands(heading: str) -> str:
    """The commands that stand under a heading of docs/operate.md."""
    text = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    section = re.split(rf"^#+ {heading}$", text, flags=re.MULTILINE)[1]
    found = re.search(r"```sh\n(.*?)```", re.split(r"^#+ ", section, flags=re.MULTILINE)[0], re.DOTALL)
    assert found, f"no command under '{heading}'"
    return found[1]


def run(script: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it as an operator does, in the folder of the app."""
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def check_backup(kind: str, url: str, environment: dict[str, str], destroy: Callable[[], None]) -> None:
    """Fill a database, back it up, destroy it, restore it, and open what was in it.

    What is there for a short time only is in no backup: drafts, rounds, ballots.
    """
    secret = new_secret()
    with opened(url) as engine:
        team = RoundOfTeam(engine)
        team.submit(range(6))
        Drafts(engine).change(secret, lambda draft: {**draft, "answers": {"reliability-1": 4}})
        code, _keys = Vaults(engine).create(WHOLE)
        Vaults(engine).create(empty())
    environment = {**os.environ, **environment}
    for step in ("Back up", "Restore"):
        done = run(commands(f"{step} {kind}"), environment)
        assert done.returncode == 0, done.stderr
        if step == "Back up":
            destroy()
    counted, answer = run(f"echo {code} | {OPEN}", environment).stdout.splitlines()
    short_lived = {
        "boxes": 0,
        "drafts": 0,
        "meetings": 0,
        "participation_codes": 0,
        "readers": 0,
        "results": 0,
        "rounds": 0,
    }
    expected = {**short_lived, "server_key": 1, "vaults": 3}
    assert json.loads(counted) == expected
    assert "opens a record" in answer
    with opened(url) as engine:
        assert Vaults(engine).find(code)[1] == WHOLE
        assert Drafts(engine).read(secret) == {}
        team.use(engine)
        assert open_round(team.contents), "the page of the team says that it is gone (test_pages_team.py)"
        with pytest.raises(NoRoundError):
            team.rounds.running(team.id)


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database is set in the environment: the one in the data folder is used."""
    monkeypatch.delenv("BASISHOUDING_DATABASE", raising=False)


@pytest.mark.usefixtures("no_database")
def test_sqlite_comes_back_from_its_backup(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    backups.mkdir()
    environment = {"BASISHOUDING_DATA": str(data), "BACKUPS": str(backups)}
    url = f"sqlite:///{data}/basishouding.sqlite"
    check_backup("SQLite", url, environment, lambda: shutil.rmtree(data))
    assert (data / "basishouding.sqlite").stat().st_mode & 0o077 == 0, "only its owner may read it"
    assert run(commands("Back up SQLite"), {**os.environ, **environment}).returncode == 0
    assert [file.name for file in backups.iterdir()] == ["basishouding.sqlite"], "it replaces the earlier one"
    assert (backups / "basishouding.sqlite").stat().st_mode & 0o077 == 0


def test_postgresql_comes_back_from_its_backup(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    database = make_url(url)
    environment = {
        "PATH": f"{programs()}:{os.environ['PATH']}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(database.port),
        "PGUSER": str(database.username),
        "PGDATABASE": str(database.database),
        "BACKUPS": str(tmp_path),
        "BASISHOUDING_DATABASE": url,
    }
    check_backup("PostgreSQL", url, environment, lambda: postgres.drop(url))
    postgres.drop(url)


@pytest.mark.usefixtures("no_database")
def test_wrong_code_is_reported(tmp_path: Path) -> None:
    done = run(f"echo 7K4Q-M2HX-90TD-VC8E | {OPEN}", {**os.environ, "BASISHOUDING_DATA": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr.strip() == "This code opens nothing here."
