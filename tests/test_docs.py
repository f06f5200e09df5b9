"""The documentation is true: its links lead somewhere, its buttons exist, its commands are run by a test."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from content import LANGUAGES, load_profile
from tests.support.server import ROOT

PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "profile").glob("*.md"))
    if path.name != "CHANGELOG.md"
)
CATALOGUE = Path("LC_MESSAGES") / "basishouding.po"
FOR_READERS = ("participant", "lead", "facilitator")

RUN_BY = {
    ".ci/run": (
        "python3 -m venv .venv && .venv/bin/pip install -q -r requirements-dev.txt",
        "python3 -m venv .venv-audit",
        ".venv/bin/python .ci/audit.py",
    ),
    "tests/support/server.py": ("python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt",),
    "tests/test_backup.py": (
        "sqlite3 ",
        'install -d -m 700 "$BAS',
        "install -m 600",
        "pg_dump",
        "createdb",
        "pg_restore",
    ),
    "tests/test_formats_docs.py": (
        ".venv/bin/python -m formats",
        ".venv/bin/pip install -q -r requirements-formats.txt",
    ),
    "tests/test_lock.py": ("uv pip compile", ".venv/bin/pip install --require-hashes"),
    "tests/test_docs.py": (".venv/bin/pybabel",),
}
"""What runs a command of the documentation; for the lock file and the start, what it does."""

NEEDS_A_MACHINE = (
    *(
        "apt ",
        "adduser ",
        "git ",
        "cd /opt",
        "sudo -u postgres",
        "systemctl ",
        "journalctl ",
        "curl ",
        "chown ",
    ),
    *(
        "python3 -m venv .venv",
        "install -d -m 750 -o root",
        "install -m 640 -o root",
        "echo 'BASISHOUDING_",
        "cp deploy/",
    ),
    ".venv/bin/python -m compileall",
)
"""Not run by any test: they set up a Debian with systemd. docs/operate.md says so."""


def commands(page: Path) -> list[str]:
    """The lines of a page's shell blocks, one command each."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    joined = "\n".join(blocks).replace("\\\n", " ")
    return [
        line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'src="([^"]+)"', text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", FOR_READERS)
def test_every_button_that_is_named_exists(name: str) -> None:
    """In ‘these quotes’: what stands on the pages, in the language of that half of the text."""
    profile = load_profile()
    parts = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").split("\n## ")
    assert len(parts) == len(LANGUAGES)
    for language, part in zip(LANGUAGES, parts, strict=True):
        with (ROOT / "locales" / language / CATALOGUE).open("rb") as file:
            words = {str(message.string) for message in read_po(file)}
        words.add(profile.not_applicable[language])
        named = re.findall(r"‘([^‘’]+)’", part)
        assert named
        assert [word for word in named if word not in words] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_is_run_somewhere_or_is_said_not_to_be(page: Path) -> None:
    run = tuple(start for starts in RUN_BY.values() for start in starts)
    for command in commands(page):
        if not command.startswith(run):
            assert page.name == "operate.md", f"nothing runs: {command}"
            assert command.startswith(NEEDS_A_MACHINE), f"nothing runs: {command}"
    assert all((ROOT / runner).exists() for runner in RUN_BY)


def test_every_file_that_an_operator_copies_is_there() -> None:
    lines = commands(ROOT / "docs" / "operate.md")
    copied = [line.split()[1] for line in lines if line.startswith("cp ")]
    assert len(copied) >= 2
    assert all((ROOT / file).is_file() for file in copied)


def test_the_commands_for_words_find_nothing_new(tmp_path: Path) -> None:
    """CONTRIBUTING.md's own, on a copy: the catalogues hold every word of the code, and none that is gone."""
    for part in ("app.py", "app_pages", "report", "server", "pyproject.toml", "locales"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    catalogues = {language: tmp_path / "locales" / language / CATALOGUE for language in LANGUAGES}
    before = {language: ids(path) for language, path in catalogues.items()}
    for command in commands(ROOT / "CONTRIBUTING.md"):
        words = [str(ROOT / word) if word.startswith(".venv") else word for word in shlex.split(command)]
        subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    assert {language: ids(path) for language, path in catalogues.items()} == before


def ids(catalogue: Path) -> set[str]:
    with catalogue.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}
