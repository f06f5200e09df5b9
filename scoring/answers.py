"""The possible answers, and the points that one answer gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from reprlib import repr as short
from typing import Final, get_args

from content import Item, Profile, WorksWith
from errors import BasishoudingError

MIN_ANSWER: Final = 1
MAX_ANSWER: Final = 5

POINTS_PER_STEP: Final = 25
"""The five answers are spread evenly over 0..100 points (docs/design/scoring.md#method)."""

MAX_POINTS: Final = POINTS_PER_STEP * (MAX_ANSWER - MIN_ANSWER)

Problem = tuple[str, object, str]
"""What is wrong with one answer: its name, the refused value, the reason."""


class InvalidAnswersError(BasishoudingError, ValueError):
    """Answers that cannot be scored; `problems` holds (item id, value, reason) for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(f"{name} = {short(value)}: {reason}" for name, value, reason in self.problems)


def points(item: Item, answer: int | None) -> float | None:
    """The points of one answer, 0..100; None for 'not applicable'.

    y = 25 (x - 1); for an opposite item y = 25 (5 - x). Source: docs/design/scoring.md#method.

    Example: 'often' (4) gives 75 points, on an opposite item 25.

    Raises:
        InvalidAnswersError: the answer is not an int 1..5 and not None.
    """
    if (reason := _refusal(answer)) is not None:
        raise InvalidAnswersError([(item.id, answer, reason)])
    if answer is None:
        return None
    steps = MAX_ANSWER - answer if item.opposite else answer - MIN_ANSWER
    return float(POINTS_PER_STEP * steps)


def check(profile: Profile, answers: Mapping[str, int | None], works_with: str) -> None:
    """Raise InvalidAnswersError with every invalid answer and an invalid works_with."""
    problems: list[Problem] = []
    for name, value in answers.items():
        if name not in profile.items:
            problems.append((name, value, "the profile has no such item"))
        elif (reason := _refusal(value)) is not None:
            problems.append((name, value, reason))
    if works_with not in get_args(WorksWith):
        problems.append(("works_with", works_with, f"use one of {', '.join(get_args(WorksWith))}"))
    if problems:
        raise InvalidAnswersError(problems)


def _refusal(answer: object) -> str | None:
    # By type, not by isinstance: True is an int too, and 3.0 == 3.
    if answer is None or (type(answer) is int and MIN_ANSWER <= answer <= MAX_ANSWER):
        return None
    return f"use a whole number {MIN_ANSWER}..{MAX_ANSWER}, or None for 'not applicable'"
