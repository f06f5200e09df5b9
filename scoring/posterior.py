"""How sure a score is: interval, probability of being the lowest, the set to work on.

Arrays are (dimensions, people), with NaN for a dimension without a score. The method and its constants were
chosen by simulation: docs/design/scoring.md and tests/exhaustive/test_scoring_simulation.py.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring import student_t
from scoring.matrix import Counts, Floats

PRIOR_SPREAD: Final = 20.0
"""Points: the spread of one person's answers within a dimension, before any answer
(docs/design/scoring.md#method)."""

PRIOR_WEIGHT: Final = 10
"""Degrees of freedom of PRIOR_SPREAD (docs/design/scoring.md#method)."""

BETWEEN: Final = 10.0
"""tau, points: the spread of one person's dimensions (docs/design/scoring.md#method)."""

SIDE: Final = 0.95
"""Of the 90 % interval: 5 % on either side (docs/design/scoring.md#method)."""

SET_LEVEL: Final = 0.90
"""The set to work on holds the lowest dimension with at least this probability
(docs/design/scoring.md#method)."""

TIE: Final = 1e-9
"""Probabilities this close are equal: far above rounding errors (1e-15), far below what a reader sees."""

# The grid x = c_min + sigma_max sinh(u). The trapezoid rule converges exponentially on it: these 41 nodes
# agree with adaptive quadrature within 1e-8, also for the heaviest tails that occur (nu = 10).
_U: Final = np.linspace(-4.0, 4.0, 41)
_NODES: Final = np.sinh(_U)
_WEIGHTS: Final = np.cosh(_U)


class Posterior(NamedTuple):
    """Results: (people,) for spread and nu, else (dimensions, people)."""

    spread: Floats
    nu: Floats
    se: Floats
    low: Floats
    high: Floats
    p_lowest: Floats


def posterior(attitude: NDArray[np.bool_], m: Floats, n: Counts, ss: Floats) -> Posterior:
    """Standard error, 90 % interval and probability of being the lowest, from scores and their spread.

    `attitude` says which dimensions are ranked; m are the scores (0..100,
    NaN: none), n the answered items, ss the sums of squared deviations. Source:
    docs/design/scoring.md#method.

        s^2 = (10 * 20^2 + sum SS_d) / nu     nu = 10 + sum (n_d - 1)    over scored attitude dimensions
        SE_d = s / sqrt(n_d)                  w_d = 10^2 / (10^2 + SE_d^2)
        c_d = w_d m_d + (1 - w_d) mean(m)     practice: c_d = m_d
        low, high: the smallest interval with m_d and c_d +- t(.95, nu) SE_d, clipped to 0..100

    Example: four dimensions with m = 25, 50, 50, 75, each n = 4 and SS = 1250, give nu = 22, s = 20.23
    and SE = 10.11. The first has w = .494, c = 37.64 and the interval 20.28 .. 55.01, and is the lowest
    with probability .803; the second and third .097 each, the last .004.
    """
    scored = ~np.isnan(m)
    ranked = scored & attitude[:, np.newaxis]
    nu = PRIOR_WEIGHT + np.where(ranked, n.astype(np.float64) - 1, 0).sum(axis=0)
    spread = np.sqrt((PRIOR_WEIGHT * PRIOR_SPREAD**2 + np.where(ranked, ss, 0).sum(axis=0)) / nu)
    se = spread / np.sqrt(np.where(scored, n, np.nan))
    w = BETWEEN**2 / (BETWEEN**2 + se**2)
    middle = np.where(ranked, m, 0).sum(axis=0) / np.maximum(ranked.sum(axis=0), 1)
    c = np.where(ranked, w * m + (1 - w) * middle, m)
    reach = student_t.quantile(SIDE, nu) * se
    return Posterior(
        spread=spread,
        nu=nu,
        se=se,
        low=np.clip(np.minimum(m, c - reach), 0, 100),
        high=np.clip(np.maximum(m, c + reach), 0, 100),
        p_lowest=probability_lowest(np.where(ranked, c, np.nan), np.sqrt(w) * se, nu),
    )


def probability_lowest(c: Floats, sigma: Floats, nu: Floats) -> Floats:
    """The probability of each dimension to be the lowest one; sums to 1 over those with a c (NaN: none).

    P_d = integral of f_d(x) prod over j != d of S_j(x) dx, with t(nu) densities f and survival functions
    S, located at c (points) and scaled by sigma (points). Source: docs/design/scoring.md#method.

    Deterministic: the trapezoid rule on a grid of 41 nodes per person, all in memory at once.

    Example: c = 37.64, 50, 50, 62.36 with sigma = 7.11 and nu = 22 give .803, .097, .097, .004.
    """
    # A dimension without a score counts as infinitely high: never the lowest, no effect on the others.
    without = np.isnan(c)
    c = np.where(without, np.inf, c)
    sigma = np.where(without, 1.0, sigma)
    lowest = c.min(axis=0, initial=np.inf)
    scale = np.where(without, 0.0, sigma).max(axis=0, initial=0.0)
    x = np.where(np.isinf(lowest), 0.0, lowest)[:, np.newaxis] + scale[:, np.newaxis] * _NODES
    t = (x - c[..., np.newaxis]) / sigma[..., np.newaxis]
    freedom = nu[:, np.newaxis]
    above = student_t.survival(t, freedom)
    # f_d prod over j != d of S_j = (f_d / S_d) prod over all j of S_j: equal dimensions, equal P to the bit.
    hazard = student_t.density(t, freedom) / above
    p: Floats = (hazard * (above.prod(axis=0) * _WEIGHTS)).sum(axis=-1) / sigma
    p[without] = np.nan
    total: Floats = np.nansum(p, axis=0)
    return p / total


def ahead(p_lowest: Floats) -> Floats:
    """The summed probability of the dimensions that are likelier (by more than TIE) to be the lowest.

    Dimensions with equal probability get the same value, so nothing decided by it splits them.

    Example: .803, .097, .097, .004 have 0, .803, .803, .996 ahead of them (rounded).
    """
    mine, other = p_lowest[:, np.newaxis], p_lowest[np.newaxis]
    total: Floats = np.where(other - mine > TIE, other, 0.0).sum(axis=1)
    return total


def in_lowest_set(p_lowest: Floats) -> NDArray[np.bool_]:
    """Which dimensions form the smallest set with sum P >= .90 that splits no equal ones.

    A dimension belongs to it if those ahead of it do not reach .90.

    Example: .803, .097, .097, .004: the first three.
    """
    return ~np.isnan(p_lowest) & (ahead(p_lowest) < SET_LEVEL - TIE)
