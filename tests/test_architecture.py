"""The house: which package may import which, and that profile/ is data."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "content": set(),
    "scoring": {"content"},
    "intervision": {"content"},
    "formats": {"content"},
    "names_worker": {
        "intervision"
    },  # its client joins the worker's names to the floor's; the worker needs neither
    "storage": set(),
    "report": {"content", "scoring", "intervision"},
    "app_pages": {"content", "scoring", "intervision", "names_worker", "storage", "report"},
    "server": {"content", "storage", "services"},
}
"""Imports point one way; app.py may import all of these, and nothing imports app.py."""

WITH_STREAMLIT = {"app_pages", "server"}

OWN = {*MAY_IMPORT, "app", "benchmarks", "tests"}


def imported(file: Path) -> set[str]:
    """The top-level names that a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_point_one_way(package: str) -> None:
    for file in (ROOT / package).rglob("*.py"):
        own = imported(file) & OWN - {package}
        assert own <= MAY_IMPORT[package], f"{file.relative_to(ROOT)} imports {own - MAY_IMPORT[package]}"


def test_streamlit_stays_in_the_screens_and_the_server() -> None:
    for package in sorted(set(MAY_IMPORT) - WITH_STREAMLIT):
        for file in (ROOT / package).rglob("*.py"):
            assert "streamlit" not in imported(file), f"{file.relative_to(ROOT)} imports streamlit"


def test_the_rule_finds_a_wrong_import(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("def f():\n    from app_pages.visit import Visit\n    import streamlit as st\n")
    assert imported(file) == {"app_pages", "streamlit"}


def test_profile_is_data() -> None:
    """A .py file there would shadow the standard library's `profile`, and break `import cProfile`."""
    assert not list((ROOT / "profile").rglob("*.py"))
    import cProfile

    assert cProfile.Profile


def test_no_module_is_too_long_to_read() -> None:
    for package in MAY_IMPORT:
        for file in (ROOT / package).rglob("*.py"):
            assert len(file.read_text(encoding="utf-8").splitlines()) <= 400, file
