"""The snapshot: what it holds, at its boundaries, and that nothing finer is in it."""

from __future__ import annotations

import json
import math
import random
from dataclasses import fields
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import load_profile
from scoring import InvalidAnswersError, reflect
from scoring.matrix import needed
from scoring.snapshot import (
    Snapshot,
    Spread,
    TooFewBallotsError,
    _band,
    _shares,
    apart,
    chance,
    change_from,
    changed,
    debiased,
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


def of_one_item(answers: list[int], *, opposite: bool = False, others: int = 0) -> Snapshot:
    """A team that answers one statement so, and `others` who left it open."""
    key = OPPOSITE.id if opposite else ITEM.id
    ballots: list[Given] = [{key: answer} for answer in answers]
    ballots += [{} for _other in range(others)]
    return release(PROFILE, ballots, invited=len(ballots))


@pytest.mark.parametrize(
    ("n", "points", "change", "clear"),
    [
        (5, 19, 25, 20),
        (8, 15, 20, 20),
        (12, 13, 15, 20),
        (20, 10, 15, 20),
        (30, 9, 10, 15),
        (50_000, 5, 5, 15),
    ],
)
def test_chance_is_as_the_design_has_it(n: int, points: int, change: int, clear: int) -> None:
    assert (chance(n), change_from(n, n), apart(n)) == (points, change, clear)
    assert chance(n) >= chance(n + 1)
    assert change_from(n, n) >= change_from(n, n + 1) == change_from(n + 1, n)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=3))
def test_debiasing_is_unbiased(answers: list[int]) -> None:
    """Over every draw, each with its probability, the figures are on average those of the answers."""
    mean, low = Fraction(0), Fraction(0)
    for drawn in product(range(1, 6), repeat=len(answers)):
        probability = Fraction(1)
        for answer, now in zip(answers, drawn, strict=True):
            probability *= Fraction(21 if now == answer else 1, 25)
        mean += probability * debiased(Fraction(sum(drawn), len(drawn)), 3)
        low += probability * debiased(Fraction(sum(now <= 2 for now in drawn), len(drawn)), Fraction(2, 5))
    assert mean == Fraction(sum(answers), len(answers))
    assert low == Fraction(sum(answer <= 2 for answer in answers), len(answers))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60), st.sampled_from([3, 5]))
def test_shares_are_possible_and_fit_together(low: int, high: int, count: int, of: int) -> None:
    low = min(low, count)
    high = min(high, count - low)
    shares = _shares(Fraction(low, count), Fraction(high, count))
    assert min(shares) >= 0
    assert sum(shares) <= 1
    bands = [_band(share, of) for share in shares]
    assert sum(bands) < of
    assert Fraction(sum(bands), of) <= 1


