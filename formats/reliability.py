"""How well the items of one dimension hang together: alpha, omega and item-rest correlations.

All three are computed from the covariances of the items, so that somebody who skipped an item or for whom it
was not applicable still counts for the others. Formulas and sources: docs/design/scoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

RESAMPLES: Final = 2000
SEED: Final = 20261128
"""Fixed, so that the same answers give the same interval."""
LEVEL: Final = 95
"""Per cent of the intervals."""
MIN_VALID: Final = 0.9
"""An interval needs a result in at least this share of the resamples."""

MAX_SWEEPS: Final = 500
TOLERANCE: Final = 1e-6
"""Of a loading, on a scale where the items have variance 1 on average."""


@dataclass(frozen=True)
class Coefficient:
    """A coefficient with its interval; NaN where it cannot be computed."""

    value: float
    low: float
    high: float


def covariances(points: Numbers) -> Numbers:
    """Sample covariances of the columns, each from the rows that have both; NaN where fewer than two have.

    `points` has the shape (..., people, items), NaN where there is no answer; the result (..., items, items).
    """
    there = (~np.isnan(points)).astype(float)
    filled = np.nan_to_num(points)
    both = _transposed(there) @ there
    sums = _transposed(filled) @ there  # of item i, over the people who answered j too
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (_transposed(filled) @ filled - sums * _transposed(sums) / both) / (both - 1)
    return np.where(both > 1, found, np.nan)


def alpha(covariance: Numbers) -> Numbers:
    """Cronbach's alpha: k / (k - 1) (1 - sum of the variances / sum of all covariances).

    Cronbach, 1951, doi:10.1007/BF02310555. `covariance` has the shape (..., k, k).

    Example: three items with variance 1 and correlations .5 give .75.
    """
    count = covariance.shape[-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            count / (count - 1) * (1 - _variances(covariance).sum(-1) / covariance.sum((-2, -1)))
        )


def omega(covariance: Numbers) -> Numbers:
    """McDonald's omega of one factor: L^2 / (L^2 + U), L the sum of the loadings, U of the unique variances.

    McDonald, 1999, Test theory, p. 89. `covariance` has the shape (..., k, k), k at least 3.

    Example: three items with variance 1 and correlations .5 give .75, as alpha does for equal loadings.
    """
    found = loadings(covariance)
    general = found.sum(-1) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(general / (general + (_variances(covariance) - found**2).sum(-1)))


def loadings(covariance: Numbers) -> Numbers:
    """The loadings of one factor that leave the smallest squared residual covariances (minres).

    One loading at a time: l_i = sum of s_ij l_j over j != i / sum of l_j^2 over j != i, at most the item's
    standard deviation. Harman & Jones, 1966, doi:10.1007/BF02289468; Harman & Fukuda, 1966.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = np.sqrt(_variances(covariance).mean(-1))[..., None]
        scaled = covariance / unit[..., None] ** 2
        highest = np.sqrt(_variances(scaled))
        found = scaled.sum(-1) / np.sqrt(np.abs(scaled.sum((-2, -1))))[..., None]
        for _ in range(MAX_SWEEPS):
            before = found.copy()
            for item in range(found.shape[-1]):
                found[..., item] = 0
                wanted = (scaled[..., item, :] * found).sum(-1) / (found**2).sum(-1)
                found[..., item] = np.clip(wanted, -highest[..., item], highest[..., item])
            if not (np.abs(found - before) > TOLERANCE).any():
                break
        return np.asarray(found * unit)


def item_rest(covariance: Numbers) -> Numbers:
    """The correlation of each item with the sum of the others; shape (k, k) gives (k,)."""
    variances = _variances(covariance)
    with_rest = covariance.sum(-1) - variances
    rest = covariance.sum() - 2 * covariance.sum(-1) + variances
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(with_rest / np.sqrt(variances * rest))


def coefficients(points: Numbers) -> tuple[Coefficient, Coefficient]:
    """Alpha and omega of `points` (people x items, NaN where there is no answer), each with its interval.

    The interval is the percentile bootstrap over people (Kelley & Pornprasertmanit, 2016,
    doi:10.1037/a0040086): it assumes no distribution and takes missing answers as they come.
    """
    rng = np.random.default_rng(SEED)
    people = len(points)
    resampled = np.stack([covariances(points[rng.integers(people, size=people)]) for _ in range(RESAMPLES)])
    found = covariances(points)
    return _with_interval(alpha(found), alpha(resampled)), _with_interval(omega(found), omega(resampled))


def _with_interval(value: Numbers, resampled: Numbers) -> Coefficient:
    valid = resampled[np.isfinite(resampled)]
    if not np.isfinite(value) or len(valid) < MIN_VALID * len(resampled):
        return Coefficient(float(value), np.nan, np.nan)
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(valid, [tail, 100 - tail])
    return Coefficient(float(value), float(low), float(high))


def _transposed(matrices: Numbers) -> Numbers:
    return np.swapaxes(matrices, -1, -2)


def _variances(covariance: Numbers) -> Numbers:
    return np.diagonal(covariance, axis1=-2, axis2=-1)
