"""The snapshot: what it holds, at its boundaries, and that nothing finer is in it."""

from __future__ import annotations

import json
import math
import random
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import load_profile
from scoring import InvalidAnswersError, reflect
from scoring.snapshot import (
    Snapshot,
    Spread,
    TooFewBallotsError,
    _band,
    chance,
    changed,
    release,
    snapshot_data,
    snapshot_from,
)
from tests.support.scoring_profile import Given, level

PROFILE = load_profile()
FIRST = next(iter(PROFILE.dimensions.values()))
ITEM = next(item for item in FIRST.items.values() if not item.opposite)
OPPOSITE = next(item for item in FIRST.items.values() if item.opposite)

sheets = st.dictionaries(st.sampled_from(list(PROFILE.items)), st.none() | st.integers(1, 5))


def good(answer: int, items: list[str] | None = None) -> Given:
    return level(PROFILE, answer, items)


def of_one_item(
    answers: list[int], *, opposite: bool = False, others: int = 0, earlier: Snapshot | None = None
) -> Snapshot:
    """A team that answers one statement so, and `others` who left it open."""
    key = OPPOSITE.id if opposite else ITEM.id
    ballots: list[Given] = [{key: answer} for answer in answers]
    ballots += [{} for _other in range(others)]
    return release(PROFILE, ballots, invited=len(ballots), earlier=earlier)


@pytest.mark.parametrize(("n", "points"), [(5, 10), (8, 8), (12, 7), (20, 5), (30, 4), (59, 3), (50_000, 3)])
def test_chance_is_as_the_design_has_it(n: int, points: int) -> None:
    assert chance(n) == points
    assert chance(n) >= chance(n + 1)


@pytest.mark.parametrize(
    ("answers", "label"),
    [
        ([2, 2, 3, 3, 3], "seldom"),
        ([2, 3, 3, 3, 3], "sometimes"),
        ([2, 3, 3, 3], None),  # too few
        ([2, 3, 3, 3] * 2, "sometimes"),  # 2.75 exactly
        ([4, 4, 4, 3] * 2, "sometimes"),  # 3.75 exactly
        ([4, 4, 4, 3] * 2 + [4], "often"),
        ([5] * 5, "often"),
        ([1] * 5, "seldom"),
    ],
)
def test_labels_at_their_boundaries(answers: list[int], label: str | None) -> None:
    padded = of_one_item(answers, others=max(0, 5 - len(answers)))
    assert padded.items[ITEM.id].label == label
    turned = of_one_item([6 - answer for answer in answers], opposite=True, others=max(0, 5 - len(answers)))
    assert turned.items[OPPOSITE.id].label == label


@given(st.integers(0, 60), st.integers(1, 60), st.sampled_from([3, 5]))
def test_a_band_holds_its_upper_edge(part: int, count: int, of: int) -> None:
    part = min(part, count)
    band = _band(part, count, of)
    share = Fraction(part, count)
    assert 0 <= band < of
    assert share <= Fraction(band + 1, of)
    assert band == 0 or share > Fraction(band, of)


