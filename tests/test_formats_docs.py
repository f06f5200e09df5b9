"""Every command of docs/formats.md, run as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from formats.__main__ import FORMATS, main
from tests.support.formats_profiles import FOLDERS, ROOT

DOCS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL) for line in block.splitlines()]


def test_every_command_of_the_docs_does_what_they_say(tmp_path: Path) -> None:
    for name in ("requirements.txt", "requirements-formats.txt", "profile"):
        (tmp_path / name).symlink_to(ROOT / name)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PIP_NO_INDEX": "1"}
    said = ""
    for command in COMMANDS:
        words = command.split()
        program = {".venv/bin/python": [], ".venv/bin/pip": ["-m", "pip"]}[words[0]]
        done = subprocess.run(
            [sys.executable, *program, *words[1:]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said += done.stdout
    for file, _ in FORMATS.values():
        assert f"`{file}`" in DOCS
        assert (tmp_path / file).stat().st_size > 0
    assert (tmp_path / "attitude.json").read_bytes() == (tmp_path / "profile.json").read_bytes()
    assert (tmp_path / "new-profile" / "profile.toml").exists()
    assert "'topics' is missing" in said


def test_no_format_is_left_out_of_the_docs() -> None:
    assert {command.split()[3] for command in COMMANDS if " -m formats" in command} == {
        *FORMATS,
        "from-xlsform",
    }


@pytest.mark.parametrize("format", FORMATS)
def test_a_profile_that_is_not_there_is_said_to_be_missing(format: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert "profile.toml:1: This file is missing." in str(
        main([format, "--profile", str(tmp_path), "-o", str(file)])
    )
    assert not file.exists()
    assert "No such file" in str(
        main([format, "--profile", str(FOLDERS["small"]), "-o", str(tmp_path / "x" / "y")])
    )
