"""Scores of many people at once, against plain arithmetic one person at a time."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from content import Profile
from scoring import answer_matrix, points, score_matrix
from scoring.matrix import PEOPLE_PER_BLOCK, moments, needed
from tests.support.scoring_profile import CORE, WHOLE, a_dimension, a_profile, answers_to

Array = NDArray[Any]

FIVE = a_profile(a_dimension("one", aspects="aabbc", opposite=(5,)))


def random_answers(profile: Profile, people: int) -> Array:
    rng = np.random.default_rng(1)
    return rng.integers(0, 6, (len(profile.items), people), dtype=np.uint8)


def plain_mean(profile: Profile, answers: Array) -> Array:
    """The same scores as a textbook would: turned points, NaN for missing, one mean a dimension."""
    opposite = np.array([[item.opposite] for item in profile.items.values()])
    y = 25.0 * np.where(opposite, 5 - answers.astype(float), answers.astype(float) - 1)
    y[answers == 0] = np.nan
    owner = np.array([item.dimension for item in profile.items.values()])
    rows = []
    for dimension in profile.dimensions.values():
        own = y[owner == dimension.id]
        n = (~np.isnan(own)).sum(axis=0)
        mean = np.nansum(own, axis=0) / np.maximum(n, 1)
        rows.append(np.where(n >= needed(len(own)), mean, np.nan))
    return np.array(rows)


def test_needed() -> None:
    assert {k: needed(k) for k in (1, 3, 4, 5, 6, 7, 8, 9, 12)} == {
        1: 3, 3: 3, 4: 3, 5: 4, 6: 4, 7: 5, 8: 6, 9: 6, 12: 8
    }  # fmt: skip


def test_the_worked_example() -> None:
    answers = np.array([[5], [4], [4], [2], [1]], dtype=np.uint8)
    assert score_matrix(FIVE, answers).tolist() == [[75.0]]
    found = moments(FIVE, answers)
    assert (found.answered.item(), found.score.item(), found.squares.item()) == (5, 75.0, 3750.0)


def test_too_few_answers_give_no_score() -> None:
    four, three = [5, 4, 4, 0, 1], [5, 4, 4, 0, 0]
    scores = score_matrix(FIVE, np.array([four, three], dtype=np.uint8).T)
    assert scores[0, 0] == 25 * (4 + 3 + 3 + 4) / 4
    assert np.isnan(scores[0, 1])


@pytest.mark.parametrize("profile", [CORE, WHOLE], ids=["core", "whole"])
@pytest.mark.parametrize("people", [0, 1, 3, PEOPLE_PER_BLOCK + 1], ids=str)
def test_as_plain_means_over_any_number_of_people(profile: Profile, people: int) -> None:
    answers = random_answers(profile, people)
    np.testing.assert_allclose(score_matrix(profile, answers), plain_mean(profile, answers), rtol=1e-14)
    np.testing.assert_array_equal(moments(profile, answers).score, score_matrix(profile, answers))


def test_memory_layout_and_sign_do_not_matter() -> None:
    answers = random_answers(CORE, 1000)
    expected = score_matrix(CORE, answers)
    for same in (
        np.ascontiguousarray(answers.T).T,
        answers.repeat(2, axis=1)[:, ::2],
        answers.astype(np.int8),
    ):
        np.testing.assert_array_equal(score_matrix(CORE, same), expected)


def test_a_hundred_items_and_rows_that_stand_mixed() -> None:
    big = a_dimension("big", aspects="a" * 100, opposite=range(1, 101, 3))
    small = a_dimension("small", aspects="abc", opposite=(2,))
    profile = a_profile(big, small)
    mixed = np.random.default_rng(2).permutation(list(profile.items)).tolist()
    profile = replace(profile, items={name: profile.items[name] for name in mixed})
    answers = random_answers(profile, 500)
    answers[:, 0] = 5  # sums that a byte does not hold
    answers[:, 1] = [1 if item.opposite else 5 for item in profile.items.values()]
    np.testing.assert_allclose(score_matrix(profile, answers), plain_mean(profile, answers), rtol=1e-14)


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        (np.ones((28, 2), dtype=np.int64), "int64; give them as uint8 or int8"),
        (np.ones((28, 2)), "float64"),
        (np.ones((27, 2), dtype=np.uint8), r"\(27, 2\); give \(28 items, people\)"),
        (np.ones(28, dtype=np.uint8), r"\(28,\)"),
        (np.full((28, 2), 6, dtype=np.uint8), "outside 0..5"),
        (np.full((28, 2), -1, dtype=np.int8), "outside 0..5"),
    ],
    ids=["type", "floats", "rows", "one dimension", "6", "-1"],
)
def test_an_invalid_matrix_is_refused(answers: Array, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        score_matrix(CORE, answers)


@given(st.lists(answers_to(WHOLE), max_size=3))
def test_a_matrix_of_people_holds_each_persons_points(people: list[dict[str, int | None]]) -> None:
    found = moments(WHOLE, answer_matrix(WHOLE, people))
    for column, answers in enumerate(people):
        for row, dimension in enumerate(WHOLE.dimensions.values()):
            each = (points(item, answers.get(name)) for name, item in dimension.items.items())
            y = [Fraction(value) for value in each if value is not None]
            n, score, squares = (part[row, column] for part in found)
            assert n == len(y)
            if len(y) >= needed(len(dimension.items)):
                mean = sum(y) / len(y)
                assert score == float(mean)
                assert squares == pytest.approx(float(sum((value - mean) ** 2 for value in y)), abs=1e-9)
            else:
                assert np.isnan(score)
