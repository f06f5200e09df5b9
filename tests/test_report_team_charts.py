"""The team's charts: rows that say what the snapshot says, valid specifications, tables for a telephone."""

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
from report import charts, look, team_charts, team_items
from report.team_sentences import band_words, item_codes, item_words
from scoring.snapshot import Snapshot, Spread, changed
from tests.support.colours import contrast
from tests.support.report_charts import rows, values
from tests.support.report_team import a_snapshot, every_spread, spread_over, teams

PROFILE = load_profile()
TEAMS = teams(PROFILE)
FIRST = next(iter(PROFILE.dimensions))
ITEMS = [*PROFILE.items]
DAY = date(2026, 11, 24)
PARTS: list[Any] = ["attitude", "practice"]


def rounds_of(*means: int | None, ballots: int = 12) -> list[tuple[date, Snapshot]]:
    return [
        (date(2026, month, 1), a_snapshot(PROFILE, ballots=ballots, means={FIRST: mean}))
        for month, mean in enumerate(means, start=1)
    ]


@cache
def every_chart(language: str) -> dict[str, tuple[dict[str, Any], pd.DataFrame]]:
    """Each specification with rows for it."""
    snapshot = TEAMS["both"]
    bars = team_items.bar_table(PROFILE, snapshot, language, "attitude")
    return {
        "sides": (
            team_charts.team_spec(PROFILE, language, "attitude"),
            team_charts.team_table(PROFILE, snapshot, language, "attitude"),
        ),
        "tiles": (
            team_items.tile_spec(PROFILE, language, "attitude"),
            team_items.tile_table(PROFILE, snapshot, language, "attitude"),
        ),
        "bars": (team_items.bar_spec(PROFILE, language, bars), bars),
        "rounds": (
            team_charts.rounds_spec(PROFILE, language, 2),
            team_charts.rounds_table(rounds_of(50, 60), FIRST, language),
        ),
    }


CHARTS = ("sides", "tiles", "bars", "rounds")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_specification_uses_its_columns(name: str, language: str) -> None:
    spec, table = every_chart(language)[name]
    alt.LayerChart.from_dict(spec)  # raises where it is no Vega-Lite
    assert {data["name"] for data in values(spec, "data")} == {look.DATA_NAME}
    assert "datasets" not in spec
    assert "config" not in spec
    assert spec["width"] == "container"
    # Some fields are computed in the chart from the table's own.
    own = {*values(spec, "field")} - {"middle", "centre", "zero", "one"}
    assert own <= set(table.columns)
    drawn_otherwise = {"x2", "y2", "shade"} if name == "tiles" else set()
    assert set(table.columns) - own <= drawn_otherwise


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_described_in_words(name: str) -> None:
    (dutch, _rows), (english, _more) = (every_chart(language)[name] for language in ("nl", "en"))
    assert all(mark["aria"] is False and mark["tooltip"] is None for mark in values(dutch, "mark"))
    assert dutch["description"] != english["description"]
    assert "tabel" in dutch["description"]
    assert "table" in english["description"]
    sizes = {*values(dutch, "fontSize"), *values(dutch, "labelFontSize")}
    assert sizes == {14}


@pytest.mark.parametrize("name", CHARTS)
def test_colours_are_those_of_the_house(name: str) -> None:
    spec, _table = every_chart("nl")[name]
    written = json.dumps(spec)
    assert {*values(spec, "labelColor")} <= {"currentColor"}
    for colour in ("red", "green", "orange", "#a", "#b", "#c"):
        assert f'"{colour}' not in written
    assert look.CALM in written


def test_specifications_are_built_once() -> None:
    first, again = every_chart("nl"), every_chart.__wrapped__("nl")
    for name in ("tiles", "bars"):
        assert first[name][0] is again[name][0]


def test_shared_specifications_stay_unchanged() -> None:
    before = json.dumps(charts.dimension_spec(PROFILE, "nl", "attitude"))
    every_chart.__wrapped__("nl")
    assert json.dumps(charts.dimension_spec(PROFILE, "nl", "attitude")) == before
    assert "mark_at" not in json.dumps(charts.dimension_spec(PROFILE, "nl", "attitude"))


@pytest.mark.parametrize("name", TEAMS)
@pytest.mark.parametrize("part", PARTS)
def test_readable_tables_are_narrow_text(name: str, part: Any) -> None:
    snapshot = TEAMS[name]
    tables = [
        team_charts.readable_team_table(PROFILE, snapshot, "nl", part),
        team_items.readable_tile_table(PROFILE, snapshot, "nl", part),
        team_items.readable_bar_table(PROFILE, snapshot, "nl", part),
        team_charts.readable_rounds_table(PROFILE, [(DAY, snapshot)], "nl", part),
    ]
    for table in tables:
        assert 1 + len(table.columns) <= 3
        assert all(isinstance(cell, str) and cell for row in table.reset_index().to_numpy() for cell in row)


