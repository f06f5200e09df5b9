"""Growth: the rows, the chart, the table and the sentences, for several moments of one person."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from math import pi, sqrt

import altair as alt
import pandas as pd
import pytest

from content import LANGUAGES, Profile, WorksWith, load_profile
from report import growth, look
from scoring import FALSE_CHANGE_RATE, Moment, compare, reflect
from tests.support.report_charts import rows, values
from tests.support.report_sheets import answered_as, sheets
from tests.support.scoring_profile import OTHER, reworded, without
from tests.test_report_sentences import LOADED

PROFILE = load_profile()
ATTITUDE = [dimension.id for dimension in PROFILE.part("attitude")]
FIRST = ATTITUDE[0]
DAY = date(2026, 11, 24)


def moment(
    answers: dict[str, int | None],
    profile: Profile = PROFILE,
    made_on: date = DAY,
    works_with: WorksWith = "adults",
) -> Moment:
    return Moment("m", made_on, profile, reflect(profile, answers, works_with=works_with))


def at(points: float, profile: Profile = PROFILE) -> Moment:
    """Every statement of the profile at so many points."""
    return moment(answered_as(profile, dict.fromkeys(profile.dimensions, points)), profile)


def line(earlier: Moment, later: Moment, language: str, dimension: str = FIRST) -> str:
    (change,) = (one for one in compare(earlier, later) if one.dimension == dimension)
    return growth.change_line(change, later.profile, language)


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


OF_FIRST = [*PROFILE.dimensions[FIRST].items]


@pytest.mark.parametrize("dimension", ATTITUDE)
def test_the_rows_are_the_reflections(dimension: str) -> None:
    moments = [moment(answers) for answers in sheets(PROFILE).values()]
    table = growth.growth_table(moments, dimension, "nl")
    readable = growth.readable_growth_table(moments, "nl")
    assert list(table.columns) == ["label", "score", "low", "high", "line"]
    mine = readable.loc[PROFILE.dimensions[dimension].name["nl"]]
    assert list(mine["Reflectie van"]) == list(table["label"])
    shown = mine["Score (0 tot 100)"]
    for one, row, cell in zip(moments, rows(table), shown, strict=True):
        found = one.reflection.dimensions[dimension]
        numbers_shown = [None if pd.isna(number) else number for number in (row.score, row.low, row.high)]
        assert numbers_shown == [found.score, found.low, found.high]
        if found.score is None:
            assert cell == "geen score"
        else:
            assert numbers(cell) == pytest.approx([found.score, found.low, found.high], abs=0.5)


def test_dates_are_short_and_told_apart() -> None:
    days = (DAY, DAY, date(2027, 3, 1), DAY)
    moments = [moment({}, made_on=day) for day in days]
    assert growth.moment_labels(moments, "nl") == [
        "24 nov 2026",
        "24 nov 2026 (2)",
        "1 mrt 2027",
        "24 nov 2026 (3)",
    ]
    assert growth.moment_labels(moments, "en")[2] == "1 Mar 2027"


def lines(*moments: Moment) -> list[int]:
    return list(growth.growth_table(moments, FIRST, "nl")["line"])


def test_lines_join_comparable_moments_only() -> None:
    changed = reworded(PROFILE, OF_FIRST[:1])
    assert lines(at(25), at(50), at(75)) == [0, 0, 0]
    assert lines(at(25), at(50), at(75, changed), at(50, changed), at(50)) == [0, 0, 1, 1, 2]
    assert lines(at(25), moment({}), at(75)) == [0, 1, 2], "no score to draw a line from"
    fewer = without(PROFILE, OF_FIRST[:1])
    assert lines(at(25), at(25, fewer), at(25)) == [0, 1, 2], "also where a statement came or went"
    elsewhere = reworded(PROFILE, [*PROFILE.dimensions[ATTITUDE[1]].items])
    assert lines(at(25), at(25, elsewhere)) == [0, 0], "another dimension's statements do not matter"


def test_the_wording_for_minors_breaks_the_line() -> None:
    second = next(key for key, d in PROFILE.dimensions.items() if any(i.minors for i in d.items.values()))
    answers = answered_as(PROFILE, dict.fromkeys(PROFILE.dimensions, 75))
    table = growth.growth_table([moment(answers), moment(answers, works_with="minors")], second, "nl")
    assert list(table["line"]) == [0, 1]


def test_an_older_profile_may_lack_a_dimension() -> None:
    older = replace(PROFILE, dimensions={key: PROFILE.dimensions[key] for key in ATTITUDE[1:]})
    older = replace(
        older, items={key: item for d in older.dimensions.values() for key, item in d.items.items()}
    )
    moments = [at(50, older), at(50)]
    table = growth.growth_table(moments, FIRST, "nl")
    assert table["score"].isna().tolist() == [True, False]
    readable = growth.readable_growth_table(moments, "nl")
    assert readable.loc[PROFILE.dimensions[FIRST].name["nl"]]["Score (0 tot 100)"].tolist()[0] == "–"
    assert len(readable) == len(ATTITUDE) * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moments", [1, 2, 3, 4, 12, 40])
def test_the_specification_uses_every_column(language: str, moments: int) -> None:
    spec = growth.growth_spec(language, moments)
    alt.LayerChart.from_dict(spec)  # raises where it is no Vega-Lite
    assert {*(data["name"] for data in values(spec, "data"))} == {look.DATA_NAME}
    assert "datasets" not in spec
    table = growth.growth_table([moment({})] * moments, FIRST, language)
    assert {*values(spec, "field")} == set(table.columns)
    assert spec is growth.growth_spec(language, moments), "built once"
    assert spec["width"] == "container"


def test_many_dates_stand_upright() -> None:
    angles = [{*values(growth.growth_spec("nl", moments), "labelAngle")} for moments in (2, 3, 4, 12)]
    assert angles == [{0}, {0}, {-90}, {-90}]
    assert growth.growth_spec("nl", 4) is growth.growth_spec("nl", 12)


def test_nothing_english_is_left_in_dutch() -> None:
    dutch, english = (growth.growth_spec(language, 2) for language in LANGUAGES)
    assert {*values(dutch, "description")}.isdisjoint(values(english, "description"))
    words = {*(mark["text"] for mark in values(dutch, "mark") if mark["type"] == "text")}
    assert words == {"past bij de houding"}
    assert {*values(dutch, "title")} == {None}
    assert {*values(dutch, "tooltip")} == {None}
    assert "tabel" in dutch["description"]
    marks, axes = [*values(dutch, "mark")], [axis for axis in values(dutch, "axis") if axis]
    assert all(part["aria"] is False for part in (*marks, *axes))
    assert len(marks) == 5


def test_bars_stay_inside_and_colours_in_sight() -> None:
    spec = growth.growth_spec("nl", 2)
    (bar,) = (mark for mark in values(spec, "mark") if mark["type"] == "bar")
    (point,) = (mark for mark in values(spec, "mark") if mark["type"] == "point")
    assert bar["yOffset"] == -bar["y2Offset"] == bar["cornerRadius"] < spec["padding"]["top"] + 18
    assert sqrt(point["size"] / pi) < bar["cornerRadius"], "a point at the end of a bar lies inside it"
    assert {*values(spec, "color")} == {look.CALM, "currentColor"}
    assert {*values(spec, "labelColor"), *values(spec, "gridColor")} == {"currentColor"}
    assert [0, 100] in values(spec, "domain")


@pytest.mark.parametrize("language", LANGUAGES)
def test_up_and_down_are_told_alike(language: str) -> None:
    up, down = line(at(25), at(75), language), line(at(75), at(25), language)
    assert numbers(up) == [25, 75]
    assert numbers(down) == [75, 25]
    higher, lower = {"nl": ("hoger", "lager"), "en": ("higher", "lower")}[language]
    assert higher in up
    assert re.sub(r"\d+", "", up).replace(higher, lower) == re.sub(r"\d+", "", down)


def test_change_difference_and_equality_differ_in_words() -> None:
    first = answered_as(PROFILE, {FIRST: 50})
    slightly = moment({**first, OF_FIRST[0]: 4})
    told = {line(moment(first), other, "nl") for other in (at(100), slightly, moment(first))}
    endings = {re.sub(r".*\d\. ", "", text) for text in told}
    assert len(endings) == 3
    assert "toeval zijn" in line(moment(first), slightly, "nl")
    assert "dan toeval" in line(moment(first), at(100), "nl")
    assert "gelijk" in line(moment(first), moment(first), "nl")


def test_what_one_time_left_open_is_not_compared() -> None:
    nothing, scored = moment({}), at(50)
    for two in ((nothing, scored), (scored, nothing), (nothing, nothing)):
        assert "not compared: you answered 0 statements both times" in line(*two, "en")
    five = moment(dict.fromkeys(OF_FIRST[:5], 3))
    assert numbers(line(five, scored, "nl")) == [50, 50, 5]


def test_fewer_statements_are_said() -> None:
    changed = reworded(PROFILE, OF_FIRST[:2])
    assert numbers(line(at(25), at(75, changed), "nl")) == [25, 75, 5]
    assert numbers(line(at(25, without(PROFILE, OF_FIRST[:2])), at(75), "nl")) == [25, 75, 5]
    assert numbers(line(at(25), at(75, without(PROFILE, OF_FIRST[:2])), "nl")) == [25, 75, 5]
    assert numbers(line(at(25), at(75), "nl")) == [25, 75]


def not_compared() -> dict[str, tuple[Moment, Moment]]:
    new = without(PROFILE, OF_FIRST)
    lacks = replace(new, dimensions={key: d for key, d in new.dimensions.items() if key != FIRST})
    return {
        "stem": (at(25), at(75, replace(PROFILE, stem=OTHER))),
        "new dimension": (at(25, lacks), at(75)),
        "none the same": (at(25), at(75, reworded(PROFILE, OF_FIRST))),
        "one the same": (at(25), at(75, reworded(PROFILE, OF_FIRST[1:]))),
        "two the same": (at(25), at(75, reworded(PROFILE, OF_FIRST[2:]))),
        "too few of the same": (at(25), moment({}, reworded(PROFILE, OF_FIRST[:2]))),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_not_to_compare_has_words(language: str) -> None:
    told = [line(*two, language) for two in not_compared().values()]
    opening = {"nl": "niet vergeleken", "en": "not compared"}[language]
    assert all(opening in text for text in told)
    assert len(set(told)) == len(told)
    assert [numbers(text) for text in told] == [[], [], [], [1, 3], [2, 3], [0, 3]]


def every_pair() -> list[tuple[Moment, Moment]]:
    all_sheets = [moment(answers) for answers in sheets(PROFILE).values()]
    return [
        *((one, other) for one in all_sheets for other in all_sheets),
        *not_compared().values(),
        (at(25), at(75, reworded(PROFILE, [*PROFILE.items][:23]))),
        (at(50), at(50, without(PROFILE, OF_FIRST[:1]))),
    ]


def test_every_pair_is_told_in_whole_calm_sentences() -> None:
    told: dict[str, set[str]] = {}
    for language in LANGUAGES:
        texts = {*growth.growth_notes(language)}
        for earlier, later in every_pair():
            changes = compare(earlier, later)
            texts.add(growth.changes_line(changes, later.profile, language))
            texts |= {growth.change_line(change, later.profile, language) for change in changes}
        for text in texts:
            assert not re.search(r"[{}!%]|\bnan\b", text), text
            assert language == "en" or "None" not in text, text
            assert not re.search(LOADED, text, re.IGNORECASE), text
            assert not re.search(r"\b(beter|vooruit|achteruit|better|worse|progress|decline)\b", text), text
            assert text.endswith("."), text
        told[language] = texts
    assert not told["nl"] & told["en"]
    assert len(told["nl"]) == len(told["en"])


def named(text: str) -> set[str]:
    return {key for key, dimension in PROFILE.dimensions.items() if f"‘{dimension.name['nl']}’" in text}


def top(earlier: Moment, later: Moment) -> str:
    return growth.changes_line(compare(earlier, later), later.profile, "nl")


def test_the_summary_names_exactly_what_changed() -> None:
    points = dict.fromkeys(PROFILE.dimensions, 50.0)
    middle = at(50)
    two = moment(answered_as(PROFILE, {**points, ATTITUDE[0]: 100, ATTITUDE[2]: 0, "language": 100}))
    higher, lower, same = top(middle, two).split(".")[:3]
    assert (named(higher), named(lower)) == ({ATTITUDE[0]}, {ATTITUDE[2]})
    assert named(same) == {ATTITUDE[1], ATTITUDE[3]}, "practice stands apart"
    assert higher.startswith("Hoger dan toen")
    assert lower.strip().startswith("Lager dan toen")
    assert top(middle, at(100)).count("‘") == top(middle, middle).count("‘") == len(ATTITUDE)
    assert named(top(moment({}), middle)) == set()


def test_the_summary_says_what_cannot_be_compared() -> None:
    middle, nothing = at(50), moment({})
    alone = moment(answered_as(PROFILE, {FIRST: 100}))
    two = moment(answered_as(PROFILE, {FIRST: 100, ATTITUDE[1]: 50}))
    same = moment(answered_as(PROFILE, {FIRST: 50, ATTITUDE[1]: 50}))
    lines_at_top = {
        top(middle, nothing),
        top(middle, alone),
        top(middle, moment(answered_as(PROFILE, {FIRST: 50}))),
        top(middle, two),
        top(middle, same),
        top(middle, middle),
        top(middle, at(100)),
    }
    assert len(lines_at_top) == 7
    assert named(top(middle, alone).partition("Niet vergeleken")[2]) == set(ATTITUDE[1:])
    assert named(top(middle, two).partition("Niet vergeleken")[2]) == set(ATTITUDE[2:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_tell_how_often_chance_decides(language: str) -> None:
    (note,) = (note for note in growth.growth_notes(language) if FALSE_CHANGE_RATE in numbers(note))
    assert {"nl": "toeval", "en": "chance"}[language] in note