@pytest.mark.parametrize(
    ("answers", "label"),
    [
        ([2, 2, 3, 3, 3], "seldom"),
        ([2, 3, 3, 3, 3], "sometimes"),  # 2.8: 2.75 exactly
        ([2, 3, 3, 3], None),  # too few
        ([2, 3, 3, 3, 3] * 2 + [2], "seldom"),
        ([4, 4, 4, 3, 3], "sometimes"),  # 3.6: 3.75 exactly
        ([4, 4, 4, 3, 3, 4], "often"),
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
    share = Fraction(part, count)
    band = _band(share, of)
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


def test_two_thirds_of_the_ballots_are_needed() -> None:
    """Otherwise an attacker's empty ballots would make a large round as easy to read as a small one."""
    answered, short = (of_one_item([4] * n, others=12 - n).items[ITEM.id].label for n in (8, 7))
    assert (answered, short) == ("often", None)
    whole, half = (
        release(PROFILE, [good(4)] * n + [{}] * (12 - n), invited=12).dimensions[FIRST.id].mean
        for n in (8, 7)
    )
    assert (whole, half) == (80, None)


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


def test_means_are_rounded_and_close_ones_named() -> None:
    first, second, third, fourth = PROFILE.part("attitude")
    lower = {**good(2, [*first.items]), **good(3, [*second.items])}
    snapshot = release(PROFILE, [{**good(4), **lower}] * 5, invited=9)
    # 25, 50 and 75 points before the draw is taken out: (25 - 10) / .8 = 18.75, (75 - 10) / .8 = 81.25
    assert [snapshot.dimensions[d.id].mean for d in (first, second, third)] == [20, 50, 80]
    assert snapshot.lowest == (first.id,)
    assert (snapshot.ballots, snapshot.invited, snapshot.minimum, snapshot.chance) == (5, 9, 5, 19)
    ballots = [{**good(3), **good(4, [*fourth.items])}] * 4 + [{**good(3), **good(2, [*first.items])}] * 4
    close = release(PROFILE, ballots, invited=8)
    assert [close.dimensions[d.id].mean for d in (first, second, third, fourth)] == [35, 50, 50, 65]
    assert close.lowest == (first.id, second.id, third.id)  # less than 20 points above


def test_practice_has_no_mean() -> None:
    snapshot = release(PROFILE, [good(4)] * 20, invited=20)
    for dimension in PROFILE.part("practice"):
        assert snapshot.dimensions[dimension.id].mean is None
        assert all(snapshot.items[item].label == "often" for item in dimension.items)


def test_figures_stay_within_what_is_possible() -> None:
    top, bottom = (release(PROFILE, [good(answer)] * 20, invited=20) for answer in (5, 1))
    assert (top.dimensions[FIRST.id].mean, bottom.dimensions[FIRST.id].mean) == (100, 0)
    assert top.items[ITEM.id].spread == Spread(5, 0, 4)
    assert bottom.items[ITEM.id].spread == Spread(5, 4, 0)


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
@given(st.lists(sheets, min_size=5, max_size=25), st.integers(5, 12))
def test_no_figure_is_made_of_too_few_answers(ballots: list[Given], minimum: int) -> None:
    if len(ballots) < minimum:
        with pytest.raises(TooFewBallotsError):
            release(PROFILE, ballots, invited=25, minimum=minimum)
        return
    snapshot = release(PROFILE, ballots, invited=25, minimum=minimum)
    enough = max(minimum, needed(len(ballots)))
    for key, found in snapshot.items.items():
        answers = sum(ballot.get(key) is not None for ballot in ballots)
        assert (found.label is not None) is (answers >= enough)
        tier = 20 if len(ballots) >= 20 else 12
        assert (found.spread is not None) is (answers >= max(tier, enough))


@settings(max_examples=settings().max_examples // 5)
@given(st.lists(sheets, min_size=5, max_size=12))
def test_the_mean_is_that_of_the_scores(ballots: list[Given]) -> None:
    snapshot = release(PROFILE, ballots, invited=12)
    for key, found in snapshot.dimensions.items():
        scores = [s for b in ballots if (s := reflect(PROFILE, b).dimensions[key].score) is not None]
        if len(scores) < max(5, needed(len(ballots))) or PROFILE.dimensions[key].part == "practice":
            assert found.mean is None
        else:
            assert found.mean is not None
            assert found.mean % 5 == 0
            before_the_draw = min(100, max(0, (math.fsum(scores) / len(scores) - 10) / 0.8))
            assert abs(found.mean - before_the_draw) <= 2.5 + 1e-6


def test_nothing_else_is_in_it() -> None:
    """A new field is a new thing to learn about somebody: it belongs in the attacks first."""
    names = "profile_version ballots invited minimum chance dimensions items lowest"
    assert {field.name for field in fields(Snapshot)} == {*names.split()}
    told = json.dumps(snapshot_data(release(PROFILE, [good(3)] * 13, invited=13)))
    assert set(json.loads(told)["items"][ITEM.id]) == {"id", "label", "spread"}
    assert set(json.loads(told)["dimensions"][FIRST.id]) == {"id", "mean"}


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


def test_a_change_is_more_than_chance() -> None:
    def team(level: int, people: int, lower: int = 0) -> Snapshot:
        return release(PROFILE, [good(level)] * (people - lower) + [good(level - 1)] * lower, invited=people)

    key = FIRST.id
    assert changed(team(3, 8), team(4, 8), key) == 30  # 25 / .8, rounded
    assert changed(team(4, 8), team(3, 8), key) == -30
    assert changed(team(3, 30), team(3, 30, lower=5), key) == 0  # 5 points
    assert changed(team(3, 30), team(3, 30, lower=9), key) == -10
    assert changed(team(3, 8), team(3, 8, lower=4), key) == 0  # 15 points among eight
    assert changed(team(3, 8), team(3, 8, lower=5), key) == -20
    assert changed(team(3, 30), team(3, 5, lower=2), key) == 0  # the smaller round counts too
    assert changed(team(3, 8), release(PROFILE, [{}] * 8, invited=8), key) is None
