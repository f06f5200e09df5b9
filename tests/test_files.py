"""Streamlit's files are found however the program was called, and sent packed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import brotli

from server.files import pack_tighter, packed_file
from server.shell import first_files
from tests.support.server import ROOT


def test_the_files_are_sent_where_the_venv_is_behind_a_link(tmp_path: Path) -> None:
    """What is outside of Streamlit's folder is refused, and a link must not make everything outside."""
    packages = next(Path(folder) for folder in sys.path if (Path(folder) / "streamlit" / "static").is_dir())
    link = tmp_path / "link"
    link.symlink_to(packages.resolve(), target_is_directory=True)
    code = (
        "from server.files import STREAMLIT_FILES, first_files;"
        "files = first_files();"
        "assert len(files) > 20 and all(file.is_relative_to(STREAMLIT_FILES) for file in files)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{link}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


def test_what_is_packed_tighter_later_is_the_same_and_smaller() -> None:
    quick = {file: packed_file(file) for file in first_files()}
    pack_tighter()
    for file, before in quick.items():
        assert brotli.decompress(packed_file(file).br) == file.read_bytes() == brotli.decompress(before.br)
        assert packed_file(file).tag == before.tag  # so nobody fetches it once more
    assert sum(len(packed_file(file).br) for file in quick) < sum(len(each.br) for each in quick.values())
