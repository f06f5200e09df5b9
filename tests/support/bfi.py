"""Covariances of the items of bfi (R package psych), and what others published about these scales.

bfi: 25 items of the public-domain IPIP, answered by 2,800 people of the SAPA project (Revelle, Wilt &
Rosenthal, 2010). Only these figures are here, not the answers. Opposite items are turned; each covariance is
from the people who answered both, as R's psych::alpha computes it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray


def _symmetric(rows: str) -> NDArray[np.float64]:
    lower = [list(map(float, row.split())) for row in rows.strip().splitlines()]
    return np.array([[lower[max(i, j)][min(i, j)] for j in range(len(lower))] for i in range(len(lower))])


COVARIANCES: Final = {
    "agreeableness": _symmetric("""
        1.9817
        0.5602 1.3736
        0.4858 0.7416 1.6948
        0.3051 0.5821 0.6961 2.1893
        0.3212 0.5761 0.8280 0.5737 1.5839
    """),
    "conscientiousness": _symmetric("""
        1.5409
        0.6997 1.7380
        0.4914 0.6037 1.6604
        0.5800 0.6882 0.5969 1.8909
        0.5035 0.6400 0.7140 1.0675 2.6521
    """),
    "extraversion": _symmetric("""
        2.6618
        1.2246 2.5767
        0.7191 0.8256 1.8298
        0.9959 1.2047 0.8263 2.1244
        0.6576 0.7997 0.6921 0.6149 1.7816
    """),
    "neuroticism": _symmetric("""
        2.4678
        1.6969 2.3285
        1.4008 1.3434 2.5693
        0.9830 0.9380 1.3074 2.4639
        0.9610 0.8668 1.1124 1.0103 2.6200
    """),
    "openness": _symmetric("""
        1.2758
        0.3778 2.4497
        0.5445 0.4997 1.4906
        0.2463 0.1305 0.2895 1.4915
        0.3579 0.6747 0.5016 0.2893 1.7635
    """),
}
COMPLETE: Final = _symmetric("""
    2.6648
    1.2276 2.5831
    0.7054 0.8204 1.8289
    0.9998 1.2072 0.8256 2.1354
    0.6511 0.8101 0.6925 0.6170 1.7869
""")
"""Extraversion, from the 2,713 people who answered all five."""

ALPHA: Final = {
    "agreeableness": 0.70,
    "conscientiousness": 0.73,
    "extraversion": 0.76,
    "neuroticism": 0.81,
    "openness": 0.60,
}
"""As psych::alpha prints them."""
ITEM_REST_AGREEABLENESS: Final = (0.31, 0.56, 0.59, 0.39, 0.49)
"""As psych::alpha prints them (r.drop)."""

COMPLETE_ALPHA: Final = 0.761
COMPLETE_OMEGA: Final = 0.763
COMPLETE_ITEM_REST: Final = (0.513, 0.606, 0.501, 0.578, 0.455)
"""As the documentation of the R package bruceR prints them (Alpha)."""

OMEGA: Final = {
    "agreeableness": 0.7109,
    "conscientiousness": 0.7298,
    "extraversion": 0.7677,
    "neuroticism": 0.8177,
    "openness": 0.6090,
}
"""From the loadings of the correlations by statsmodels 0.15 (Factor, 'pa'), times the standard deviations."""
