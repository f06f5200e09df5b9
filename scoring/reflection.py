"""Score one person's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from content import Dimension, Profile, WorksWith
from scoring.answers import MAX_POINTS, check
from scoring.matrix import Floats, answer_matrix, moments, needed
from scoring.posterior import ahead, in_lowest_set, posterior


@dataclass(frozen=True)
class DimensionScore:
    """One dimension of one reflection; points are 0..100.

    score, se, low, high and p_lowest are None when fewer than `needed` items were answered; p_lowest is None
    for a practice dimension too, which is not ranked.
    """

    id: str
    score: float | None
    se: float | None
    low: float | None  # 90 % interval, longer towards the person's own mean
    high: float | None
    p_lowest: float | None
    answered: int
    needed: int
    items: int


@dataclass(frozen=True)
class Reflection:
    """One person's answers and their scores."""

    profile_version: str
    works_with: WorksWith
    answers: Mapping[str, int | None]
    dimensions: Mapping[str, DimensionScore]
    lowest: tuple[str, ...]  # the set to work on, most probable first
    highest: tuple[str, ...]  # the same at the other end
    clear: bool  # one of two or more stands out
    spread: float  # s, points
    nu: int
    same_answer: tuple[str, ...]  # dimensions with the same answer everywhere, opposite items included


def reflect(
    profile: Profile, answers: Mapping[str, int | None], *, works_with: WorksWith = "adults"
) -> Reflection:
    """Score one person's answers: item id -> 1..5, None for not applicable, absent for unanswered.

    The formulas are those of `score_matrix` (scores), `posterior` (intervals, probabilities) and
    `in_lowest_set` (the set to work on). `works_with` changes the wording only.

    Raises:
        InvalidAnswersError: names every unknown item and every invalid value.
    """
    check(profile, answers, works_with)
    n, m, squares = moments(profile, answer_matrix(profile, [answers]))
    attitude = np.array([dimension.part == "attitude" for dimension in profile.dimensions.values()])
    found = posterior(attitude, m, n, squares)
    lowest = _in_set(profile, found.p_lowest)
    # Turned round, the highest dimension is the lowest one.
    highest = _in_set(profile, posterior(attitude, MAX_POINTS - m, n, squares).p_lowest)
    dimensions = {
        dimension.id: DimensionScore(
            id=dimension.id,
            score=_number(m[row, 0]),
            se=_number(found.se[row, 0]),
            low=_number(found.low[row, 0]),
            high=_number(found.high[row, 0]),
            p_lowest=_number(found.p_lowest[row, 0]),
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
        highest=highest,
        clear=len(lowest) == 1 < ranked,
        spread=float(found.spread[0]),
        nu=int(found.nu[0]),
        same_answer=tuple(d.id for d in profile.dimensions.values() if _same_answer(d, answers)),
    )


def _in_set(profile: Profile, p_lowest: Floats) -> tuple[str, ...]:
    """The smallest set that holds the lowest dimension, most probable first, then in the profile's order."""
    ids, in_set = tuple(profile.dimensions), in_lowest_set(p_lowest)[:, 0]
    return tuple(ids[row] for row in np.argsort(ahead(p_lowest)[:, 0], kind="stable") if in_set[row])


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _same_answer(dimension: Dimension, answers: Mapping[str, int | None]) -> bool:
    """Whether all answers are the same, opposite items included, with enough of them for a score."""
    given = [(answers[item.id], item.opposite) for item in dimension.items.values() if answers.get(item.id)]
    values, directions = {answer for answer, _ in given}, {opposite for _, opposite in given}
    return len(given) >= needed(len(dimension.items)) and len(values) == 1 and len(directions) == 2
