"""The documentation is true: its links lead somewhere, its buttons exist, its commands are run by a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from content import LANGUAGES, load_profile
from tests.server import ROOT

PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "profile").glob("*.md"))
    if path.name != "CHANGELOG.md"
)
FOR_READERS = ("participant", "lead", "facilitator")

RUN_ELSEWHERE = {
    ".ci/run": ("requirements-dev.txt && .venv/bin/pytest", ".venv/bin/ruff", ".venv/bin/mypy"),
    "tests/test_backup.py": (
        "sqlite3 ",
        "install -d -m 700",
        "install -m 600",
        "pg_dump",
        "createdb",
        "pg_restore",
    ),
}
"""Where a command of the documentation is run; each begins with one of these, or is it."""


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
        with (ROOT / "locales" / language / "LC_MESSAGES" / "basishouding.po").open("rb") as file:
            words = {str(message.string) for message in read_po(file)}
        words.add(profile.not_applicable[language])
        named = re.findall(r"‘([^‘’]+)’", part)
        assert named
        assert [word for word in named if word not in words] == []
