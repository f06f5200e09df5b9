"""What an attacker learns from snapshots of the real release code (docs/anonymity.md#measured)."""

from __future__ import annotations

import pytest

from benchmarks.attacks import success_rates

REPEATS = 1_500
MAX_GAIN = 0.05
SAMPLING = 0.03
"""Two standard errors of the difference of two rates of .2 in so many repeats."""

MAX_COLLUDING = {"collude_5": 0.60, "collude_12": 0.49}
COLLUDING_REPEATS = 400
COLLUDING_SAMPLING = 0.05


def test_no_attack_gains_over_five_points() -> None:
    rates = success_rates(REPEATS, columns=("guess", "poll", "minus_one", "leaver", "own_known"))
    for rate in rates.values():
        assert rate - rates["guess"] <= MAX_GAIN + SAMPLING, rates


def test_collusion_gains_no_more_than_documented() -> None:
    rates = success_rates(COLLUDING_REPEATS, columns=tuple(MAX_COLLUDING))
    for column, limit in MAX_COLLUDING.items():
        assert rates[column] <= limit + COLLUDING_SAMPLING, rates


@pytest.mark.parametrize("column", ["minus_one", "collude_5", "collude_12"])
def test_exact_means_give_everybody_away(column: str) -> None:
    assert success_rates(60, columns=(column,), exact=True)[column] > 0.95


def test_an_unprotected_second_round_gives_people_away() -> None:
    """The reason for decision 8."""
    rates = success_rates(REPEATS, columns=("guess", "minus_one"), protected=False)
    assert rates["minus_one"] - rates["guess"] > MAX_GAIN
