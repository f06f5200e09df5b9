"""A team's statements: one display, one word for each, and nothing drawn that is not certain."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages.team.parts import statement_html
from content import LANGUAGES, load_profile
from records import Label
from report.team_items import ORDER, by_mark, share_words, statements
from report.team_sentences import answer_words, band_words, mark_word, statement_words
from scoring.snapshot import Spread, TeamItem, release
from tests.support.report_team import LABELS, a_snapshot, every_spread, spread_over, teams

PROFILE = load_profile()
TEAMS = teams(PROFILE)
ITEMS = [*PROFILE.items]
ATTITUDE = PROFILE.part("attitude")
SPREADS = [*every_spread(3), *every_spread(5)]


@given(st.sampled_from(LABELS), st.sampled_from(SPREADS))
def test_mark_and_bar_never_contradict(label: Label, spread: Spread) -> None:
    mark = TeamItem("x", label, spread).mark
    assert (mark == "divided") is spread.divided
    if mark == "often":
        assert spread.high > spread.low
    if mark == "seldom":
        assert spread.low > spread.high
    for side, word in ((spread.high, "often"), (spread.low, "seldom")):
        if 2 * side > spread.of:
            assert mark in (word, "divided"), "more than half are sure to be there"


@pytest.mark.parametrize("label", [*LABELS, None])
def test_without_a_spread_the_mark_is_the_label(label: Label | None) -> None:
    assert TeamItem("x", label, None).mark == label


@pytest.mark.parametrize("spread", SPREADS)
def test_only_what_is_certain_is_drawn(spread: Spread) -> None:
    """Band b of k says 'more than b / k': b cells of k, from either end."""
    snapshot = a_snapshot(PROFILE, spreads={ITEMS[0]: spread})
    found = next(one for one in statements(PROFILE, snapshot, "nl", ATTITUDE) if one.item == ITEMS[0])
    assert len(found.cells) == spread.of
    assert (found.cells.count("high"), found.cells.count("low")) == (spread.high, spread.low)
    assert found.cells == sorted(found.cells, key=("high", "", "low").index)


def test_everybody_often_leaves_nothing_under_never() -> None:
    ballots = [dict.fromkeys(PROFILE.items, 4 + number % 2) for number in range(14)]
    snapshot = release(PROFILE, ballots, invited=14)
    plain = [one for one in statements(PROFILE, snapshot, "nl", ATTITUDE) if "vermijden" not in one.text]
    assert {one.mark for one in plain} == {"often"}
    assert all(one.cells == ["high", "high", ""] for one in plain)


def test_strongest_first_then_divided_then_least() -> None:
    snapshot = a_snapshot(PROFILE, spreads=spread_over(PROFILE, 5))
    found = statements(PROFILE, snapshot, "en", ATTITUDE)
    ranks = [ORDER.index(one.mark) for one in found]
    assert ranks == sorted(ranks)
    assert [mark for mark, _group in by_mark(found)] == list(ORDER[:-1])
    for _mark, group in by_mark(found):
        for one, other in pairwise([one.spread for one in group if one.spread]):
            assert one.high / one.of - one.low / one.of >= other.high / other.of - other.low / other.of
    wanted = [item for dimension in ATTITUDE for item in dimension.items]
    assert sorted(one.item for one in found) == sorted(wanted), "each once"


@pytest.mark.parametrize("language", LANGUAGES)
def test_opposite_statements_are_turned_in_words(language: str) -> None:
    """Five people who often do the opposite: 'we avoid this' is seldom so."""
    opposite = next(item for item in PROFILE.items.values() if item.opposite)
    ballots = [{**dict.fromkeys(PROFILE.items, 3), opposite.id: 4} for _person in range(5)]
    snapshot = release(PROFILE, ballots, invited=6)
    found = next(one for one in statements(PROFILE, snapshot, language, ATTITUDE) if one.item == opposite.id)
    assert found.text == statement_words(PROFILE, opposite.id, language)
    assert found.text.startswith({"nl": "We vermijden dit: ‘", "en": "We avoid this: ‘"}[language])
    assert found.word == answer_words(PROFILE, language)["seldom"]
    plain = next(item for item in PROFILE.items.values() if not item.opposite)
    assert statement_words(PROFILE, plain.id, language) == plain.text[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spread", SPREADS)
def test_words_say_what_the_bar_shows(spread: Spread, language: str) -> None:
    told = share_words(PROFILE, spread, language).lower()
    for band in (spread.high, spread.low):
        if band or not (spread.high or spread.low):
            assert band_words(band, spread.of, language) in told
    assert told.count(":") == (1 if bool(spread.high) != bool(spread.low) else 2)


@pytest.mark.parametrize("name", TEAMS)
def test_the_page_draws_the_snapshot_and_nothing_finer(name: str) -> None:
    snapshot = TEAMS[name]
    for one in statements(PROFILE, snapshot, "nl", ATTITUDE):
        item, html = snapshot.items[one.item], statement_html(one)
        assert one.mark == item.mark
        assert f'class="mark {item.mark or "none"}">{mark_word(PROFILE, item.mark, "nl")}<' in html
        drawn = (html.count('class="high"'), html.count('class="low"'), html.count("<i "))
        spread = item.spread
        assert drawn == ((spread.high, spread.low, spread.of) if spread else (0, 0, 0))
        assert not any(letter.isdigit() for letter in html), "no figure"


def test_words_of_a_profile_are_no_markup() -> None:
    one = statements(PROFILE, TEAMS["small"], "nl", ATTITUDE)[0]
    assert "<b>x" not in statement_html(type(one)(one.item, one.mark, one.word, "<b>x", None, ""))
