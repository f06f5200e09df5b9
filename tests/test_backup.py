"""Backup and restore as docs/operate.md says: its own commands, into an empty place, counted and opened."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage import Drafts, Vault, Vaults, new_secret, open_database
from storage.contents import empty
from tests.support.postgres import Postgres, programs
from tests.support.server import ROOT

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


def run(script: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def filled(url: str) -> tuple[str, str, dict[str, int]]:
    """A database with something in it: a draft's secret, a vault's code, and what is to be counted."""
    engine = open_database(url)
    secret = new_secret()
    Drafts(engine).change(secret, lambda draft: {**draft, "answers": {"reliability-1": 4}})
    code, _keys = Vaults(engine).create(WHOLE)
    Vaults(engine).create(empty())
    engine.dispose()
    return secret, code, {"boxes": 0, "drafts": 1, "participation_codes": 0, "rounds": 0, "vaults": 2}


def is_whole(url: str, secret: str, code: str) -> bool:
    engine = open_database(url)
    _keys, contents = Vaults(engine).find(code)
    draft = Drafts(engine).read(secret)
    engine.dispose()
    return contents == WHOLE and draft == {"answers": {"reliability-1": 4}}


@pytest.mark.skipif(
    shutil.which("sqlite3") is None and not os.environ.get("CI"),
    reason="NO sqlite3 (Debian: apt install sqlite3)",
)
def test_sqlite_comes_back_from_its_backup(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    backups.mkdir()
    url = f"sqlite:///{data}/basishouding.sqlite"
    secret, code, expected = filled(url)
    environment = {**os.environ, "BASISHOUDING_DATA": str(data), "BACKUPS": str(backups)}
    environment.pop("BASISHOUDING_DATABASE", None)
    run(commands("Back up SQLite"), environment)
    shutil.rmtree(data)  # the empty place
    run(commands("Restore SQLite"), environment)
    counted, opened = run(f"echo {code} | .venv/bin/python -m storage --open", environment).splitlines()
    assert json.loads(counted) == expected
    assert "opens a record" in opened
    assert is_whole(url, secret, code)
    assert (data / "basishouding.sqlite").stat().st_mode & 0o077 == 0, "only its owner may read it"


def test_postgresql_comes_back_from_its_backup(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    secret, code, expected = filled(url)
    database = make_url(url)
    found = programs()
    assert found is not None
    environment = {
        **os.environ,
        "PATH": f"{found}:{os.environ['PATH']}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(database.port),
        "PGUSER": str(database.username),
        "PGDATABASE": str(database.database),
        "BACKUPS": str(tmp_path),
        "BASISHOUDING_DATABASE": url,
    }
    run(commands("Back up PostgreSQL"), environment)
    postgres.drop(url)  # nothing is left of it
    run(commands("Restore PostgreSQL"), environment)
    counted, opened = run(f"echo {code} | .venv/bin/python -m storage --open", environment).splitlines()
    assert json.loads(counted) == expected
    assert "opens a record" in opened
    assert is_whole(url, secret, code)
    postgres.drop(url)


def test_wrong_code_is_reported(tmp_path: Path) -> None:
    environment = {**os.environ, "BASISHOUDING_DATA": str(tmp_path)}
    environment.pop("BASISHOUDING_DATABASE", None)
    command = "echo 7K4Q-M2HX-90TD-VC8E | .venv/bin/python -m storage --open"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "This code opens nothing here."
