"""Streamlit's files are found however the program was called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.server import ROOT


def test_files_are_found_in_a_linked_venv(tmp_path: Path) -> None:
    packages = next(Path(folder) for folder in sys.path if (Path(folder) / "streamlit" / "static").is_dir())
    link = tmp_path / "link"
    link.symlink_to(packages.resolve(), target_is_directory=True)
    code = (
        "from server.files import STATIC_FILES, STREAMLIT_FILES;"
        "assert len(STATIC_FILES) > 20;"
        "assert all(file.is_relative_to(STREAMLIT_FILES) for file in STATIC_FILES.values())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{link}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
