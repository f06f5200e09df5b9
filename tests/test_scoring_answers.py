"""Points, and answers that are refused by name."""

import math
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import InvalidAnswersError, points, reflect
from tests.support.scoring_profile import CORE, WHOLE

STRAIGHT, OPPOSITE = CORE.items["one-1"], CORE.items["one-2"]

NO_NUMBERS: tuple[Any, ...] = (True, False, 3.0, math.nan, math.inf, "3", "", b"3", [3], np.int64(3), ...)
NO_ANSWERS = (0, 6, -1, 10**100, *NO_NUMBERS)


def test_points_of_each_answer() -> None:
    assert [points(STRAIGHT, x) for x in (1, 2, 3, 4, 5)] == [0, 25, 50, 75, 100]
    assert [points(OPPOSITE, x) for x in (1, 2, 3, 4, 5)] == [100, 75, 50, 25, 0]
    assert points(STRAIGHT, None) is None


@pytest.mark.parametrize("value", NO_ANSWERS, ids=repr)
def test_an_invalid_answer_names_its_item(value: Any) -> None:
    with pytest.raises(InvalidAnswersError, match="one-1") as refused:
        points(STRAIGHT, value)
    assert refused.value.problems[0][:2] == ("one-1", value)
    with pytest.raises(InvalidAnswersError, match=r"one-1 = .*: use a whole number 1\.\.5, or None"):
        reflect(CORE, {"one-1": value})


def test_all_problems_are_named_at_once() -> None:
    answers: dict[str, Any] = {"one-1": 0, "one-2": 5, "nobody-1": 3, "two-1": None, "two-2": "5"}
    with pytest.raises(InvalidAnswersError) as refused:
        reflect(CORE, answers, works_with="nobody")  # type: ignore[arg-type]
    assert [(name, value) for name, value, _ in refused.value.problems] == [
        ("one-1", 0),
        ("nobody-1", 3),
        ("two-2", "5"),
        ("works_with", "nobody"),
    ]
    assert str(refused.value).splitlines() == [
        "one-1 = 0: use a whole number 1..5, or None for 'not applicable'",
        "nobody-1 = 3: the profile has no such item",
        "two-2 = '5': use a whole number 1..5, or None for 'not applicable'",
        "works_with = 'nobody': use one of adults, minors, both",
    ]


def test_the_error_can_be_pickled() -> None:
    error = InvalidAnswersError([("one-1", 0, "why")])
    assert isinstance(error, ValueError)
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301


anything = st.one_of(st.integers(), st.booleans(), st.floats(), st.text(), st.binary())


@given(st.sampled_from(sorted(WHOLE.items)), anything)
def test_only_1_to_5_are_answers(key: str, value: Any) -> None:
    if type(value) is int and value in (1, 2, 3, 4, 5):
        assert points(WHOLE.items[key], value) in (0, 25, 50, 75, 100)
        return
    with pytest.raises(InvalidAnswersError) as refused:
        reflect(WHOLE, {key: value})
    assert [name for name, _, _ in refused.value.problems] == [key]
    assert key in str(refused.value)
