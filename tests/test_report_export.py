"""The scores as plain data: what the reflection says, and never anything that is no JSON."""

from __future__ import annotations

import json

import pytest

from content import load_profile
from report.export import scored
from scoring import reflect
from tests.support.report_sheets import sheets

PROFILE = load_profile()


@pytest.mark.parametrize("name", sheets(PROFILE))
def test_the_data_says_what_the_reflection_says(name: str) -> None:
    reflection = reflect(PROFILE, sheets(PROFILE)[name], works_with="both")
    told = json.loads(json.dumps(scored(PROFILE, reflection), allow_nan=False))
    assert (tuple(told["lowest"]), told["clear"]) == (reflection.lowest, reflection.clear)
    assert list(told["dimensions"]) == list(PROFILE.dimensions)
    for dimension, found in reflection.dimensions.items():
        data = told["dimensions"][dimension]
        assert data["part"] == PROFILE.dimensions[dimension].part
        for key in ("score", "low", "high", "p_lowest"):
            value = getattr(found, key)
            assert data[key] == (None if value is None else pytest.approx(value, abs=1e-4))
        for key in ("answered", "needed", "items"):
            assert data[key] == getattr(found, key)