@pytest.mark.parametrize("name", TEAMS)
@pytest.mark.parametrize("part", PARTS)
def test_rows_hold_means_with_chance(name: str, part: Any) -> None:
    snapshot = TEAMS[name]
    table = team_charts.team_table(PROFILE, snapshot, "nl", part)
    readable = team_charts.readable_team_table(PROFILE, snapshot, "nl", part)
    for dimension, row, told in zip(PROFILE.part(part), rows(table), rows(readable), strict=True):
        mean = snapshot.dimensions[dimension.id].mean
        if mean is None:
            assert pd.isna([row.score, row.low, row.high]).all()
            assert told[1] == "geen gemiddelde"
        else:
            assert (row.score, row.low) == (mean, max(0, mean - snapshot.chance))
            assert row.high == min(100, mean + snapshot.chance)
            assert told[1] == f"{mean} ({row.low:.0f} tot {row.high:.0f})"
        assert row.label == f"{dimension.name['nl']}: {told[1]}"


@pytest.mark.parametrize("part", PARTS)
def test_tiles_do_not_overlap(part: Any) -> None:
    table = team_items.tile_table(PROFILE, TEAMS["small"], "nl", part)
    spec = team_items.tile_spec(PROFILE, "nl", part)
    assert len(table) == sum(len(dimension.items) for dimension in PROFILE.part(part))
    tiles = rows(table)
    for number, one in enumerate(tiles):
        assert 0 <= one.x < one.x2 <= team_items.TILES_PER_ROW
        assert 0 <= one.y < one.y2 <= spec["height"]
        for other in tiles[:number]:
            assert one.x2 <= other.x or other.x2 <= one.x or one.y2 <= other.y or other.y2 <= one.y
    heads = [head for head in table["head"] if head]
    assert [head[3:] for head in heads] == [dimension.name["nl"] for dimension in PROFILE.part(part)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tile_holds_its_word_only(language: str) -> None:
    snapshot = a_snapshot(PROFILE, labels={ITEMS[0]: None, ITEMS[1]: "often", ITEMS[2]: "seldom"})
    assert [PROFILE.items[item].opposite for item in ITEMS[:3]] == [False, True, False]
    table = team_items.tile_table(PROFILE, snapshot, language, "attitude")
    other = team_items.tile_table(PROFILE, replace(snapshot, ballots=40, chance=3), language, "attitude")
    assert table.equals(other)
    words = {"nl": ["te weinig", "zelden", "zelden"], "en": ["too few", "seldom", "seldom"]}[language]
    assert list(table["word"])[:3] == words, "as the statement reads"
    assert list(table["shade"])[:3] == ["none", "often", "seldom"], "as it counts"
    assert list(table["code"])[:3] == ["A1", "A2*", "A3"]
    assert set(table["shade"]) <= set(team_items.FILLS)
    readable = team_items.readable_tile_table(PROFILE, snapshot, language, "attitude")
    assert [*readable.iloc[:, 0]] == [*table["word"]]
    assert [text.split()[0] for text in readable.index] == [code.rstrip("*") for code in table["code"]]


def test_opposite_statements_are_marked() -> None:
    snapshot = TEAMS["small"]
    readable = team_items.readable_tile_table(PROFILE, snapshot, "nl", "attitude")
    codes = item_codes(PROFILE)
    assert len(set(codes.values())) == len(PROFILE.items)
    for dimension in PROFILE.part("attitude"):
        for item in dimension.items.values():
            told = f"{codes[item.id]} {item.text['nl']}{' (telt andersom)' if item.opposite else ''}"
            assert told in readable.index


def test_tiles_are_told_apart_without_colour() -> None:
    spec = team_items.tile_spec(PROFILE, "nl", "attitude")
    dashed = [mark for mark in values(spec, "mark") if "strokeDash" in mark]
    assert len(dashed) == 1
    assert contrast("#ffffff", look.DEEP) >= 4.5, "white letters"
    assert contrast(look.CALM, "#fbf9f5") >= 3, "the edge"
    assert len({team_items.FILLS[label] for label in ("seldom", "sometimes", "often")}) == 3


def test_bars_are_ordered_by_spread() -> None:
    bands = ((3, 0, 2), (3, 1, 0), (3, 2, 0), (5, 1, 1), (3, 0, 0), (5, 4, 0))
    given = [Spread(*band) for band in bands]
    snapshot = a_snapshot(PROFILE, spreads=dict(zip(ITEMS, given, strict=False)))
    table = team_items.bar_table(PROFILE, snapshot, "en", "attitude")
    heads = ["A4 · divided", "A6 · most: often", "A3 · most: seldom", "A2", "A5", "A1 · most: often"]
    assert list(table["head"]) == heads, "in the order of how they count; A6 is an opposite one"
    readable = team_items.readable_bar_table(PROFILE, snapshot, "en", "attitude")
    assert [text.split()[0] for text in readable.index] == [head.split()[0] for head in heads]


@pytest.mark.parametrize("of", [3, 5])
def test_bars_follow_from_bands_alone(of: int) -> None:
    for spread in every_spread(of):
        snapshot = a_snapshot(PROFILE, spreads={ITEMS[0]: spread})
        bars = team_items.bar_table(PROFILE, snapshot, "nl", "attitude")
        readable = str(team_items.readable_bar_table(PROFILE, snapshot, "nl", "attitude").iloc[0, 0])
        (row,) = rows(bars)
        assert row.low == pytest.approx(spread.low / of), "more than this"
        assert row.low_about == pytest.approx((spread.low + 0.5) / of), "in the middle of the band"
        assert (row.high, row.high_about) == pytest.approx(
            (1 - spread.high / of, 1 - (spread.high + 0.5) / of)
        )
        assert row.low_about <= row.high_about + 1e-9, "the two sides never meet"
        assert band_words(spread.low, of, "nl") in readable
        assert band_words(spread.high, of, "nl") in readable


def test_only_published_spreads_are_drawn() -> None:
    table = team_items.bar_table(PROFILE, TEAMS["small"], "nl", "attitude")
    assert table.empty
    alt.LayerChart.from_dict(team_items.bar_spec(PROFILE, "nl", table))
    one = a_snapshot(PROFILE, spreads={ITEMS[3]: Spread(3, 0, 1)})
    assert len(team_items.bar_table(PROFILE, one, "nl", "attitude")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_never_overlap_and_lines_fit_a_telephone(language: str) -> None:
    snapshot = a_snapshot(PROFILE, spreads=spread_over(PROFILE, 3))
    table = team_items.bar_table(PROFILE, snapshot, language, "attitude")
    bottom = 0
    for row in rows(table):
        lines = row.text.split("\n")
        assert row.y >= bottom
        assert row.bar - team_items.THICK / 2 >= row.y + team_items.LINE_HEIGHT * (1 + len(lines))
        assert max(map(len, lines)) <= team_items.LINE_LENGTH
        bottom = row.bar + team_items.THICK / 2
    spec = team_items.bar_spec(PROFILE, language, table)
    assert spec["height"] >= bottom
    words = {mark["text"] for mark in values(spec, "mark") if "text" in mark}
    scale = {answer: PROFILE.scale[answer][language] for answer in (1, 2, 4, 5)}
    assert words == {f"{scale[1]}, {scale[2]}", f"{scale[4]}, {scale[5]}"}
    assert {text.replace("\n", " ") for text in table["text"]} == {
        item_words(PROFILE, item, language) for d in PROFILE.part("attitude") for item in d.items
    }


@pytest.mark.parametrize("ballots", [8, 12, 20])
def test_only_changes_are_marked(ballots: int) -> None:
    rounds = rounds_of(50, 55, 65, 85, 65, 65, ballots=ballots)
    table = team_charts.rounds_table(rounds, FIRST, "nl")
    readable = team_charts.readable_rounds_table(PROFILE, rounds, "nl", "attitude")
    shown: Any = readable.loc[PROFILE.dimensions[FIRST].name["nl"]]
    told = [*shown.iloc[:, 1]]
    called = [None, *(changed(a, b, FIRST) for (_, a), (_, b) in pairwise(rounds))]
    assert 0 in called, "the test shows both"
    assert {20, -20} <= set(called)
    for mark, points, cell in zip(table["mark"], called, told, strict=True):
        assert mark == ("" if not points else f"{points:+d}".replace("-", "−"))
        assert (mark in cell) if points else ("(+" not in cell and "(−" not in cell)
        assert ("ongeveer gelijk" in cell) is (points == 0)
    assert table["mark_at"].between(0, 100).all()


def test_lines_join_comparable_rounds_only() -> None:
    (one, two, three), nothing = rounds_of(50, 60, 70), rounds_of(None)[0]
    other = (two[0], replace(two[1], profile_version="another"))
    lacking = (two[0], replace(two[1], dimensions={}))
    assert lines(one, two, three) == [0, 0, 0]
    assert lines(one, other, three) == [0, 1, 2]
    assert lines(one, lacking, three) == [0, 1, 2]
    assert lines(one, nothing, three) == [0, 1, 2]
    table = team_charts.rounds_table([one, lacking, nothing], FIRST, "nl")
    assert table["score"].isna().tolist() == [False, True, True]


def lines(*rounds: tuple[date, Snapshot]) -> list[int]:
    line = team_charts.rounds_table(rounds, FIRST, "nl")["line"]
    return [*(line - line.iloc[0])]


def test_rounds_are_told_by_their_day() -> None:
    snapshot = a_snapshot(PROFILE)
    days = [(DAY, snapshot), (DAY, snapshot), (date(2027, 3, 1), snapshot)]
    assert team_charts.round_labels(days, "nl") == ["24 nov 2026", "24 nov 2026 (2)", "1 mrt 2027"]
    assert team_charts.round_labels(days, "en")[2] == "1 Mar 2027"


@pytest.mark.parametrize("rounds", [1, 2, 3, 4, 12, 40])
def test_the_rounds_specification_is_valid_for_any_number(rounds: int) -> None:
    alt.LayerChart.from_dict(team_charts.rounds_spec(PROFILE, "nl", rounds))
