"""Very different answer sheets for the tests of report/, for any profile."""

from __future__ import annotations

from collections.abc import Mapping

from content import Profile
from scoring import points


def answered_as(profile: Profile, wanted: Mapping[str, float]) -> dict[str, int | None]:
    """Answers that give every item of a dimension the same points: dimension id -> 0, 25, .. 100."""
    return {
        item.id: next(answer for answer in range(1, 6) if points(item, answer) == wanted[item.dimension])
        for item in profile.items.values()
        if item.dimension in wanted
    }


def sheets(profile: Profile) -> dict[str, dict[str, int | None]]:
    """Every kind of sheet, by what is special about it."""
    attitude = [dimension.id for dimension in profile.part("attitude")]
    everything: dict[str, int | None] = dict.fromkeys(profile.items, 4)
    uneven: dict[str, int | None] = {item: 1 + index * 3 % 5 for index, item in enumerate(profile.items)}
    return {
        "nothing": {},
        "one answer": {next(iter(profile.items)): 3},
        "one dimension": answered_as(profile, {attitude[0]: 75}),
        "two dimensions": answered_as(profile, {attitude[0]: 75, attitude[1]: 25}),
        "one stands out": answered_as(profile, {**dict.fromkeys(attitude, 100), attitude[1]: 0}),
        "two stand out": answered_as(
            profile, {**dict.fromkeys(attitude, 100), attitude[0]: 0, attitude[2]: 0}
        ),
        "all lowest": answered_as(profile, dict.fromkeys(profile.dimensions, 0)),
        "all highest": answered_as(profile, dict.fromkeys(profile.dimensions, 100)),
        "one answer throughout": everything,
        "not applicable throughout": dict.fromkeys(profile.items, None),
        "uneven": uneven,
        "practice only": {item.id: 2 for item in profile.items.values() if item.dimension not in attitude},
    }
