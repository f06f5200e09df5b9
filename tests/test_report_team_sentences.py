"""What is said of a team's round: ties, closeness, chance, change, and what it is not for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import LANGUAGES, load_profile
from report import team_sentences as words
from report.team_notes import team_notes
from scoring.snapshot import apart, change_from, changed
from tests.support.report_team import a_snapshot, proposals, teams

PROFILE = load_profile()
TEAMS = teams(PROFILE)
ATTITUDE = [dimension.id for dimension in PROFILE.part("attitude")]
NAMES = [PROFILE.dimensions[key].name["en"] for key in ATTITUDE]
FIRST = ATTITUDE[0]


def outcome(means: list[int | None], ballots: int = 12) -> str:
    snapshot = a_snapshot(PROFILE, ballots=ballots, means=dict(zip(ATTITUDE, means, strict=True)))
    return words.team_outcome(PROFILE, snapshot, "en")


def named(text: str) -> list[int]:
    return [number for number, name in enumerate(NAMES) if f"‘{name}’" in text]


def low(text: str) -> str:
    """What is said of the lowest areas."""
    return text[max(0, text.find("Of the areas")) :]


def test_the_lowest_and_close_dimensions_are_named() -> None:
    assert outcome([40, 70, 60, 70]).endswith(f"Of the areas of attitude, ‘{NAMES[0]}’ is lowest.")
    assert outcome([40, 60, 60, 85]).startswith(f"‘{NAMES[3]}’ is highest.")
    assert named(outcome([40, 65, 60, 70]).split("close together.")[0]) == [1, 2, 3]
    told = outcome([40, 55, 60, 70])
    assert told.endswith(
        f"Of the areas of attitude, ‘{NAMES[0]}’ and ‘{NAMES[1]}’ are low. They are so close together that"
        " chance can decide which of them is lowest."
    )
    assert named(low(outcome([40, 55, 60, 70], ballots=30))) == [0], "a large team takes less"
    assert named(low(outcome([70, 40, 70, 40]))) == [1, 3]


def test_without_a_lowest_none_is_named() -> None:
    assert named(outcome([60, 60, 60, 60])) == []
    assert outcome([60, 65, 70, 75]) == outcome([60, 60, 60, 60]), "none is clearly the lowest"
    assert named(outcome([None, None, None, None])) == []
    assert named(outcome([None, 60, None, None])) == [1]
    assert "comparing takes two" in outcome([None, 60, None, None])


@given(
    st.lists(st.none() | st.integers(0, 20).map(lambda step: 5 * step), min_size=4, max_size=4),
    st.integers(5, 60),
)
def test_only_the_lowest_and_close_are_named(means: list[int | None], ballots: int) -> None:
    known = [mean for mean in means if mean is not None]
    least = min(known, default=0)
    found = named(low(outcome(means, ballots)))
    near = [n for n, mean in enumerate(means) if mean is not None and mean - least < apart(ballots)]
    if len(near) < len(known):
        assert found == near
    else:
        assert len(found) <= 1


@pytest.mark.parametrize("ballots", range(5, 14))
def test_the_notes_tell_the_real_margin(ballots: int) -> None:
    def difference(points: int) -> int | None:
        then, now = (a_snapshot(PROFILE, ballots=ballots, means={FIRST: mean}) for mean in (40, 40 + points))
        return changed(then, now, FIRST)

    margin = change_from(ballots, ballots)
    assert (difference(margin - 5), difference(margin)) == (0, margin)
    notes = team_notes(PROFILE, a_snapshot(PROFILE, ballots=ballots), "en")
    assert any(f"if it is {margin} points or more" in note for note in notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_below_the_minimum_only_the_minimum_shows(language: str) -> None:
    told = words.closed_without_figures(6, language)
    assert re.findall(r"\d+", told) == ["6"]
    assert {"nl": "zonder cijfers", "en": "without figures"}[language] in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_numbers_say_who_took_part(language: str) -> None:
    told = words.took_part(a_snapshot(PROFILE, ballots=12), language)
    assert sorted(re.findall(r"\d+", told)) == ["12", "15"]


def test_it_is_not_for_appraisal() -> None:
    assert "niet bedoeld om iemand of het team te beoordelen" in words.not_for_appraisal("nl")
    assert "not for appraisal" in words.not_for_appraisal("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAMS)
def test_notes_explain_only_what_is_shown(name: str, language: str) -> None:
    snapshot = TEAMS[name]
    notes = team_notes(PROFILE, snapshot, language)
    told = " ".join(notes)
    assert str(snapshot.chance) in told
    assert {"nl": "geen filter", "en": "cannot filter"}[language] in told
    shown = {item.spread.of for item in snapshot.items.values() if item.spread is not None}
    thirds, fifths = {"nl": ("derden", "vijfden"), "en": ("thirds", "fifths")}[language]
    assert (f"in {thirds}" in told) is (3 in shown)
    assert (f"in {fifths}" in told) is (5 in shown)
    margins = (change_from(snapshot.ballots, snapshot.ballots), apart(snapshot.ballots))
    (note,) = (note for note in notes if "ongeveer gelijk" in note or "called ‘about the same’" in note)
    assert [int(number) for number in re.findall(r"\d+", note)] == [*margins]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", [3, 5])
def test_every_band_has_words_of_its_own(of: int, language: str) -> None:
    told = [words.band_words(band, of, language) for band in range(of)]
    assert len(set(told)) == of
    assert not re.search(r"\d", " ".join(told)), "a spreadsheet takes 1/3 for a day"
    more, most = {"nl": ("meer dan", "hoogstens"), "en": ("more than", "at most")}[language]
    assert [more in text for text in told] == [False] + [True] * (of - 1)
    assert [most in text for text in told] == [True] * (of - 1) + [False]


def test_all_changes_at_once() -> None:
    def told(*means: int | None) -> str:
        earlier = a_snapshot(PROFILE)
        later = a_snapshot(PROFILE, means=dict(zip(PROFILE.dimensions, means, strict=False)))
        return words.team_changes_line(PROFILE, earlier, later, "en")

    assert told(60) == "Since the previous round, everything is about the same."
    more, less, *_rest = told(75, 60, 40).split(". ")
    assert (named(more), named(less)) == ([0], [2])
    assert ("more often" in more, "less often" in less) == (True, True)
    assert "The rest is about the same." in told(75, 60, 40)
    assert "Not every area" in told(75, None)
    other = replace(a_snapshot(PROFILE), profile_version="0")
    assert "cannot be compared" in words.team_changes_line(PROFILE, other, a_snapshot(PROFILE), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_own_words(language: str) -> None:
    snapshot = a_snapshot(PROFILE, means={FIRST: 40})
    told = [words.proposal_reason(PROFILE, snapshot, one, language) for one in proposals(PROFILE)]
    strength = replace(proposals(PROFILE)[0], reason="strength")
    told.append(words.proposal_reason(PROFILE, snapshot, strength, language).replace("?", ":"))
    tie = replace(snapshot, lowest=tuple(ATTITUDE[:2]))
    told.append(words.proposal_reason(PROFILE, tie, proposals(PROFILE)[0], language))
    stripped = {re.sub("‘.*’", "", text) for text in told}
    assert len(stripped) == 5
    assert all("‘" in text and text.endswith(":") for text in told)
    assert words.agenda_line((), language) != words.agenda_line(proposals(PROFILE), language)


@pytest.mark.parametrize("name", TEAMS)
def test_no_sentence_is_left_in_english(name: str) -> None:
    snapshot = TEAMS[name]

    def told(language: str) -> set[str]:
        return {
            words.took_part(snapshot, language),
            words.team_outcome(PROFILE, snapshot, language),
            words.no_norm(language),
            words.mean_line(PROFILE, snapshot, FIRST, language),
            words.team_changes_line(PROFILE, snapshot, snapshot, language),
            *team_notes(PROFILE, snapshot, language),
        }

    assert told("nl").isdisjoint(told("en"))
    assert not any("{" in text for language in LANGUAGES for text in told(language))
