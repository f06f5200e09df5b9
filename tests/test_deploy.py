"""What an operator installs: the systemd units, and the container file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import ROOT

DEPLOY = ROOT / "deploy"
NO_SYSTEMD = "NO SYSTEMD: the units were NOT verified (Debian: apt install systemd)"
UNITS = ("basishouding@.service",)


def analyze(unit: Path, *command: str) -> str:
    if shutil.which("systemd-analyze") is None:
        if os.environ.get("CI"):
            pytest.fail(NO_SYSTEMD)
        pytest.skip(NO_SYSTEMD)
    ran = subprocess.run(["systemd-analyze", *command, unit], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture(params=UNITS)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A unit as it is installed, with a program that is here."""
    name: str = request.param
    text = (DEPLOY / name).read_text(encoding="utf-8")
    text = re.sub(r"ExecStart=/opt/\S+", f"ExecStart={sys.executable}", text)
    file = tmp_path / name.replace("@", "@8501")
    file.write_text(text)
    return file


def test_systemd_reads_the_unit_without_a_complaint(unit: Path) -> None:
    assert analyze(unit, "verify") == ""


def test_the_unit_may_do_little(unit: Path) -> None:
    """systemd's own score, from 0 (nothing) to 10; without any of the settings it is 9.6."""
    said = analyze(unit, "security", "--offline=true", "--no-pager")
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert score is not None
    assert float(score[1]) <= 1.5


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_what_is_there(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    [command] = re.findall(r"^ExecStart=(.*)$", text, re.M)
    assert "streamlit run app.py" in command
    assert (ROOT / "app.py").is_file()


def test_the_container_has_every_package_of_the_app() -> None:
    """The file itself was never run here."""
    from tests.test_architecture import MAY_IMPORT

    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = set(re.findall(r"^COPY (\S+)/ \1/$", text, re.M))
    [files] = re.findall(r"^COPY LICENSE (.*) \./$", text, re.M)
    copied |= {file.removesuffix(".py") for file in files.split()}
    needed = {*MAY_IMPORT, "app", "profile", "locales", ".streamlit"}
    assert copied == needed - {"formats"}  # a command of its own
    assert "NOT RUN IN CI" in text
