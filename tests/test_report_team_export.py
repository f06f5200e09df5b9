"""The snapshot as CSV and JSON: what it says, as numbers, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import LANGUAGES, load_profile
from report.team_export import COLUMNS, safe, team_csv, team_json
from report.team_sentences import band_words, chance_band, mark_word, not_for_appraisal, statement_words
from scoring.snapshot import Snapshot
from tests.support.report_documents import worded
from tests.support.report_team import teams

PROFILE = load_profile()
TEAMS = teams(PROFILE)
DAY = date(2026, 11, 23)
STARTS = tuple("=+-@\t\r\n＝＋－＠")


def rows_of(file: bytes) -> list[list[str]]:
    return [*csv.reader(file.decode("utf-8-sig").splitlines(), delimiter=";")]


def export(snapshot: Snapshot, language: str = "nl", **more: bool) -> bytes:
    return team_csv(PROFILE, snapshot, language=language, closed_on=DAY, team_name="Team Noord", **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAMS)
def test_the_csv_says_what_the_snapshot_says(name: str, language: str) -> None:
    snapshot = TEAMS[name]
    file = export(snapshot, language)
    assert file.startswith(b"\xef\xbb\xbf"), "or Excel takes é for Ã©"
    rows = rows_of(file)
    assert {len(row) for row in rows} == {COLUMNS}
    assert all(rows[0]), "the heads"
    empty = [number for number, row in enumerate(rows) if not any(row)]
    assert len(empty) == 1
    assert rows[empty[0] + 1][1] == not_for_appraisal(language)
    body = rows[1 : empty[0]]
    attitude = PROFILE.part("attitude")
    sides, statements = body[: len(attitude)], body[len(attitude) :]
    for row, dimension in zip(sides, attitude, strict=True):
        found = snapshot.dimensions[dimension.id]
        assert row[1] == dimension.name[language]
        numbers = ("", "", "") if found.mean is None else (found.mean, *chance_band(found.mean, snapshot))
        assert row[4:7] == [str(number) for number in numbers]
    for row, (each, item) in zip(statements, snapshot.items.items(), strict=True):
        assert row[2:4] == [each, statement_words(PROFILE, each, language)]
        assert row[7] == mark_word(PROFILE, item.mark, language)
        spread = item.spread
        bands = [spread.low, spread.high] if spread else []
        assert row[8:] == ([band_words(b, spread.of, language) for b in bands] if spread else ["", ""])


def test_numbers_are_numbers_and_text_stands_in_quotes() -> None:
    text = export(TEAMS["thirds"]).decode("utf-8-sig")
    assert '"Hebben gedeeld";12;' in text
    assert '"Uitgenodigd";15;' in text
    assert ";95;82;100;" in text
    assert text.count("\r\n") == text.count("\n")


def test_a_demonstration_says_so() -> None:
    snapshot = TEAMS["small"]
    assert "verzonnen" in export(snapshot, demonstration=True).decode()
    assert "verzonnen" not in export(snapshot).decode()
    told = [
        json.loads(
            team_json(PROFILE, snapshot, language="nl", closed_on=DAY, team_name="", demonstration=yes)
        )
        for yes in (True, False)
    ]
    assert [one["demonstration"] for one in told] == [True, False]


@given(st.text(), st.sampled_from(["", *STARTS, " =", "\t-", '"=', "x;="]))
def test_no_cell_is_a_formula(text: str, start: str) -> None:
    name = start + text
    file = team_csv(PROFILE, TEAMS["thirds"], language="nl", closed_on=DAY, team_name=name)
    rows = [*csv.reader(file.decode("utf-8-sig").split("\r\n")[:-1], delimiter=";")]
    assert {len(row) for row in rows} == {COLUMNS}, "no name makes a cell or a line"
    for row in rows:
        assert not any(cell.lstrip().startswith(STARTS) for cell in row)


@given(st.text())
def test_what_is_safe_stays_readable(text: str) -> None:
    made = safe(text)
    assert not made.lstrip().startswith(STARTS)
    assert safe(made) == made
    if text.isprintable() and not text.strip().startswith(STARTS):
        assert made == text.strip()


def test_safe_by_example() -> None:
    assert safe("=1+1") == "'=1+1"
    assert safe(" -2") == "'-2"
    assert safe("\t@a\r\nb") == "'@a  b"
    assert safe("Team Noord-Oost (3)") == "Team Noord-Oost (3)"


@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "a\n=1", 'a";=1'])
def test_words_of_a_profile_are_safe_too(hostile: str) -> None:
    profile = worded(PROFILE, hostile)
    file = team_csv(profile, teams(profile)["small"], language="nl", closed_on=DAY, team_name="x")
    rows = rows_of(file)
    assert {len(row) for row in rows} == {COLUMNS}
    assert not any(cell.startswith(STARTS) for row in rows for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAMS)
def test_the_json_says_what_the_snapshot_says(name: str, language: str) -> None:
    snapshot = TEAMS[name]
    made = team_json(PROFILE, snapshot, language=language, closed_on=DAY, team_name="=a ;")
    told = json.loads(made)
    assert told["what_this_is"] == not_for_appraisal(language)
    assert told["for_appraisal"] is False
    assert (told["team"], told["closed_on"]) == ("=a ;", "2026-11-23")
    for key in ("profile_version", "ballots", "invited", "minimum", "chance"):
        assert told[key] == getattr(snapshot, key)
    assert tuple(told["lowest"]) == snapshot.lowest
    assert list(told["dimensions"]) == list(PROFILE.dimensions)
    assert list(told["items"]) == list(PROFILE.items)
    for each, dimension in snapshot.dimensions.items():
        assert told["dimensions"][each]["mean"] == dimension.mean
    for each, item in snapshot.items.items():
        found = told["items"][each]
        assert found["text"] == statement_words(PROFILE, each, language)
        assert (found["label"], found["mark"]) == (item.label, item.mark)
        assert found["opposite"] is PROFILE.items[each].opposite
        if item.spread is None:
            assert found["spread"] is None
        else:
            for key in ("of", "low", "high", "agreed", "divided"):
                assert found["spread"][key] == getattr(item.spread, key)


def test_all_json_keys_are_documented() -> None:
    told = json.loads(team_json(PROFILE, TEAMS["thirds"], language="nl", closed_on=DAY, team_name="x"))
    documented = team_json.__doc__ or ""
    first = next(iter(told["dimensions"].values())), next(iter(told["items"].values()))
    for key in (*told, *first[0], *first[1], *(first[1]["spread"] or ())):
        assert key in documented, key
