"""The JSON export: a round trip, and never anything that is no JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from content import load_profile
from report import reflection_json
from scoring import reflect
from tests.report_sheets import sheets

PROFILE = load_profile()


def refuse(constant: str) -> Any:
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize("name", sheets(PROFILE))
def test_scoring_the_export_again_gives_the_same(name: str) -> None:
    reflection = reflect(PROFILE, sheets(PROFILE)[name], works_with="both")
    text = reflection_json(PROFILE, reflection, made_on=date(2026, 11, 23), confidence=None)
    told = json.loads(text, parse_constant=refuse)
    assert (told["format"], told["format_version"]) == ("basishouding-reflection", 1)
    assert (told["made_on"], told["confidence"]) == ("2026-11-23", None)
    assert told["profile"] == {"version": PROFILE.version, "title": dict(PROFILE.title)}
    assert told["answers"] == reflection.answers
    again = reflect(PROFILE, told["answers"], works_with=told["works_with"])
    assert again == reflection
    assert (tuple(told["lowest"]), told["clear"]) == (again.lowest, again.clear)
    for id, found in again.dimensions.items():
        for key in ("score", "low", "high", "p_lowest"):
            assert told["dimensions"][id][key] == pytest.approx(getattr(found, key), abs=1e-4)
