"""A reflection as JSON: for keeping, for taking along to another tool, for scoring it again."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Final

from content import Profile
from scoring import Reflection

FORMAT: Final = "basishouding-reflection"
FORMAT_VERSION: Final = 1
"""Raised when a key changes its meaning or disappears; a new key leaves it as it is."""

DECIMALS: Final = 4


def reflection_json(
    profile: Profile, reflection: Reflection, *, made_on: date, confidence: int | None
) -> str:
    """The reflection as readable JSON with stable keys. It holds no name and no wording of an item.

    ::

        format          "basishouding-reflection"
        format_version  1
        made_on         "2026-11-23", the day, without a time
        profile         {"version": "1.0", "title": {"nl": "...", "en": "..."}}
        works_with      "adults" | "minors" | "both": which wording of the items was read
        confidence      0..10, or null where it was left open
        answers         item id -> 1..5, or null for 'not applicable'; an item left open is not there
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

    Answers and dimensions come in the profile's order. Numbers have at most four decimals, and what is
    no number is null. Scoring `answers` again with the same profile version gives the same numbers.
    """
    return json.dumps(
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "made_on": made_on.isoformat(),
            "profile": {"version": reflection.profile_version, "title": dict(profile.title)},
            "works_with": reflection.works_with,
            "confidence": confidence,
            "answers": {id: reflection.answers[id] for id in profile.items if id in reflection.answers},
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
        },
        ensure_ascii=False,
        indent=2,
        allow_nan=False,
    )


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, DECIMALS)
