"""The scores of a reflection as plain data for other tools."""

from __future__ import annotations

import math
from typing import Final, TypedDict

from content import Part, Profile
from scoring import Reflection

DECIMALS: Final = 4


class DimensionScores(TypedDict):
    """One dimension in `scored`."""

    part: Part
    score: float | None  # 0..100; None if too few statements count
    low: float | None  # 90 % interval of the score
    high: float | None
    p_lowest: float | None  # probability of being the lowest of the attitude, 0..1
    answered: int  # statements that count
    needed: int  # statements that a score needs
    items: int


class Scores(TypedDict):
    """What `scored` makes, ready for JSON."""

    dimensions: dict[str, DimensionScores]
    lowest: list[str]  # dimensions to work on, most probable first
    clear: bool  # whether one dimension stands out


def scored(profile: Profile, reflection: Reflection) -> Scores:
    """The scores of a reflection, in the profile's order, with at most four decimals."""
    return {
        "dimensions": {
            name: {
                "part": profile.dimensions[name].part,
                "score": _number(found.score),
                "low": _number(found.low),
                "high": _number(found.high),
                "p_lowest": _number(found.p_lowest),
                "answered": found.answered,
                "needed": found.needed,
                "items": found.items,
            }
            for name, found in reflection.dimensions.items()
        },
        "lowest": list(reflection.lowest),
        "clear": reflection.clear,
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, DECIMALS)
