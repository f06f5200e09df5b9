"""requirements.lock is complete, has hashes and agrees with requirements.txt; the audit reports findings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(r"^([\w.-]+)==(\S+)(?: ; .*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)


def name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


LOCKED = {name(package): pinned for package, pinned, _hashes in ENTRY.findall(LOCK)}


def direct() -> list[Requirement]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_every_entry_has_hashes_and_no_index() -> None:
    assert len(LOCKED) == len(re.findall(r"^[\w.-]+==", LOCK, re.M)) > 30
    assert "://" not in LOCK
    assert "-index" not in LOCK.replace("--no-emit-index-url", "")


def test_it_agrees_with_the_requirements() -> None:
    for requirement in direct():
        [wanted] = requirement.specifier
        assert wanted.operator == "=="
        assert LOCKED[name(requirement.name)] == wanted.version, f"{requirement}: make the lock anew"


def needed_by(package: str, extras: set[str]) -> list[Requirement]:
    """What the installed package asks for on this machine; nothing where another version is installed."""
    if version(package) != LOCKED.get(name(package)):
        return []
    asked = [Requirement(text) for text in requires(package) or []]
    return [
        one
        for one in asked
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def test_nothing_that_is_needed_here_is_missing() -> None:
    needed: set[str] = set()
    waiting = direct()
    while waiting:
        one = waiting.pop()
        if name(one.name) not in needed:
            needed.add(name(one.name))
            waiting += needed_by(one.name, one.extras)
    assert len(needed) > len(direct())
    assert needed - set(LOCKED) == set(), "make the lock anew"


# -- the audit --------------------------------------------------------------------------------


def audit(tmp_path: Path, answers: dict[str, str]) -> tuple[int, str]:
    """`.ci/audit.py` with a pip-audit that gives these answers, one for each service."""
    fake = tmp_path / "pip-audit"
    fake.write_text(
        f"#!{sys.executable}\nimport sys\nanswers = {answers!r}\n"
        "print(answers[sys.argv[sys.argv.index('-s') + 1]])\nsys.exit(1)\n"
    )
    fake.chmod(0o700)
    ran = subprocess.run([sys.executable, ".ci/audit.py", fake], cwd=ROOT, capture_output=True, text=True)
    assert not ran.stderr
    return ran.returncode, ran.stdout


def answered(**found: list[str]) -> str:
    """An answer that names all packages, with the ids of what was found in some."""
    packages = [
        {"name": name, "version": pinned, "vulns": [{"id": each} for each in found.get(name, [])]}
        for name, pinned in LOCKED.items()
    ]
    return json.dumps({"dependencies": packages})


SKIPPED = json.dumps({"dependencies": [{"name": name, "skip_reason": "not found"} for name in LOCKED]})


@pytest.mark.parametrize(
    ("pypi", "osv", "found"),
    [
        (answered(jinja2=["GHSA-one", "PYSEC-two"]), "", "GHSA-one, PYSEC-two"),
        (SKIPPED, answered(jinja2=["GHSA-one"]), "GHSA-one"),
    ],
)
def test_a_finding_of_either_service_fails(tmp_path: Path, pypi: str, osv: str, found: str) -> None:
    code, output = audit(tmp_path, {"pypi": pypi, "osv": osv})
    assert code == 1
    assert f"VULNERABLE: jinja2 {LOCKED['jinja2']}: {found}" in output


@pytest.mark.parametrize(
    ("pypi", "osv", "output"),
    [
        (answered(), "", f"{len(LOCKED)} packages audited"),
        (SKIPPED, "", f"NOT AUDITED: {len(LOCKED)} of {len(LOCKED)}"),
        ("", "nonsense", f"NOT AUDITED: {len(LOCKED)} of {len(LOCKED)}"),
    ],
)
def test_no_finding_or_no_service_passes(tmp_path: Path, pypi: str, osv: str, output: str) -> None:
    code, printed = audit(tmp_path, {"pypi": pypi, "osv": osv})
    assert (code, "NOT AUDITED" in printed) == (0, "NOT AUDITED" in output)
    assert output in printed
