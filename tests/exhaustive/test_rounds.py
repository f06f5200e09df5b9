"""Rounds on disk: the order of ballots, and what is left of them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.support.box_order import correlation_in_file
from tests.support.traces import check_traces

pytestmark = pytest.mark.usefixtures("cheap_codes")


@pytest.mark.parametrize("people", [12, 70])
def test_order_in_the_file_says_nothing(engine: Engine, people: int) -> None:
    mean, standard_error = correlation_in_file(engine, people, repeats=24)
    assert abs(mean) < 4 * standard_error


def test_nothing_is_left_after_the_close(engine: Engine) -> None:
    check_traces(engine, look_every=1)
