"""The answers at the top of a result: what somebody does often, and what they saw less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from content import Item, Profile
from scoring.answers import points
from scoring.reflection import Reflection

MAX_HIGHLIGHTS: Final = 2
"""In each of the two lists."""

OFTEN: Final = 75.0
"""Points of the answer 'often', and of 'seldom' to an opposite item."""


@dataclass(frozen=True)
class Highlights:
    """Item ids, each of another aspect, at most two in a list."""

    often: tuple[str, ...]  # highest points first
    less: tuple[str, ...]  # lowest points first
    are_often: bool  # the first list has answers of 75 points or more, not only the highest ones given


def highlights(profile: Profile, reflection: Reflection) -> Highlights:
    """Choose answers of the attitude part: the highest that are `OFTEN` or more, and the lowest.

    Without an answer of 75 points the first list holds the highest ones. The second list leaves out the
    aspects of the first, and answers with the highest points given. Of equal answers one of a dimension that
    is not in the list yet comes first, then one whose aspect agrees most, then the profile's order.
    """
    items = {item.id: item for dimension in profile.part("attitude") for item in dimension.items.values()}
    found = ((name, points(item, reflection.answers.get(name))) for name, item in items.items())
    given = {name: value for name, value in found if value is not None}
    highest = max(given.values(), default=0.0)
    are_often = highest >= OFTEN
    if len({*given.values()}) == 1 and not are_often:  # then nothing stands above anything else
        top = []
    else:
        top = _choose(items, given, [name for name in given if given[name] >= min(OFTEN, highest)])
    taken = {items[name].aspect for name in top}
    less = [n for n in given if items[n].aspect not in taken and (given[n] < highest or not top)]
    low = _choose(items, {name: -value for name, value in given.items()}, less)
    return Highlights(tuple(top), tuple(low), are_often)


def _choose(items: Mapping[str, Item], value: Mapping[str, float], candidates: list[str]) -> list[str]:
    """The items with the highest values, each of another aspect."""
    chosen: list[str] = []

    def rank(name: str) -> tuple[float, bool, float]:
        of_aspect = [value[other] for other in value if items[other].aspect == items[name].aspect]
        new = items[name].dimension not in {items[other].dimension for other in chosen}
        return value[name], new, sum(of_aspect) / len(of_aspect)

    while candidates and len(chosen) < MAX_HIGHLIGHTS:
        chosen.append(max(candidates, key=rank))
        candidates = [name for name in candidates if items[name].aspect != items[chosen[-1]].aspect]
    return chosen
