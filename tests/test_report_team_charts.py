"""The team's chart and rounds: rows that say what the snapshot says, and a table for a telephone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd
import pytest

from content import LANGUAGES, load_profile
from report import charts, look, team_charts
from scoring.snapshot import Snapshot, changed
from tests.support.report_charts import rows, values
from tests.support.report_team import a_snapshot, teams

PROFILE = load_profile()
TEAMS = teams(PROFILE)
FIRST = next(iter(PROFILE.dimensions))
DAY = date(2026, 11, 24)


def rounds_of(*means: int | None, ballots: int = 12) -> list[tuple[date, Snapshot]]:
    return [
        (date(2026, month, 1), a_snapshot(PROFILE, ballots=ballots, means={FIRST: mean}))
        for month, mean in enumerate(means, start=1)
    ]


@cache
def the_chart(language: str) -> tuple[dict[str, Any], pd.DataFrame]:
    """The specification with rows for it."""
    return (
        team_charts.team_spec(PROFILE, language),
        team_charts.team_table(PROFILE, TEAMS["both"], language),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_specification_uses_its_columns(language: str) -> None:
    spec, table = the_chart(language)
    alt.LayerChart.from_dict(spec)  # raises where it is no Vega-Lite
    assert {data["name"] for data in values(spec, "data")} == {look.DATA_NAME}
    assert "datasets" not in spec
    assert "config" not in spec
    assert spec["width"] == "container"
    assert {*values(spec, "field")} == set(table.columns), "nothing finer than the snapshot"


def test_the_chart_is_described_in_words() -> None:
    (dutch, _rows), (english, _more) = (the_chart(language) for language in ("nl", "en"))
    assert all(mark["aria"] is False and mark["tooltip"] is None for mark in values(dutch, "mark"))
    assert dutch["description"] != english["description"]
    assert "tabel" in dutch["description"]
    assert "table" in english["description"]
    sizes = {*values(dutch, "fontSize"), *values(dutch, "labelFontSize")}
    assert sizes == {14}


def test_colours_are_those_of_the_house() -> None:
    spec, _table = the_chart("nl")
    written = json.dumps(spec)
    assert {*values(spec, "labelColor")} <= {"currentColor"}
    for colour in ("red", "green", "orange", "#a", "#b", "#c"):
        assert f'"{colour}' not in written
    assert look.CALM in written


def test_shared_specifications_stay_unchanged() -> None:
    before = json.dumps(charts.dimension_spec(PROFILE, "nl"))
    the_chart.__wrapped__("nl")
    assert json.dumps(charts.dimension_spec(PROFILE, "nl")) == before


@pytest.mark.parametrize("name", TEAMS)
def test_readable_tables_are_narrow_text(name: str) -> None:
    snapshot = TEAMS[name]
    table = team_charts.readable_team_table(PROFILE, snapshot, "nl")
    assert 1 + len(table.columns) <= 3
    assert all(isinstance(cell, str) and cell for row in table.reset_index().to_numpy() for cell in row)


@pytest.mark.parametrize("name", TEAMS)
def test_rows_hold_means_with_chance(name: str) -> None:
    snapshot = TEAMS[name]
    table = team_charts.team_table(PROFILE, snapshot, "nl")
    readable = team_charts.readable_team_table(PROFILE, snapshot, "nl")
    for dimension, row, told in zip(PROFILE.part("attitude"), rows(table), rows(readable), strict=True):
        mean = snapshot.dimensions[dimension.id].mean
        if mean is None:
            assert pd.isna([row.score, row.low, row.high]).all()
            assert told[1] == "geen gemiddelde"
        else:
            assert (row.score, row.low) == (mean, max(0, mean - snapshot.chance))
            assert row.high == min(100, mean + snapshot.chance)
            assert told[1] == f"{mean} ({row.low:.0f} tot {row.high:.0f})"
        assert row.label == f"{dimension.name['nl']}: {told[1]}"


@pytest.mark.parametrize("ballots", [8, 12, 20])
def test_only_changes_are_marked(ballots: int) -> None:
    means = (50, 55, 65, 85, 65, 65)
    rounds = rounds_of(*means, ballots=ballots)
    called = [changed(a, b, FIRST) for (_, a), (_, b) in pairwise(rounds)]
    assert 0 in called, "the test shows both"
    assert {20, -20} <= set(called)
    for number, points in enumerate(called, start=2):
        heads, (row, *_others) = team_charts.rounds_rows(PROFILE, rounds[:number], "nl", 3)
        shown = means[:number][-3:]
        assert len(heads) == len(row) == len(shown) + 2
        assert row[1:-1] == [str(mean) for mean in shown]
        assert row[-1] == (
            "= ongeveer gelijk" if not points else f"{'▲ +' if points > 0 else '▼ −'}{abs(points)}"
        )


def test_what_cannot_be_compared_is_not() -> None:
    one, nothing = rounds_of(50, None)
    other = (one[0], replace(one[1], profile_version="0"))
    lacking = (one[0], replace(one[1], dimensions={}))
    for earlier in (other, lacking, nothing):
        _heads, (row, *_others) = team_charts.rounds_rows(PROFILE, [earlier, one], "nl", 3)
        assert row[-1] == "niet vergeleken"
        assert row[1] == ("50" if earlier is other else "–")


def test_rounds_are_told_by_their_day() -> None:
    snapshot = a_snapshot(PROFILE)
    days = [(DAY, snapshot), (DAY, snapshot), (date(2027, 3, 1), snapshot)]
    assert team_charts.round_labels(days, "nl") == ["24 nov 2026", "24 nov 2026 (2)", "1 mrt 2027"]
    assert team_charts.round_labels(days, "en")[2] == "1 Mar 2027"
