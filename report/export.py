"""What a reflection's answers came to, as plain data for other tools."""

from __future__ import annotations

import math
from typing import Any, Final

from content import Profile
from scoring import Reflection

DECIMALS: Final = 4


def scored(profile: Profile, reflection: Reflection) -> dict[str, Any]:
    """The scores of a reflection, ready for JSON.

    ::

        dimensions      dimension id -> {
            part        "attitude" | "practice"
            score       0..100, or null where too few statements count
            low, high   90 % interval of the score, 0..100, or null
            p_lowest    probability of being the lowest of the attitude, 0..1, or null
            answered    statements that count
            needed      statements a score takes
            items       statements there are
        }
        lowest          dimension ids to work on, most probable first
        clear           whether one dimension stands out

    Dimensions come in the profile's order. Numbers have at most four decimals, and what is no number is
    null. Scoring the same answers again with the same profile gives the same numbers.
    """
    return {
        "dimensions": {
            id: {
                "part": profile.dimensions[id].part,
                "score": _number(found.score),
                "low": _number(found.low),
                "high": _number(found.high),
                "p_lowest": _number(found.p_lowest),
                "answered": found.answered,
                "needed": found.needed,
                "items": found.items,
            }
            for id, found in reflection.dimensions.items()
        },
        "lowest": list(reflection.lowest),
        "clear": reflection.clear,
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, DECIMALS)
