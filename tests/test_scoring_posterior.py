"""Intervals and probabilities, against the formulas of docs/design/scoring.md written out again."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.special import stdtr
from scipy.stats import t as student

from scoring import student_t
from scoring.matrix import moments
from scoring.posterior import TIE, ahead, in_lowest_set, posterior, probability_lowest
from tests.support.scoring_people import PEOPLE_PER_GROUP, RANKED, Scenario, a_group, answers_of

TEN = np.array(10.0)


def column(values: Sequence[float]) -> NDArray[np.float64]:
    return np.array(values, dtype=float)[:, np.newaxis]


def p_by_quadrature(c: Sequence[float], sigma: Sequence[float], nu: float) -> list[float]:
    """P_d as in docs/design/scoring.md#method, by adaptive quadrature over pieces of the line."""
    breaks = sorted({min(c) - 500, min(c) - 60, min(c) - 20, *c, max(c) + 30, max(c) + 500})

    peak = math.gamma((nu + 1) / 2) / math.gamma(nu / 2) / math.sqrt(math.pi * nu)

    def p(d: int) -> float:
        def integrand(x: float) -> float:
            t = [(x - c[j]) / sigma[j] for j in range(len(c))]
            density = peak * (1 + t[d] ** 2 / nu) ** (-(nu + 1) / 2) / sigma[d]
            return float(density * math.prod(float(stdtr(nu, -t[j])) for j in range(len(c)) if j != d))

        pieces = pairwise(breaks)
        parts = (quad(integrand, a, b, epsabs=1e-12, epsrel=1e-10, limit=200)[0] for a, b in pieces)
        return float(sum(parts))

    return [p(d) for d in range(len(c))]


def test_student_t_against_printed_tables() -> None:
    assert student_t.quantile(0.95, TEN) == pytest.approx(1.8125, abs=5e-5)
    assert student_t.quantile(0.95, np.array(34.0)) == pytest.approx(1.6909, abs=5e-5)
    assert student_t.survival(np.array(1.8125), TEN) == pytest.approx(0.05, abs=5e-6)
    assert student_t.density(np.array(0.0), TEN) == pytest.approx(0.3891, abs=5e-5)


def test_the_worked_example_by_hand() -> None:
    m, n, ss = [25, 50, 50, 75], 4, 1250
    found = posterior(
        np.ones(4, dtype=bool), column(m), np.full((4, 1), n, dtype=np.uint16), column([ss] * 4)
    )

    nu = 10 + 4 * (n - 1)
    s = math.sqrt((10 * 20**2 + 4 * ss) / nu)
    se = s / math.sqrt(n)
    w = 100 / (100 + se**2)
    c = [w * score + (1 - w) * 50 for score in m]
    reach = student.ppf(0.95, nu) * se
    assert (nu, round(s, 2), round(se, 2), round(w, 3), round(c[0], 2)) == (22, 20.23, 10.11, 0.494, 37.64)
    assert found.nu.tolist() == [nu]
    assert found.spread == pytest.approx(s)
    assert found.se[:, 0] == pytest.approx([se] * 4)
    assert found.low[:, 0] == pytest.approx([c[d] - reach for d in range(4)])
    assert found.high[:, 0] == pytest.approx([c[d] + reach for d in range(4)])
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((20.28, 55.01), abs=0.006)
    assert found.p_lowest[:, 0] == pytest.approx(p_by_quadrature(c, [math.sqrt(w) * se] * 4, nu), abs=1e-8)
    assert found.p_lowest[:, 0] == pytest.approx([0.803, 0.097, 0.097, 0.004], abs=5e-4)
    assert in_lowest_set(found.p_lowest)[:, 0].tolist() == [True, True, True, False]
    assert ahead(found.p_lowest)[:, 0] == pytest.approx([0, 0.803, 0.803, 0.996], abs=5e-4)


def test_the_interval_holds_an_outlying_score() -> None:
    """Around c alone it would miss m itself: a score of 0 among three of 100, little spread within."""
    found = posterior(
        np.ones(4, dtype=bool),
        column([0, 100, 100, 100]),
        np.full((4, 1), 3, dtype=np.uint16),
        column([5000, 5000, 5000, 5000]),
    )
    assert found.low[0, 0] == 0
    assert found.high[0, 0] > 50
    assert found.high[1, 0] == 100


