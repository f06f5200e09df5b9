"""What an attacker learns from snapshots of the real release code (docs/anonymity.md#measured)."""

from __future__ import annotations

import pytest

from benchmarks.attacks import CHOSEN, Chosen, chosen, cost, success_rates

REPEATS = 1_500
MAX_GAIN = 0.05
SAMPLING = 0.03
"""Two standard errors of the difference of two rates of .2 in so many repeats."""

MAX_COLLUDING = {"collude_5": 0.33, "collude_12": 0.30}
MAX_CHOSEN = {5: (0.34, 0.42), 8: (0.34, 0.42), 12: (0.31, 0.43), 20: (0.28, 0.39)}
"""Team -> the share of scores and of answers that is documented."""


def test_no_attack_gains_over_five_points() -> None:
    rates = success_rates(REPEATS, columns=("guess", "poll", "minus_one", "leaver", "own_known"))
    for rate in rates.values():
        assert rate - rates["guess"] <= MAX_GAIN + SAMPLING, rates


def test_collusion_gains_no_more_than_documented() -> None:
    rates = success_rates(REPEATS, columns=tuple(MAX_COLLUDING))
    for column, limit in MAX_COLLUDING.items():
        assert rates[column] <= limit + SAMPLING, rates


@pytest.mark.parametrize("size", CHOSEN)
def test_chosen_ballots_gain_no_more_than_documented(size: int) -> None:
    found = chosen(size, REPEATS)
    score, answer = MAX_CHOSEN[size]
    assert found.score <= score + SAMPLING, found
    assert found.answer <= answer + SAMPLING, found
    assert found.blind_score == pytest.approx(0.18, abs=0.04)
    assert found.blind_answer == pytest.approx(0.27, abs=0.02)


def test_many_rounds_give_people_away() -> None:
    """Not stopped, and documented (docs/anonymity.md#not-stopped): the same answers, six times."""
    once, often = chosen(5, 400), chosen(5, 400, rounds=6)
    assert often.score > once.score + 0.1
    assert often.answer > once.answer + 0.05


@pytest.mark.parametrize("size", [5, 12])
def test_without_the_draw_chosen_ballots_find_most(size: int) -> None:
    """The reason for decision 24."""
    found: Chosen = chosen(size, 300, blurred=False)
    assert found.score > 0.75, found


def test_without_the_draw_two_rounds_give_people_away() -> None:
    rates = success_rates(600, columns=("guess", "minus_one"), blurred=False)
    assert rates["minus_one"] - rates["guess"] > MAX_GAIN, rates


@pytest.mark.parametrize("size", CHOSEN)
def test_the_draw_costs_a_team_under_two_points(size: int) -> None:
    found = cost(size, 600)
    assert 0 < found.with_draw - found.without_draw < 2, found
