"""The picture of a round: one page of 1920 x 1080, whatever the round, and every text large enough."""

from __future__ import annotations

import re
import struct
from datetime import date
from pathlib import Path

import pytest

from content import LANGUAGES, load_profile
from report.team_picture import team_picture
from tests.support.report_documents import worded
from tests.support.report_team import proposals, teams

PROFILE = load_profile()
TEAMS = teams(PROFILE)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAMS)
def test_every_round_fits_one_screen(name: str, language: str) -> None:
    """A second page would make `typst` return a list, which no picture is."""
    made = team_picture(
        PROFILE,
        TEAMS[name],
        proposals(PROFILE),
        file_format="svg",
        language=language,
        closed_on=DAY,
        team_name="Team Noord",
        earlier=[(date(2026, 5, 1), TEAMS["tie"])],
        demonstration=True,
    )
    assert b'width="1920pt" height="1080pt"' in made[:400]
    assert made.count(b"<svg") == 1


def test_the_png_has_the_size_of_a_slide() -> None:
    made = team_picture(
        worded(PROFILE, "#panic()"),
        TEAMS["fifths"],
        (),
        file_format="png",
        language="nl",
        closed_on=DAY,
        team_name="*x*",
    )
    assert struct.unpack(">II", made[16:24]) == (1920, 1080)


def test_no_letters_are_below_24_pixels() -> None:
    template = (Path("report") / "team_picture.typ").read_text(encoding="utf-8")
    sizes = [int(size) for size in re.findall(r"text\((?:font: [^,]*, )?(?:size: )?(\d+)pt", template)]
    assert len(sizes) >= 6
    assert min(sizes) >= 24
