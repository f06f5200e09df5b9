"""Which package and page may import which, where tests live, and that profile/ is data."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "budgets": set(),
    "errors": set(),
    "records": set(),
    "content": set(),
    "scoring": {"content"},
    "intervision": {"content"},
    "formats": {"content", "scoring", "report"},
    "storage": set(),
    "report": {"content", "scoring", "intervision"},
    "services": {"content", "scoring", "storage", "budgets"},
    "app_pages": {"content", "scoring", "intervision", "storage", "report", "services", "budgets"},
    "server": {"content", "storage", "services", "budgets"},
}
"""Imports point one way; app.py may import all of these, and nothing imports app.py."""

FOR_ALL = {"errors", "records"}
"""What every package may import; these two import nothing of the project."""

WITH_STREAMLIT = {"app_pages", "server"}

FOLDERS_OF_PAGES = ("reflect", "vault", "team", "meeting", "read")

OWN = {*MAY_IMPORT, "app", "benchmarks", "tests"}


def files_of(package: str) -> list[Path]:
    module = ROOT / f"{package}.py"
    return [module] if module.is_file() else [*(ROOT / package).rglob("*.py")]


def imported_modules(file: Path) -> set[str]:
    """The dotted names that a file imports, wherever in the file; `from a import b` counts as a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imported_packages(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imported_modules(file)}


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_point_one_way(package: str) -> None:
    files = files_of(package)
    assert files
    allowed = set() if package in FOR_ALL else MAY_IMPORT[package] | FOR_ALL
    for file in files:
        own = imported_packages(file) & OWN - {package}
        assert own <= allowed, f"{file.relative_to(ROOT)} imports {own - allowed}"


def test_streamlit_stays_in_pages_and_server() -> None:
    for package in sorted(set(MAY_IMPORT) - WITH_STREAMLIT):
        for file in files_of(package):
            assert "streamlit" not in imported_packages(file), f"{file.relative_to(ROOT)} imports streamlit"


def test_a_wrong_import_is_found(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("def f():\n    from app_pages.context import PageContext\n    import streamlit as st\n")
    assert imported_packages(file) == {"app_pages", "streamlit"}


def pages() -> set[str]:
    """The modules that the list of pages imports, such as app_pages.vault.keep."""
    found = imported_modules(ROOT / "app_pages" / "navigation.py")
    return {name for name in found if name.split(".")[1:2] and name.split(".")[1] in FOLDERS_OF_PAGES}


def test_a_page_is_imported_by_nothing_but_navigation() -> None:
    assert len(pages()) == 15
    for file in files_of("app_pages"):
        if file.name == "navigation.py":
            continue
        for name in imported_modules(file):
            borrowed = [page for page in pages() if name == page or name.startswith(f"{page}.")]
            assert not borrowed, f"{file.relative_to(ROOT)} imports the page {borrowed[0]}"


def test_folders_of_pages_share_only_their_sessions() -> None:
    """Between folders: ui/ and another folder's session.py, nothing else."""
    for folder in (*FOLDERS_OF_PAGES, "ui"):
        for file in (ROOT / "app_pages" / folder).glob("*.py"):
            for name in imported_modules(file):
                parts = name.split(".")
                if parts[0] != "app_pages" or parts[1] not in FOLDERS_OF_PAGES or parts[1] == folder:
                    continue
                assert parts[2] == "session", f"{file.relative_to(ROOT)} imports {name}"


def test_profile_is_data() -> None:
    """A .py file there would shadow the standard library's `profile`, and break `import cProfile`."""
    assert not list((ROOT / "profile").rglob("*.py"))
    import cProfile

    assert hasattr(cProfile, "Profile")


def test_no_module_is_too_long_to_read() -> None:
    for package in MAY_IMPORT:
        for file in files_of(package):
            assert len(file.read_text(encoding="utf-8").splitlines()) <= 400, file


def test_tests_lie_where_they_belong() -> None:
    """In tests/ one file a module; helpers in support/, browsers in browser/, long runs in exhaustive/."""
    tests = ROOT / "tests"
    assert {f.name for f in tests.iterdir() if f.is_dir()} - {"__pycache__"} == {
        "browser",
        "exhaustive",
        "profiles",
        "support",
    }
    for file in tests.glob("*.py"):
        assert file.name.startswith("test_") or file.name in ("__init__.py", "conftest.py"), file
