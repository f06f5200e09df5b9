"""Scores of many people at once from a matrix of answers, in integer arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from content import Profile
from scoring.answers import MAX_ANSWER, MIN_ANSWER, POINTS_PER_STEP

Answers = NDArray[np.uint8] | NDArray[np.int8]
Counts = NDArray[np.unsignedinteger[Any]]
Floats = NDArray[np.float64]

MISSING: Final = 0
"""Not applicable or unanswered, in a matrix of answers."""

MIN_ANSWERED: Final = 3
"""A dimension has no score with fewer answers (docs/design/scoring.md#method)."""

MAX_STEPS: Final = MAX_ANSWER - MIN_ANSWER
"""An answer is 0..4 steps of 25 points above the lowest."""

PEOPLE_PER_BLOCK: Final = 131_072
"""People scored at a time, so that a dimension fits the processor's cache; measured: the fastest of 4,096 to
1,000,000."""


class Moments(NamedTuple):
    """Sums per dimension and person, each array (dimensions, people)."""

    answered: Counts
    score: Floats  # m_d, points; NaN where too few are answered
    squares: Floats  # SS_d, points squared: deviations from m_d


class _Dimension(NamedTuple):
    """The rows of a dimension in the matrix, and how their answers become steps."""

    rows: NDArray[np.intp]
    sign: NDArray[np.int8]
    shift: NDArray[np.int8]


def needed(items: int) -> int:
    """How many of a dimension's items must be answered for a score: max(3, ceil(2 k / 3)).

    Example: 5 of 7, 4 of 6. Source: docs/design/scoring.md#method.
    """
    return max(MIN_ANSWERED, -(-2 * items // 3))


def answer_matrix(profile: Profile, people: Sequence[Mapping[str, int | None]]) -> NDArray[np.uint8]:
    """Checked answers as an (items, people) matrix: a row an item, in the profile's order."""
    rows = [[answers.get(item) or MISSING for answers in people] for item in profile.items]
    return np.array(rows, dtype=np.uint8).reshape(len(rows), len(people))


def score_matrix(profile: Profile, answers: Answers) -> Floats:
    """The scores of many people: (items, people) answers -> (dimensions, people) scores.

    m_d = 25 sum(z) / n_d over the n_d answered items of dimension d, where z = x - 1, or 5 - x for an
    opposite item; 0..100, NaN where fewer than `needed` are answered. Source: docs/design/scoring.md#method.

    Answers are 1..5, 0 is missing; rows and dimensions are in the profile's order. Fastest if each row is
    contiguous in memory; any other layout is copied a block at a time.

    Example: 5, 4, 4, 2 and on an opposite item 1 are z = 4, 3, 3, 1, 4: a score of 25 * 15 / 5 = 75.

    Raises:
        ValueError: another type or shape, or a value outside 0..5.
    """
    _check(profile, answers)
    score = np.empty((len(profile.dimensions), answers.shape[1]))
    dimensions = list(_dimensions(profile))
    for start in range(0, answers.shape[1], PEOPLE_PER_BLOCK):
        people = slice(start, start + PEOPLE_PER_BLOCK)
        for index, dimension in enumerate(dimensions):
            given, steps = _steps(dimension, answers[:, people])
            _mean_points(_sum(given), _sum(steps), len(given), out=score[index, people])
    return score


def moments(profile: Profile, answers: Answers) -> Moments:
    """The scores of `score_matrix`, with the numbers and squares from which their uncertainty follows.

    SS_d = 625 (n_d sum(z^2) - sum(z)^2) / n_d, 0 where none is answered: whole numbers until the
    division, so no digits are lost. Arguments and errors as for `score_matrix`; all people at once in memory.

    Example: for z = 4, 3, 3, 1, 4 it is 625 (5 * 51 - 15^2) / 5 = 3750.
    """
    _check(profile, answers)
    shape = (len(profile.dimensions), answers.shape[1])
    result = Moments(np.empty(shape, dtype=np.uint16), np.empty(shape), np.empty(shape))
    for index, dimension in enumerate(_dimensions(profile)):
        given, steps = _steps(dimension, answers)
        n, total = _sum(given), _sum(steps)
        result.answered[index] = n
        _mean_points(n, total, len(given), out=result.score[index])
        whole = n.astype(np.int64) * (steps.astype(np.int64) ** 2).sum(axis=0) - total.astype(np.int64) ** 2
        result.squares[index] = POINTS_PER_STEP**2 * whole / np.maximum(n, 1)
    return result


def _dimensions(profile: Profile) -> Iterator[_Dimension]:
    row = {item: index for index, item in enumerate(profile.items)}
    for dimension in profile.dimensions.values():
        opposite = np.array([item.opposite for item in dimension.items.values()], dtype=np.bool_)
        opposite = opposite.reshape(-1, 1)  # also for a dimension without items
        yield _Dimension(
            rows=np.array([row[item] for item in dimension.items], dtype=np.intp),
            sign=np.where(opposite, -1, 1).astype(np.int8),
            shift=np.where(opposite, MAX_ANSWER, -MIN_ANSWER).astype(np.int8),
        )


def _steps(dimension: _Dimension, answers: Answers) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Whether each item is answered (1 or 0), and its z (0 if it is not), as bytes for speed."""
    x = np.ascontiguousarray(answers[dimension.rows]).view(np.int8)
    given = (x != MISSING).view(np.int8)
    steps = dimension.sign * x
    steps += dimension.shift * given
    return given.view(np.uint8), steps.view(np.uint8)


def _sum(rows: NDArray[np.uint8]) -> Counts:
    # The smallest type that holds the sum: a byte for up to 63 items.
    total: Counts = np.add.reduce(rows, axis=0, dtype=np.min_scalar_type(MAX_STEPS * len(rows)))
    return total


def _mean_points(n: Counts, total: Counts, items: int, *, out: Floats) -> None:
    """25 total / n, from a table: there are few possible pairs of n and total."""
    table = _every_mean(items)
    pair = n.astype(np.min_scalar_type(table.size)) * table.shape[1]
    pair += total
    # 'clip' because 'raise' would copy `out`; every pair is in the table.
    table.take(pair, out=out, mode="clip")


@cache
def _every_mean(items: int) -> Floats:
    """The score for n = 0..items (rows) answers that add up to 0..4 items steps (columns)."""
    n = np.arange(items + 1.0)[:, np.newaxis]
    total = np.arange(MAX_STEPS * items + 1.0)
    return np.where(n >= needed(items), POINTS_PER_STEP * total / np.maximum(n, 1), np.nan)


def _check(profile: Profile, answers: Answers) -> None:
    if answers.dtype not in (np.uint8, np.int8):
        raise ValueError(f"answers are {answers.dtype}; give them as uint8 or int8")
    if answers.ndim != 2 or answers.shape[0] != len(profile.items):
        raise ValueError(f"answers have shape {answers.shape}; give ({len(profile.items)} items, people)")
    # As uint8 a negative int8 is larger than 127.
    if answers.size and answers.view(np.uint8).max() > MAX_ANSWER:
        raise ValueError(f"answers hold values outside {MISSING}..{MAX_ANSWER}")
