"""The chart: pure functions from a reflection to rows, a specification and a table."""

from __future__ import annotations

import tomllib
from math import pi, sqrt
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from content import LANGUAGES, load_profile
from report import look
from report.charts import MARK, dimension_spec, dimension_table
from report.sentences import spoken_of
from scoring import reflect
from tests.support.colours import contrast
from tests.support.report_charts import rows, values
from tests.support.report_sheets import sheets

PROFILE = load_profile()
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sheets(PROFILE))
def test_the_rows_are_the_reflection(name: str) -> None:
    reflection = reflect(PROFILE, sheets(PROFILE)[name])
    table = dimension_table(PROFILE, reflection, "nl")
    attitude = PROFILE.part("attitude")
    assert len(table) == len(attitude)
    for dimension, row in zip(attitude, rows(table), strict=True):
        found = reflection.dimensions[dimension.id]
        shown = [None if pd.isna(number) else number for number in (row.score, row.low, row.high)]
        assert shown == [found.score, found.low, found.high]
        assert row.label.removeprefix(MARK).startswith(f"{dimension.name['nl']}: ")
        assert row.label.startswith(MARK) == (dimension.id in spoken_of(PROFILE, reflection))
    assert list(table.columns) == ["label", "score", "low", "high"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_specification_uses_every_column(language: str) -> None:
    spec = dimension_spec(PROFILE, language)
    alt.LayerChart.from_dict(spec)  # raises where it is no Vega-Lite
    assert spec["data"] == {"name": look.DATA_NAME}
    assert "datasets" not in spec
    table = dimension_table(PROFILE, reflect(PROFILE, {}), language)
    assert {*values(spec, "field")} == set(table.columns)
    assert spec is dimension_spec(PROFILE, language), "built once"


def test_nothing_english_is_left_in_dutch() -> None:
    dutch, english = (dimension_spec(PROFILE, language) for language in ("nl", "en"))
    for key in ("description", "labelExpr"):
        assert {*values(dutch, key)}.isdisjoint(values(english, key))
    for answer in (1, 5):  # opposite statements count the other way round
        assert PROFILE.scale[answer]["nl"] not in next(values(dutch, "labelExpr"))
    assert {*values(dutch, "title")} == {None}
    assert {*values(dutch, "tooltip")} == {None}
    # Vega describes marks and axes in English only: hidden, the description stands for all of them.
    assert [*values(dutch, "aria")] == [False] * 7


def test_bars_stay_inside_and_colours_in_sight() -> None:
    spec = dimension_spec(PROFILE, "nl")
    (bar,) = (mark for mark in values(spec, "mark") if mark["type"] == "bar")
    (point,) = (mark for mark in values(spec, "mark") if mark["type"] == "point")
    assert -bar["xOffset"] == bar["x2Offset"] == bar["cornerRadius"] <= spec["padding"]["left"]
    assert sqrt(point["size"] / pi) < bar["cornerRadius"], "a point at the end of a bar lies inside it"
    assert {*values(spec, "color")} == {look.CALM, "currentColor"}, "text takes the page's own colour"
    assert look.CALM in (ROOT / "report" / "house.typ").read_text(encoding="utf-8")
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    grounds = [
        value for mode in ("light", "dark") for key, value in theme[mode].items() if "ackgroundC" in key
    ]
    for ground in ("#ffffff", "#0e1117", *grounds):
        assert contrast(look.CALM, ground) >= 3, ground
