"""The letters that are sent: every one that our words need, and every icon that Streamlit draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from server.files import FONTS, OWN_FONTS
from tests.support.fonts import AXES, icons

ROOT = Path(__file__).resolve().parent.parent


def words() -> str:
    """Everything that is written for readers."""
    files = [*(ROOT / "profile").glob("*.toml"), *(ROOT / "locales").rglob("*.po")]
    return "".join(file.read_text(encoding="utf-8") for file in files)


def test_each_takes_the_place_of_one_of_streamlits() -> None:
    assert sorted(own.name for own in FONTS.values()) == sorted(AXES)
    for theirs, own in FONTS.items():
        assert own.stat().st_size * 3 < theirs.stat().st_size


@pytest.mark.parametrize("name", sorted(set(AXES) - {"icons.woff2"}))
def test_no_letter_of_ours_is_missing(name: str) -> None:
    font = TTFont(OWN_FONTS / name)
    missing = {letter for letter in words() if letter.isprintable()} - {
        chr(code) for code in font.getBestCmap()
    }
    assert missing == set()
    assert "Source" not in str(font["name"].getDebugName(1)), "the licence keeps that name for the whole font"
    assert "SIL Open Font License" in (OWN_FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_no_icon_that_streamlit_draws_is_missing() -> None:
    font = TTFont(OWN_FONTS / "icons.woff2")
    theirs = TTFont(next(theirs for theirs, own in FONTS.items() if own.name == "icons.woff2"))
    wanted = set(icons()) & set(theirs.getGlyphOrder())
    assert len(wanted) > 15
    assert wanted <= set(font.getGlyphOrder())
    spelt = {
        ligature.LigGlyph
        for lookup in font["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
        for first in getattr(table, "ExtSubTable", table).ligatures.values()
        for ligature in first
    }
    assert wanted <= spelt, "each goes by its name"
