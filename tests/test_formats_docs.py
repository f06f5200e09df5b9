"""Every command of docs/formats.md and docs/evidence.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from content import load_profile
from formats.__main__ import FORMATS, PAPERS, main
from tests.support.formats_profiles import FOLDERS, ROOT

DOCS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
EVIDENCE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", DOCS + EVIDENCE, re.DOTALL)
    for line in block.splitlines()
]
WRITING = {**FORMATS, **PAPERS}


def test_every_command_of_the_docs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of pip and of `formats` in its own process, the others in this one."""
    for name in ("requirements.txt", "requirements-formats.txt", "profile"):
        (tmp_path / name).symlink_to(ROOT / name)
    items = load_profile().items
    (tmp_path / "answers.csv").write_text(",".join(items) + "\n" + ",".join("4" for _ in items))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PIP_NO_INDEX": "1"}
    monkeypatch.chdir(tmp_path)
    run = set[str]()
    for command in dict.fromkeys(COMMANDS):
        words = command.split()
        program = {".venv/bin/python": [], ".venv/bin/pip": ["-m", "pip"]}[words[0]]
        if words[0] in run:
            assert words[1:3] == ["-m", "formats"]
            assert main(words[3:]) == 0
            continue
        run.add(words[0])
        done = subprocess.run(
            [sys.executable, *program, *words[1:]],
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    for file, _ in WRITING.values():
        assert f"`{file}`" in DOCS
        assert (tmp_path / file).stat().st_size > 0
    assert (tmp_path / "attitude.json").read_bytes() == (tmp_path / "profile.json").read_bytes()


def test_the_docs_name_every_format() -> None:
    assert {command.split()[3] for command in COMMANDS if " -m formats" in command} == {*WRITING, "evidence"}


@pytest.mark.parametrize("name", WRITING)
def test_a_missing_profile_or_folder_is_reported(name: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    error = main([name, "--profile", str(tmp_path), "-o", str(file)])
    assert "profile.toml:1: This file is missing." in str(error)
    assert not file.exists()
    error = main([name, "--profile", str(FOLDERS["small"]), "-o", str(tmp_path / "x" / "y")])
    assert "No such file" in str(error)
