"""Scoring a million people against pandas, and one person; a part of `python -m benchmarks.reflection`.

What is compared:

- The same million people, four attitude dimensions of 28 items, one answer in six missing, on one core.
- Ours: `scoring.score_matrix`, from raw answers as uint8, a row per item and a column per person, with its
  checks.
- pandas: `DataFrame.mean(axis=1)`, once per dimension, on frames of float64 points already turned, NaN for
  missing, each column contiguous. Making those frames, and leaving out who answered too few, is not counted.
- Both are timed in turns in one process, after a warm-up; the ratio is the median over the turns.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from time import perf_counter
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content import Profile, load_profile
from scoring import reflect, score_matrix

PEOPLE: Final = 1_000_000
TURNS: Final = 7
REFLECTIONS: Final = 300


def scoring_speedup_over_pandas() -> float:
    """How many times as fast as pandas `score_matrix` scores a million people."""
    profile = _attitude(load_profile())
    size = (len(profile.items), PEOPLE)
    answers = np.random.default_rng(1).integers(0, 6, size, dtype=np.uint8)
    frames = _frames(profile, answers)

    # the same scores, or the comparison means nothing
    scores, means = score_matrix(profile, answers), np.array([frame.mean(axis=1) for frame in frames])
    scored = ~np.isnan(scores)
    np.testing.assert_allclose(scores[scored], means[scored])

    def by_pandas() -> None:
        for frame in frames:
            frame.mean(axis=1)

    by_us = partial(score_matrix, profile, answers)
    turns = [(_seconds(by_pandas), _seconds(by_us)) for _ in range(TURNS)]
    return median(theirs / own for theirs, own in turns)


def one_person_ms() -> float:
    """The median time of one person's whole reflection, intervals and probabilities included."""
    profile = load_profile()
    rng = random.Random(1)
    people: list[dict[str, int | None]] = [
        {item: rng.choice((1, 2, 3, 4, 5, None)) for item in profile.items} for _ in range(REFLECTIONS)
    ]
    return 1000 * median(_seconds(partial(reflect, profile, answers)) for answers in people)


def _attitude(profile: Profile) -> Profile:
    part = profile.part("attitude")
    items = {item.id: item for dimension in part for item in dimension.items.values()}
    return replace(profile, dimensions={dimension.id: dimension for dimension in part}, items=items)


def _frames(profile: Profile, answers: NDArray[np.uint8]) -> list[pd.DataFrame]:
    """Each dimension's points in the best layout for pandas: a float64 column per item, NaN for missing."""
    row = {item: index for index, item in enumerate(profile.items)}
    frames = []
    for dimension in profile.dimensions.values():
        points = {}
        for item in dimension.items.values():
            x = np.where(answers[row[item.id]] == 0, np.nan, answers[row[item.id]])
            points[item.id] = 25 * (5 - x if item.opposite else x - 1)
        frames.append(pd.DataFrame(points))
    return frames


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
