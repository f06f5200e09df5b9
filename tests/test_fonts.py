"""Our fonts have every letter that our words need."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from tests.support.fonts import FOLDER, FONTS
from tests.support.server import ROOT


def words() -> str:
    """Everything that is written for readers."""
    files = [*(ROOT / "profile").glob("*.toml"), *(ROOT / "locales").rglob("*.po")]
    return "".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("name", FONTS)
def test_no_letter_of_ours_is_missing(name: str) -> None:
    font = TTFont(FOLDER / f"{name}.woff2")
    known = {chr(code) for code in font.getBestCmap()}
    assert {letter for letter in words() if letter.isprintable()} - known == set()
    assert "Source" not in str(font["name"].getDebugName(1)), "the licence keeps that name for the whole font"
    assert "SIL Open Font License" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert (FOLDER / f"{name}.woff2").stat().st_size < 40_000
