"""Alpha, omega and item-rest correlations: as R's packages print them for bfi."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import f

from formats import reliability
from formats.reliability import Numbers, alpha, coefficients, covariances, item_rest, loadings, omega
from tests.support import bfi


def correlations(covariance: Numbers) -> Numbers:
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(spread, spread))


def people_with(covariance: Numbers, count: int) -> Numbers:
    """Normal numbers with exactly these covariances."""
    random = np.random.default_rng(1).standard_normal((count, len(covariance)))
    random -= random.mean(axis=0)
    plain = np.linalg.inv(np.linalg.cholesky(np.cov(random.T)))
    return np.asarray(random @ plain.T @ np.linalg.cholesky(covariance).T)


@pytest.mark.parametrize("scale", bfi.COVARIANCES)
def test_alpha_is_as_r_prints_it(scale: str) -> None:
    assert round(float(alpha(bfi.COVARIANCES[scale])), 2) == bfi.ALPHA[scale]


@pytest.mark.parametrize("scale", bfi.COVARIANCES)
def test_omega_is_as_statsmodels_finds_it(scale: str) -> None:
    covariance = bfi.COVARIANCES[scale]
    spread = np.sqrt(np.diag(covariance))
    found = loadings(correlations(covariance)) * spread
    of_correlations = found.sum() ** 2 / (found.sum() ** 2 + (spread**2 - found**2).sum())
    assert of_correlations == pytest.approx(bfi.OMEGA[scale], abs=1e-4)
    assert float(omega(covariance)) == pytest.approx(bfi.OMEGA[scale], abs=1e-3)


def test_the_published_figures_of_complete_answers() -> None:
    assert round(float(alpha(bfi.COMPLETE)), 3) == bfi.COMPLETE_ALPHA
    assert round(float(omega(correlations(bfi.COMPLETE))), 3) == bfi.COMPLETE_OMEGA
    assert tuple(item_rest(bfi.COMPLETE).round(3)) == bfi.COMPLETE_ITEM_REST


def test_item_rest_is_as_r_prints_it() -> None:
    found = item_rest(bfi.COVARIANCES["agreeableness"])
    assert tuple(found.round(2)) == bfi.ITEM_REST_AGREEABLENESS


def test_the_examples_of_the_docstrings() -> None:
    equal = np.full((3, 3), 0.5) + np.eye(3) / 2
    assert float(alpha(equal)) == pytest.approx(0.75)
    assert float(omega(equal)) == pytest.approx(0.75)


@pytest.mark.parametrize("scale", ["agreeableness", "openness"])
def test_the_interval_of_alpha_is_as_feldts(scale: str) -> None:
    """1 - (1 - alpha) F, with n - 1 and (n - 1)(k - 1) degrees, for normal numbers (Feldt, 1965)."""
    covariance, count = bfi.COVARIANCES[scale], 300
    value, _omega = coefficients(people_with(covariance, count))
    degrees = (count - 1, (count - 1) * (len(covariance) - 1))
    low, high = (1 - (1 - value.value) * f.ppf(share, *degrees) for share in (0.975, 0.025))
    assert value.low == pytest.approx(low, abs=0.02)
    assert value.high == pytest.approx(high, abs=0.02)


def test_intervals_hold_the_truth_as_often_as_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 100 pilots of 200 people with 10 % not answered: alpha and omega in 89 to 100 intervals of 95 %."""
    monkeypatch.setattr(reliability, "RESAMPLES", 400)
    true = bfi.COVARIANCES["openness"]
    rng, held = np.random.default_rng(2), np.zeros(2)
    for _ in range(100):
        points = rng.standard_normal((200, len(true))) @ np.linalg.cholesky(true).T
        points[rng.random(points.shape) < 0.1] = np.nan
        for index, (found, truth) in enumerate(
            zip(coefficients(points), (alpha(true), omega(true)), strict=True)
        ):
            held[index] += found.low <= truth <= found.high
    assert (held >= 89).all(), held


def test_loadings_of_a_known_factor_are_found() -> None:
    true = np.array([0.9, 0.7, 0.5, 0.3])
    assert loadings(np.outer(true, true) + np.diag(1 - true**2)) == pytest.approx(true, abs=1e-4)


def test_a_loading_is_never_more_than_its_item() -> None:
    """A Heywood case: the products of its correlations ask for a loading of 1.2."""
    heywood = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1]])
    assert np.abs(loadings(heywood)).max() <= 1
    assert 0 <= float(omega(heywood)) <= 1


@given(st.integers(0, 1000), st.floats(0, 0.4))
def test_covariances_are_those_of_pandas(seed: int, missing: float) -> None:
    rng = np.random.default_rng(seed)
    points = rng.integers(1, 6, (12, 4)).astype(float)
    points[rng.random(points.shape) < missing] = np.nan
    assert covariances(points) == pytest.approx(
        pd.DataFrame(points).cov(min_periods=2).to_numpy(), nan_ok=True
    )
    stacked = covariances(np.stack([points, points[::-1]]))
    assert stacked[0] == pytest.approx(stacked[1], nan_ok=True)


@pytest.mark.parametrize(
    "points",
    [np.full((3, 4), np.nan), np.full((5, 4), 3.0), np.eye(1, 4), np.eye(4)[:2]],
    ids=["nobody", "all the same", "one person", "two people"],
)
def test_too_little_to_compute_gives_no_number(points: Numbers) -> None:
    for found in coefficients(points):
        assert np.isnan(found.low)
        assert np.isnan(found.high)


def test_the_same_answers_give_the_same_interval() -> None:
    points = people_with(bfi.COMPLETE, 50)
    assert coefficients(points) == coefficients(points)