@pytest.mark.parametrize("nu", [10.0, 16.0, 34.0, 60.0])
@pytest.mark.parametrize(
    ("c", "sigma"),
    [
        ([50, 50], [5, 9]),
        ([10, 90], [4, 4]),
        ([40, 45, 50, 60], [7, 7, 7, 7]),
        ([30, 31, 70, 95], [4, 9, 6, 4]),
        ([48, 49, 50, 51, 52, 53], [8, 8, 8, 8, 8, 5]),
    ],
)
def test_probabilities_as_by_adaptive_quadrature(c: list[float], sigma: list[float], nu: float) -> None:
    found = probability_lowest(column(c), column(sigma), np.array([nu]))[:, 0]
    assert found == pytest.approx(p_by_quadrature(c, sigma, nu), abs=2e-8)


def test_without_scores_there_is_nothing_to_say() -> None:
    nothing = np.full((4, 2), np.nan)
    zero = np.zeros((4, 2))
    found = posterior(np.ones(4, dtype=bool), nothing, zero.astype(np.uint16), zero)
    assert found.spread.tolist() == [20, 20]
    assert found.nu.tolist() == [10, 10]
    for part in (found.se, found.low, found.high, found.p_lowest):
        assert np.isnan(part).all()
    assert not in_lowest_set(found.p_lowest).any()


def test_people_do_not_influence_each_other() -> None:
    rng = np.random.default_rng(3)
    m = rng.integers(0, 29, (6, 50)) * 25 / 7
    m[rng.random(m.shape) < 0.2] = np.nan
    n = np.where(np.isnan(m), 2, 7).astype(np.uint16)
    ss = rng.uniform(0, 2500, m.shape)
    attitude = np.array([True] * 4 + [False] * 2)
    together = posterior(attitude, m, n, ss)
    for person in range(50):
        one = [person]
        alone = posterior(attitude, m[:, one], n[:, one], ss[:, one])
        for whole, part in zip(together, alone, strict=True):
            np.testing.assert_allclose(whole[..., one], part, rtol=1e-13)


@pytest.mark.parametrize(
    ("p", "members"),
    [
        ([0.91, 0.03, 0.03, 0.03], [True, False, False, False]),
        ([0.90, 0.04, 0.03, 0.03], [True, False, False, False]),
        ([0.89, 0.05, 0.03, 0.03], [True, True, False, False]),
        ([0.80, 0.10, 0.10, 0.00], [True, True, True, False]),  # .90 with either: equal, so both
        ([0.80, 0.10 + TIE / 2, 0.10 - TIE / 2, 0.00], [True, True, True, False]),
        ([0.25, 0.25, 0.25, 0.25], [True, True, True, True]),
        ([0.30, 0.30, 0.30, 0.10], [True, True, True, False]),  # .90, though not in floating point
        ([0.02, 0.95, np.nan, 0.03], [False, True, False, False]),
    ],
)
def test_the_set_to_work_on(p: list[float], members: list[bool]) -> None:
    assert in_lowest_set(column(p))[:, 0].tolist() == members


@given(st.lists(st.integers(0, 20), min_size=1, max_size=7))
def test_the_set_is_smallest_without_splitting_ties(parts: list[int]) -> None:
    total = sum(parts) or 1
    p = [part / total for part in parts]
    members = in_lowest_set(column(p))[:, 0]
    levels = sorted({part for part, member in zip(parts, members, strict=True) if member}, reverse=True)
    assert {part for part in parts if part >= levels[-1]} == set(levels)  # from the top down, whole levels
    assert all(member == (part >= levels[-1]) for part, member in zip(parts, members, strict=True))
    if sum(parts):
        assert 10 * sum(part for part in parts if part >= levels[-1]) >= 9 * total
        assert 10 * sum(part for part in parts if part > levels[-1]) < 9 * total


def test_intervals_cover_as_in_the_table() -> None:
    """A small version of tests/exhaustive/test_scoring_simulation.py: 4,000 people, the base case."""
    rng, covered, held = np.random.default_rng(1), [], []
    for _ in range(2):
        group = a_group(Scenario(), rng)
        found = moments(group.profile, answers_of(group, Scenario(), rng))
        sure = posterior(RANKED, found.score, found.answered, found.squares)
        covered.append((sure.low <= group.truth) & (group.truth <= sure.high))
        held.append(in_lowest_set(sure.p_lowest)[group.truth.argmin(axis=0), np.arange(PEOPLE_PER_GROUP)])
    assert 100 * np.mean(covered) == pytest.approx(94.4, abs=3)
    assert 100 * np.mean(held) == pytest.approx(96.9, abs=3)
