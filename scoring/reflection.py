"""One person's answers, scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from content import Dimension, Profile, WorksWith
from scoring.answers import check
from scoring.matrix import answer_matrix, moments, needed
from scoring.posterior import ahead, in_lowest_set, posterior


@dataclass(frozen=True)
class DimensionScore:
    """One dimension of one reflection; points are 0..100.

    score, se, low and high are None when fewer than `needed` items were answered, p_lowest also for
    a practice dimension: those stand apart from the ranking.
    """

    id: str
    score: float | None
    se: float | None
    low: float | None  # 90 % interval: reaches further towards the person's middle than away from it
    high: float | None
    p_lowest: float | None
    answered: int
    needed: int
    items: int


@dataclass(frozen=True)
class Reflection:
    """One person's answers and what they carry."""

    profile_version: str
    works_with: WorksWith
    answers: Mapping[str, int | None]
    dimensions: Mapping[str, DimensionScore]
    lowest: tuple[str, ...]  # the set to work on, most probable first
    clear: bool  # one stands out, among two and more
    spread: float  # s, points
    nu: int
    same_answer: tuple[str, ...]  # dimensions with one answer throughout, opposite items included


def reflect(
    profile: Profile, answers: Mapping[str, int | None], *, works_with: WorksWith = "adults"
) -> Reflection:
    """Scores one person's answers: item id -> 1..5, None for not applicable, absent for unanswered.

    The formulas are those of `score_matrix` (scores), `posterior` (intervals, probabilities) and
    `in_lowest_set` (the set to work on). `works_with` changes wordings only, never the arithmetic.

    Raises:
        InvalidAnswers: names every unknown item and every value that is no answer, all at once.
    """
    check(profile, answers, works_with)
    n, m, squares = moments(profile, answer_matrix(profile, [answers]))
    attitude = np.array([dimension.part == "attitude" for dimension in profile.dimensions.values()])
    sure = posterior(attitude, m, n, squares)
    in_set, before = in_lowest_set(sure.p_lowest)[:, 0], ahead(sure.p_lowest)[:, 0]
    ids = tuple(profile.dimensions)
    # Equal dimensions have the same probability ahead of them, so sorting keeps them in the profile's order.
    lowest = tuple(ids[row] for row in np.argsort(before, kind="stable") if in_set[row])
    dimensions = {
        dimension.id: DimensionScore(
            id=dimension.id,
            score=_number(m[row, 0]),
            se=_number(sure.se[row, 0]),
            low=_number(sure.low[row, 0]),
            high=_number(sure.high[row, 0]),
            p_lowest=_number(sure.p_lowest[row, 0]),
            answered=int(n[row, 0]),
            needed=needed(len(dimension.items)),
            items=len(dimension.items),
        )
        for row, dimension in enumerate(profile.dimensions.values())
    }
    ranked = sum(dimension.p_lowest is not None for dimension in dimensions.values())
    return Reflection(
        profile_version=profile.version,
        works_with=works_with,
        answers=MappingProxyType(dict(answers)),
        dimensions=MappingProxyType(dimensions),
        lowest=lowest,
        clear=len(lowest) == 1 < ranked,
        spread=float(sure.spread[0]),
        nu=int(sure.nu[0]),
        same_answer=tuple(d.id for d in profile.dimensions.values() if _same_answer(d, answers)),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _same_answer(dimension: Dimension, answers: Mapping[str, int | None]) -> bool:
    """Enough for a score, one answer throughout, and that to opposite items as well as to others."""
    given = [(answers[id], item.opposite) for id, item in dimension.items.items() if answers.get(id)]
    values, directions = {answer for answer, _ in given}, {opposite for _, opposite in given}
    return len(given) >= needed(len(dimension.items)) and len(values) == 1 and len(directions) == 2
