"""How often chance alone makes a change (docs/decisions/0007-change.md), with the base case of the
simulation."""

from __future__ import annotations

import numpy as np
import pytest

from scoring import FALSE_CHANGE_RATE
from tests.test_scoring_growth import false_changes

GROUPS = 12
"""The groups' own spread gives the sampling error."""

ONE_DIMENSION = 9.3
AT_LEAST_ONE = 32.0
"""Percent, measured with fifty groups on other random numbers (standard errors .1 and .3)."""


def test_chance_makes_changes_as_often_as_measured() -> None:
    rates = false_changes(GROUPS)
    one, at_least_one = rates.mean(axis=0)
    assert one == pytest.approx(ONE_DIMENSION, abs=0.8)
    assert at_least_one == pytest.approx(AT_LEAST_ONE, abs=2.5)
    assert round(100 / at_least_one) == FALSE_CHANGE_RATE, "what the reader is told"
    one, at_least_one = 3 * rates.std(axis=0, ddof=1) / np.sqrt(GROUPS)
    assert one < 0.8
    assert at_least_one < 2.5
