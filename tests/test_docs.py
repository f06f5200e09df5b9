"""The documentation is true: links, citations and buttons exist, and tests run its commands."""

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
CITING = {".py", ".js", ".css", ".toml", ".md", ".typ"}
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
        ".venv/bin/python -m storage --backup",
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
    "tests/test_docs.py": (".venv/bin/pybabel", "just "),
}
"""File -> the commands of the documentation that it runs."""

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
    *("python3 -m venv .venv", "install -d -m 750 -o root", "install -m 640 -o root", "cp deploy/"),
    *("echo 'BASISHOUDING_", ".venv/bin/python -m compileall", "curl ", "chown "),
)
"""Not run by any test: they set up a Debian with systemd. docs/operate.md says so."""


def commands(page: Path) -> list[str]:
    """The lines of a page's shell blocks, one command each."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    joined = "\n".join(blocks).replace("\\\n", " ")
    return [
        line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", text):
        if "://" not in target:
            linked = page.parent / target if target else page
            assert linked.exists(), target
            assert not anchor or anchor in headings(linked), f"{target}#{anchor}"
    for target in re.findall(r'src="([^"]+)"', text):
        assert (page.parent / target).exists(), target


def citations(file: Path) -> list[tuple[str, str]]:
    """Every mention of a documentation page in a file, as (page, anchor); decisions by their number."""
    text = file.read_text(encoding="utf-8", errors="replace")
    found = re.findall(r"(?<![\w/.*-])((?:\.\./)*[\w/-]+\.md)(?:#([\w-]+))?", text)
    numbers = re.findall(r"\b[Dd]ecision (\d+)\b", text)
    return found + [(f"docs/decisions/{int(number):04}-*.md", "") for number in numbers]


def test_every_cited_page_and_heading_exists() -> None:
    """A page is named from the root, from the file's own folder, or as in docs/ or docs/design/."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    files = [
        *ROOT.glob("*.*"),
        *(ROOT / ".streamlit").iterdir(),
        *(f for one in folders for f in one.rglob("*")),
    ]
    files = [file for file in files if file.is_file() and file.suffix in CITING and file != Path(__file__)]
    missing = []
    for file in files:
        for page, anchor in citations(file):
            near = (ROOT, file.parent, ROOT / "docs", ROOT / "docs" / "design")
            found = [match for folder in near for match in folder.glob(page)]
            if not any(not anchor or anchor in headings(match) for match in found):
                missing.append(f"{file.relative_to(ROOT)}: {page}#{anchor}")
    assert missing == []
    assert len(files) > 100


def test_the_citation_check_finds_pages_and_headings(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('"""See docs/design/scoring.md#method, README.md and decision 8."""')
    assert citations(file) == [
        ("docs/design/scoring.md", "method"),
        ("README.md", ""),
        ("docs/decisions/0008-*.md", ""),
    ]
    assert "the-trap-in-profile" in headings(ROOT / "docs" / "design" / "architecture.md")


@pytest.mark.parametrize("name", FOR_READERS)
def test_every_named_button_exists(name: str) -> None:
    """In ‘these quotes’: words of the pages, in the language of that half of the text."""
    profile = load_profile()
    parts = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").split("\n## ")
    assert len(parts) == len(LANGUAGES)
    for language, part in zip(LANGUAGES, parts, strict=True):
        with (ROOT / "locales" / language / CATALOGUE).open("rb") as file:
            words = {str(message.string) for message in read_po(file)}
        words |= {profile.not_applicable[language], *(label[language] for label in profile.scale.values())}
        named = re.findall(r"‘([^‘’]+)’", part)
        assert named
        assert [word for word in named if word not in words] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_is_run_or_needs_a_machine(page: Path) -> None:
    run = tuple(start for starts in RUN_BY.values() for start in starts)
    recipes = re.findall(r"^(\w+).*:$", (ROOT / "justfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for command in commands(page):
        if command.startswith("just "):
            assert command.split()[1] in recipes, f"no such recipe: {command}"
        elif not command.startswith(run):
            assert page.name == "operate.md", f"nothing runs: {command}"
            assert command.startswith(NEEDS_A_MACHINE), f"nothing runs: {command}"
    assert all((ROOT / runner).exists() for runner in RUN_BY)


def test_every_recipe_of_just_exists() -> None:
    recipes = [line for line in commands(ROOT / "CONTRIBUTING.md") if line.startswith("just ")]
    assert len(recipes) >= 6
    for recipe in recipes:
        words = shlex.split(recipe, comments=True)
        words[0] = str(ROOT / ".venv" / "bin" / "just")
        subprocess.run([words[0], "--dry-run", *words[1:]], cwd=ROOT, check=True, capture_output=True)


def test_every_file_that_operators_copy_exists() -> None:
    lines = commands(ROOT / "docs" / "operate.md")
    copied = [line.split()[1] for line in lines if line.startswith("cp ")]
    assert len(copied) >= 2
    assert all((ROOT / file).is_file() for file in copied)


def test_the_catalogues_hold_every_word(tmp_path: Path) -> None:
    """The commands of CONTRIBUTING.md, on a copy, change nothing."""
    for part in ("app.py", "app_pages", "report", "server", "pyproject.toml", "locales"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    catalogues = {language: tmp_path / "locales" / language / CATALOGUE for language in LANGUAGES}
    before = {language: ids(path) for language, path in catalogues.items()}
    babel = [line for line in commands(ROOT / "CONTRIBUTING.md") if line.startswith(".venv/bin/pybabel ")]
    assert len(babel) == 2
    for command in babel:
        subprocess.run(
            [ROOT / ".venv/bin/pybabel", *shlex.split(command)[1:]],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
    assert {language: ids(path) for language, path in catalogues.items()} == before


def ids(catalogue: Path) -> set[str]:
    with catalogue.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}
