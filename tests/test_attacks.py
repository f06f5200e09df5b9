"""What an attacker makes of what is published, against the real release code (anonymity.md)."""

from __future__ import annotations

import pytest

from benchmarks.attacks import success_rates

REPEATS = 1_500
MOST_GAINED = 0.05
SAMPLING = 0.03
"""Two standard errors of the difference of two rates of .2 in so many repeats."""

MOST_COLLUDING = {"collude_5": 0.60, "collude_12": 0.49}
COLLUDING_REPEATS = 400
COLLUDING_SAMPLING = 0.05


def test_nobody_gains_more_than_five_points_over_guessing() -> None:
    rates = success_rates(REPEATS, columns=("guess", "poll", "minus_one", "leaver", "own_known"))
    for rate in rates.values():
        assert rate - rates["guess"] <= MOST_GAINED + SAMPLING, rates


def test_all_but_one_learn_no_more_than_the_documentation_says() -> None:
    rates = success_rates(COLLUDING_REPEATS, columns=tuple(MOST_COLLUDING))
    for column, most in MOST_COLLUDING.items():
        assert rates[column] <= most + COLLUDING_SAMPLING, rates


@pytest.mark.parametrize("column", ["minus_one", "collude_5", "collude_12"])
def test_the_same_attacker_finds_everybody_where_means_are_exact(column: str) -> None:
    assert success_rates(60, columns=(column,), exact=True)[column] > 0.95


def test_the_same_attacker_gains_where_a_second_round_is_released_like_a_first() -> None:
    """What decision 8 is about: without it the first test fails."""
    rates = success_rates(REPEATS, columns=("guess", "minus_one"), protected=False)
    assert rates["minus_one"] - rates["guess"] > MOST_GAINED
