"""The question how sure one feels, in the words of a form."""

from __future__ import annotations

from typing import Final

from content import Profile

CONFIDENCE: Final = range(11)
"""The possible answers, 0..10."""


def confidence_label(profile: Profile, number: int, language: str) -> str:
    """How an answer reads where no scale can be drawn. Example: '0 = not sure yet'."""
    ends = {CONFIDENCE[0]: profile.confidence.low, CONFIDENCE[-1]: profile.confidence.high}
    return f"{number} = {ends[number][language]}" if number in ends else str(number)
