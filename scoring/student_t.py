"""Student's t distribution: density, survival function and quantile."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, stdtr, stdtrit  # type: ignore[import-untyped, unused-ignore]

from scoring.matrix import Floats


def density(t: Floats, nu: Floats) -> Floats:
    """f(t) = G((nu + 1) / 2) / (G(nu / 2) sqrt(pi nu)) (1 + t^2 / nu)^(-(nu + 1) / 2), nu > 0.

    Example: f(0) = 0.3891 for nu = 10.
    """
    half = (nu + 1) / 2
    peak = np.exp(gammaln(half) - gammaln(nu / 2)) / np.sqrt(np.pi * nu)
    return np.asarray(peak * (1 + t * t / nu) ** -half, dtype=np.float64)


def survival(t: Floats, nu: Floats) -> Floats:
    """S(t) = P(T > t). Example: S(1.8125) = .05 for nu = 10."""
    return np.asarray(stdtr(nu, -t), dtype=np.float64)


def quantile(p: float, nu: Floats) -> Floats:
    """The t below which a share p lies. Example: t(.95, 10) = 1.8125."""
    return np.asarray(stdtrit(nu, p), dtype=np.float64)