@pytest.mark.parametrize(("people", "of"), [(11, None), (12, 3), (19, 3), (20, 5), (40, 5)])
def test_the_spread_depends_on_team_size(people: int, of: int | None) -> None:
    found = of_one_item([1, 5] * (people // 2) + [3] * (people % 2)).items[ITEM.id].spread
    assert (found.of if found else None) == of


def test_too_few_answers_leave_only_a_label() -> None:
    found = of_one_item([4] * 15, others=7).items[ITEM.id]  # 22 ballots: fifths take 20 answers
    assert found.label == "often"
    assert found.spread is None
    assert of_one_item([4] * 12, others=6).items[ITEM.id].spread == Spread(3, 0, 2)


def test_a_raised_minimum_holds_for_the_spread_too() -> None:
    ballots: list[Given] = [*[good(4, [ITEM.id])] * 25, *[{}] * 10]
    found = release(PROFILE, ballots, invited=35, minimum=30).items[ITEM.id]
    assert (found.label, found.spread) == (None, None)


def test_agreed_and_divided_are_read_off_the_bands() -> None:
    divided = of_one_item([1] * 6 + [5] * 6).items[ITEM.id].spread
    assert divided == Spread(3, 1, 1)
    assert (divided.divided, divided.agreed) == (True, None)
    agreed = of_one_item([1] * 9 + [3] * 3).items[ITEM.id].spread
    assert agreed == Spread(3, 2, 0)
    assert (agreed.divided, agreed.agreed) == (False, "low")
    assert Spread(5, 0, 4).agreed == "high"


def test_means_are_rounded_and_ties_named() -> None:
    second = list(PROFILE.dimensions.values())[1]
    low = good(2, [*FIRST.items, *second.items])
    snapshot = release(PROFILE, [{**good(4), **low}] * 5, invited=9)
    assert snapshot.dimensions[FIRST.id].mean == 25
    assert snapshot.lowest == (FIRST.id, second.id)
    assert {found.mean for found in snapshot.dimensions.values()} == {25, 75}
    assert (snapshot.ballots, snapshot.invited, snapshot.minimum, snapshot.chance) == (5, 9, 5, 10)


def test_too_few_answers_give_no_mean() -> None:
    items = list(FIRST.items)
    ballots = [good(3)] * 4 + [good(3, [key for key in PROFILE.items if key not in items])] * 3
    snapshot = release(PROFILE, ballots, invited=7)
    assert snapshot.dimensions[FIRST.id].mean is None
    assert snapshot.items[items[0]].label is None
    assert FIRST.id not in snapshot.lowest


@settings(max_examples=settings().max_examples // 5)
@given(st.lists(sheets, min_size=5, max_size=25), st.integers(0, 2**32))
def test_the_order_of_ballots_does_not_matter(ballots: list[Given], seed: int) -> None:
    snapshot = release(PROFILE, ballots, invited=len(ballots) + 2)
    again = ballots[:]
    random.Random(seed).shuffle(again)
    assert release(PROFILE, again, invited=len(ballots) + 2) == snapshot
    assert snapshot_from(json.loads(json.dumps(snapshot_data(snapshot)))) == snapshot
    assert list(snapshot.dimensions) == list(PROFILE.dimensions)
    assert list(snapshot.items) == list(PROFILE.items)


@settings(max_examples=settings().max_examples // 5)
@given(st.lists(sheets, min_size=5, max_size=12))
def test_the_mean_is_that_of_the_scores(ballots: list[Given]) -> None:
    snapshot = release(PROFILE, ballots, invited=12)
    for key, found in snapshot.dimensions.items():
        scores = [s for b in ballots if (s := reflect(PROFILE, b).dimensions[key].score) is not None]
        if len(scores) < 5:
            assert found.mean is None
        else:
            assert found.mean is not None
            assert found.mean % 5 == 0
            assert abs(found.mean - math.fsum(scores) / len(scores)) <= 2.5 + 1e-6


def test_nothing_else_is_in_it() -> None:
    """A new field is a new thing to learn about somebody: it belongs in the attacks first."""
    names = "profile_version ballots invited minimum chance dimensions items lowest"
    assert {field.name for field in fields(Snapshot)} == {*names.split()}
    told = json.dumps(snapshot_data(release(PROFILE, [good(3)] * 13, invited=13)))
    assert set(json.loads(told)["items"][ITEM.id]) == {"id", "label", "spread"}
    assert set(json.loads(told)["dimensions"][FIRST.id]) == {"id", "mean", "spread"}


def test_below_the_minimum_there_is_none() -> None:
    with pytest.raises(TooFewBallotsError) as few:
        release(PROFILE, [good(3)] * 4, invited=9)
    assert (few.value.ballots, few.value.minimum) == (4, 5)
    assert "4" not in str(few.value)  # it may end up in a log
    with pytest.raises(TooFewBallotsError):
        release(PROFILE, [good(3)] * 7, invited=9, minimum=8)
    for invited, minimum in ((5, 4), (4, 5)):
        with pytest.raises(ValueError, match="minimum"):
            release(PROFILE, [good(3)] * 5, invited=invited, minimum=minimum)
    with pytest.raises(InvalidAnswersError):
        release(PROFILE, [{ITEM.id: 9}] * 5, invited=5)


def test_an_unchanged_mean_is_repeated() -> None:
    def team(lower: int, earlier: Snapshot | None = None) -> Snapshot:
        ballots = [good(3)] * (10 - lower) + [good(2)] * lower
        return release(PROFILE, ballots, invited=10, earlier=earlier)

    first = team(0)
    assert [team(lower).dimensions[FIRST.id].mean for lower in (0, 2, 4)] == [50, 45, 40]
    assert [team(lower, first).dimensions[FIRST.id].mean for lower in (0, 2, 4)] == [50, 50, 40]
    # compared with what was published last, a slow change shows in the end
    assert team(4, team(2, first)).dimensions[FIRST.id].mean == 40


def test_an_unchanged_label_is_repeated() -> None:
    def label(answers: list[int], earlier: Snapshot | None = None) -> str | None:
        return of_one_item(answers, earlier=earlier).items[ITEM.id].label

    sometimes = of_one_item([3] * 10)
    assert label([3] * 7 + [2] * 3) == "seldom"  # 2.7
    assert label([3] * 7 + [2] * 3, sometimes) == "sometimes"
    assert label([3] * 2 + [2] * 8, sometimes) == "seldom"  # 2.2
    assert label([4] * 8 + [3] * 2, sometimes) == "sometimes"  # 3.8
    assert label([4] * 7 + [5] * 3, sometimes) == "often"  # 4.3
    seldom = of_one_item([1] * 10)
    assert label([3] * 10, seldom) == "seldom"  # 3.0
    assert label([3] * 7 + [4] * 3, seldom) == "sometimes"  # 3.3
    assert label([5] * 10, seldom) == "often"


def test_an_unchanged_band_is_repeated() -> None:
    def low(people: int, of: int = 12, earlier: Snapshot | None = None) -> int:
        spread = of_one_item([1] * people + [3] * (of - people), earlier=earlier).items[ITEM.id].spread
        assert spread is not None
        return spread.low

    first = of_one_item([1] * 4 + [3] * 8)
    assert [low(people) for people in (4, 5, 8, 9)] == [0, 1, 1, 2]
    assert [low(people, earlier=first) for people in (4, 5, 6, 7)] == [0, 0, 0, 1]
    assert low(11, earlier=first) == 2
    assert low(5, of=20, earlier=first) == 1 != low(4, of=20, earlier=first)  # fifths are told anew


def test_another_profile_is_released_anew() -> None:
    first = replace(of_one_item([3] * 10), profile_version="older")
    assert of_one_item([3] * 7 + [2] * 3, earlier=first).items[ITEM.id].label == "seldom"


def test_a_change_starts_at_ten_points() -> None:
    def team(level: int, people: int, lower: int = 0) -> Snapshot:
        return release(PROFILE, [good(level)] * (people - lower) + [good(level - 1)] * lower, invited=people)

    key = FIRST.id
    assert changed(team(3, 8), team(4, 8), key) == 25
    assert changed(team(4, 8), team(3, 8), key) == -25
    assert changed(team(3, 10), team(3, 10, lower=2), key) == 0  # 5 points
    assert changed(team(3, 10), team(3, 10, lower=4), key) == -10
    assert changed(team(3, 5), team(3, 5, lower=2), key) == 0  # 10 points among five
    assert changed(team(3, 5), team(3, 5, lower=3), key) == -15
    assert changed(team(3, 8), release(PROFILE, [{}] * 8, invited=8), key) is None
