"""One person's answers scored: what holds for anybody's, and cases by name."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t as student

from scoring import DimensionScore, answer_matrix, reflect, score_matrix
from tests.support.scoring_profile import (
    ATTITUDE,
    CORE,
    PRACTICE,
    WHOLE,
    Given,
    a_dimension,
    a_profile,
    answers_to,
    evenly,
    points_in,
    reordered,
)
from tests.test_scoring_posterior import p_by_quadrature

approx: Any = pytest.approx


@given(answers_to(WHOLE))
def test_scores_lie_in_range_and_inside_their_interval(answers: Given) -> None:
    for dimension in reflect(WHOLE, answers).dimensions.values():
        if dimension.answered < dimension.needed:
            assert (dimension.score, dimension.se, dimension.low, dimension.high) == (None,) * 4
            assert dimension.p_lowest is None
        else:
            numbers: tuple[Any, ...] = (dimension.low, dimension.score, dimension.high, dimension.se)
            low, score, high, se = numbers
            assert 0 <= low <= score <= high <= 100
            assert low < high
            assert se > 0
            assert (dimension.p_lowest is None) == (dimension.id in PRACTICE)


@given(answers_to(WHOLE))
def test_probabilities_and_set_are_consistent(answers: Given) -> None:
    reflection = reflect(WHOLE, answers)
    p = {d.id: d.p_lowest for d in reflection.dimensions.values() if d.p_lowest is not None}
    if not p:
        assert reflection.lowest == ()
        return
    assert math.fsum(p.values()) == approx(1, abs=1e-14)
    assert sum(p[key] for key in reflection.lowest) >= 0.9 - 1e-9
    assert [p[key] for key in reflection.lowest] == approx(
        sorted(p.values())[: -len(reflection.lowest) - 1 : -1]
    )
    assert reflection.clear == (len(reflection.lowest) == 1 and len(p) > 1)


@given(answers_to(WHOLE), st.permutations(ATTITUDE), st.permutations(PRACTICE), st.permutations(range(7)))
def test_another_order_gives_the_same_reflection(
    answers: Given, attitude: list[str], practice: list[str], items: list[int]
) -> None:
    before = reflect(WHOLE, answers)
    after = reflect(reordered(WHOLE, [*attitude, *practice], items), answers)
    assert list(after.dimensions) == [*attitude, *practice]
    for key, dimension in before.dimensions.items():
        other = after.dimensions[key]
        for name in ("score", "se", "low", "high", "p_lowest"):
            assert getattr(other, name) == approx(getattr(dimension, name), abs=1e-9)
        assert (other.answered, other.needed, other.items) == (
            dimension.answered,
            dimension.needed,
            dimension.items,
        )
    assert set(after.lowest) == set(before.lowest)
    assert after.clear == before.clear
    assert set(after.same_answer) == set(before.same_answer)


@given(answers_to(WHOLE), st.sampled_from(sorted(WHOLE.items)), st.integers(1, 4))
def test_raising_an_answer_never_lowers_its_score(answers: Given, key: str, x: int) -> None:
    item = WHOLE.items[key]
    low, high = (x + 1, x) if item.opposite else (x, x + 1)
    before = reflect(WHOLE, {**answers, key: low}).dimensions
    after = reflect(WHOLE, {**answers, key: high}).dimensions
    for other in WHOLE.dimensions:
        if other != item.dimension:
            assert after[other].score == before[other].score
        elif (score := before[other].score) is not None:
            assert (after[other].score or 0) > score


@given(answers_to(CORE), st.permutations(ATTITUDE))
def test_equal_dimensions_are_never_split(answers: Given, order: list[str]) -> None:
    twins = {key.replace("one-", "two-"): x for key, x in answers.items() if key.startswith("one-")}
    same = {**{key: x for key, x in answers.items() if not key.startswith("two-")}, **twins}
    reflection = reflect(reordered(CORE, order, range(7)), same)
    one, two = reflection.dimensions["one"], reflection.dimensions["two"]
    assert one.p_lowest == two.p_lowest
    assert ("one" in reflection.lowest) == ("two" in reflection.lowest)
    if "one" in reflection.lowest:
        places = [reflection.lowest.index(key) for key in order if key in ("one", "two")]
        assert places == sorted(places)


@given(answers_to(WHOLE))
def test_one_person_is_scored_as_in_the_matrix(answers: Given) -> None:
    scores = score_matrix(WHOLE, answer_matrix(WHOLE, [answers]))[:, 0]
    alone = [d.score for d in reflect(WHOLE, answers).dimensions.values()]
    assert alone == [None if np.isnan(score) else score for score in scores]


@given(answers_to(WHOLE))
def test_practice_and_works_with_leave_the_attitude_alone(answers: Given) -> None:
    whole = reflect(WHOLE, answers, works_with="both")
    core = reflect(CORE, {key: x for key, x in answers.items() if key in CORE.items})
    assert (whole.lowest, whole.clear, whole.spread, whole.nu) == (
        core.lowest,
        core.clear,
        approx(core.spread),
        core.nu,
    )
    for key in ATTITUDE:
        for name in ("score", "low", "high", "p_lowest"):
            assert getattr(whole.dimensions[key], name) == approx(getattr(core.dimensions[key], name))


def test_the_worked_example_by_hand() -> None:
    """Three dimensions scored, one of them with two answers missing; one without a score; a practice one."""
    steps = {"one": [1, 2, 1, 0, 2, 1, 1], "two": [2, 2, 3, 2, 2], "three": [3, 3, 4, 3, 2, 3, 3]}
    practice = [1, 2, 3, 2]
    answers: Given = {"four-1": 1, "four-2": None, "two-6": None}
    for key, z in (*steps.items(), ("five", practice)):
        answers.update(points_in(WHOLE, key, z))
    found = reflect(WHOLE, answers)

    def mean(y: list[float]) -> float:
        return sum(y) / len(y)

    def squares(y: list[float]) -> float:
        return sum((value - mean(y)) ** 2 for value in y)

    y = [[25.0 * z for z in own] for own in steps.values()]
    nu = 10 + 6 + 4 + 6
    s = math.sqrt((4000 + sum(squares(own) for own in y)) / nu)
    m = [mean(own) for own in y]
    se = [s / math.sqrt(len(own)) for own in y]
    w = [100 / (100 + e**2) for e in se]
    c = [w[d] * m[d] + (1 - w[d]) * mean(m) for d in range(3)]
    t = float(student.ppf(0.95, nu))
    p = p_by_quadrature(c, [math.sqrt(w[d]) * se[d] for d in range(3)], nu)

    assert (found.nu, found.spread) == (26, approx(s))
    for d, key in enumerate(steps):
        assert found.dimensions[key] == DimensionScore(
            id=key,
            score=approx(m[d]),
            se=approx(se[d]),
            low=approx(min(m[d], c[d] - t * se[d])),
            high=approx(max(m[d], c[d] + t * se[d])),
            p_lowest=approx(p[d], abs=1e-8),
            answered=len(y[d]),
            needed=5,
            items=7,
        )
    assert found.dimensions["four"] == DimensionScore("four", None, None, None, None, None, 1, 5, 7)
    five = found.dimensions["five"]
    assert (five.score, five.se, five.p_lowest) == (50, approx(s / 2), None)
    assert (five.low, five.high) == approx((50 - t * s / 2, 50 + t * s / 2))
    # And as numbers, so that a mistake made in both places shows too.
    assert [round(score, 1) for score in m] == [28.6, 55.0, 75.0]
    one = found.dimensions["one"]
    assert (s, one.low, one.high) == (
        approx(17.02, abs=0.005),
        approx(24.7, abs=0.05),
        approx(46.7, abs=0.05),
    )
    assert [round(value, 4) for value in p] == [0.9851, 0.0149, 0.0]
    assert (found.lowest, found.clear) == (("one",), True)


def test_one_stands_out() -> None:
    reflection = reflect(CORE, evenly(CORE, one=3, two=1, three=3, four=3))
    assert (reflection.lowest, reflection.clear) == (("two",), True)


def test_no_clear_difference() -> None:
    reflection = reflect(CORE, evenly(CORE, one=2, two=2, three=2, four=2))
    assert (reflection.lowest, reflection.clear) == (ATTITUDE, False)
    assert [d.p_lowest for d in reflection.dimensions.values()] == approx([0.25] * 4)


def test_two_lowest_are_not_clear() -> None:
    reflection = reflect(CORE, evenly(CORE, one=3, two=1, three=1, four=3))
    assert (reflection.lowest, reflection.clear) == (("two", "three"), False)


def test_one_scored_dimension_stands_out_from_nothing() -> None:
    reflection = reflect(CORE, evenly(CORE, three=0))
    assert (reflection.lowest, reflection.clear) == (("three",), False)
    assert reflection.dimensions["three"].p_lowest == 1


def test_nothing_answered() -> None:
    reflection = reflect(WHOLE, {})
    assert (reflection.lowest, reflection.clear, reflection.same_answer) == ((), False, ())
    assert (reflection.spread, reflection.nu) == (20, 10)
    assert reflection.dimensions["one"] == DimensionScore("one", None, None, None, None, None, 0, 5, 7)


def test_practice_alone_borrows_the_prior_spread() -> None:
    reflection = reflect(WHOLE, evenly(WHOLE, five=2))
    five = reflection.dimensions["five"]
    reach = float(student.ppf(0.95, 10)) * 20 / math.sqrt(6)
    assert (five.low, five.score, five.high) == approx((50 - reach, 50, 50 + reach))
    assert reflection.lowest == ()


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ([3, 3, 3, 3, 3, 3, 3], True),
        ([5, 5, None, 5, 5, 5, None], True),
        ([5, 5, None, 5, 5, None, None], False),  # too few
        ([5, None, 5, 5, None, 5, 5], False),  # no opposite item among them: that may be an attitude
        ([5, 1, 5, 5, 1, 5, 5], False),  # the same points, but not the same answer
        ([3, 3, 3, 4, 3, 3, 3], False),
    ],
)
def test_the_same_answer_throughout_is_seen(given: list[int | None], same: bool) -> None:
    profile = a_profile(a_dimension("one"), a_dimension("two"))
    answers = {f"one-{number}": x for number, x in enumerate(given, start=1)}
    assert reflect(profile, answers).same_answer == (("one",) if same else ())


def test_a_reflection_cannot_be_changed() -> None:
    answers: Given = {"one-1": 3, "one-2": None}
    reflection = reflect(CORE, answers, works_with="minors")
    answers["one-1"] = 5
    assert reflection.answers == {"one-1": 3, "one-2": None}
    assert (reflection.works_with, reflection.profile_version) == ("minors", "test")
    with pytest.raises(TypeError):
        reflection.answers["one-1"] = 5  # type: ignore[index]
    with pytest.raises(TypeError):
        reflection.dimensions["one"] = None  # type: ignore[index]


@given(answers_to(CORE))
def test_points_alone_decide(answers: Given) -> None:
    """Wording an item the other way round and turning its answer changes nothing."""
    items = {
        key: replace(item, opposite=not item.opposite) for key, item in CORE.dimensions["one"].items.items()
    }
    turned = a_profile(replace(CORE.dimensions["one"], items=items), *list(CORE.dimensions.values())[1:])
    assume(answers)
    mirrored = {key: 6 - x if x and key.startswith("one-") else x for key, x in answers.items()}
    assert reflect(turned, mirrored).dimensions == reflect(CORE, answers).dimensions
