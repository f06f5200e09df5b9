"""Release a round's ballots as a Snapshot: all that is ever published about a team.

What it holds and why: docs/design/anonymity.md. What an attacker learns from it: benchmarks/attacks.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

import records
from content import Profile
from errors import BasishoudingError
from records import Label
from scoring.answers import MAX_ANSWER, check
from scoring.matrix import MISSING, Answers, answer_matrix, score_matrix

LABELS: Final[tuple[Label, ...]] = get_args(Label)

MINIMUM: Final = 5
"""Ballots that a snapshot needs; a team may only raise it (docs/design/anonymity.md#the-snapshot)."""

MEAN_STEP: Final = 5
"""Points to which a team's mean is rounded (docs/design/anonymity.md#the-snapshot)."""

CHANCE: Final = 23
"""Points: 1.645 times 14, the spread of people's scores around their team's mean."""

MIN_CHANCE: Final = 3
"""Points: rounding alone moves a mean by up to 2.5."""

TIERS: Final = ((20, 5), (12, 3))
"""Ballots from which on a spread is published, and its parts (docs/design/anonymity.md#the-snapshot)."""

LOW_SCORE: Final = 50
HIGH_SCORE: Final = 75
"""A dimension's spread: the share of people below 50, and from 75 on."""

CHANGE: Final = 10
CHANGE_IN_A_SMALL_TEAM: Final = 15
SMALL_TEAM: Final = 8
"""Points from which on a difference between rounds is a change: 10, or 15 with fewer than 8 ballots."""

BAND_MARGIN: Final = 2
"""People: a band is repeated while so many more or fewer would give the same band."""


class TooFewBallotsError(BasishoudingError):
    """A round has fewer ballots than its minimum, so it gets no snapshot."""

    def __init__(self, ballots: int, minimum: int) -> None:
        super().__init__(f"fewer ballots than the minimum of {minimum}")  # the number stays secret
        self.ballots, self.minimum = ballots, minimum


@dataclass(frozen=True)
class Spread:
    """How many people are low and how many high, in bands.

    Band b of `of` means 'more than b / of and at most (b + 1) / of of the people', band 0 'at most 1 / of'.
    The people in between are not published.
    """

    of: int
    low: int
    high: int

    @property
    def agreed(self) -> Literal["low", "high"] | None:
        """The side that is in the top band."""
        return "low" if self.low == self.of - 1 else "high" if self.high == self.of - 1 else None

    @property
    def divided(self) -> bool:
        """Whether both sides are above the bottom band."""
        return self.low > 0 and self.high > 0


@dataclass(frozen=True)
class TeamDimension:
    """One dimension of a team; None if too few people have a score, or the team is too small for a spread."""

    id: str
    mean: int | None  # 0..100 in steps of 5
    spread: Spread | None


@dataclass(frozen=True)
class TeamItem:
    """One statement in a team, opposite ones turned: 'often' always fits the attitude."""

    id: str
    label: Label | None
    spread: Spread | None


@dataclass(frozen=True)
class Snapshot:
    """What a closed round publishes. It never changes and is never computed again."""

    profile_version: str
    ballots: int
    invited: int
    minimum: int
    chance: int  # points to either side of a mean
    dimensions: Mapping[str, TeamDimension]
    items: Mapping[str, TeamItem]
    lowest: tuple[str, ...]  # attitude dimensions with the lowest mean; empty if fewer than two have one


def release(
    profile: Profile,
    ballots: Sequence[Mapping[str, int | None]],
    *,
    invited: int,
    minimum: int = MINIMUM,
    earlier: Snapshot | None = None,
) -> Snapshot:
    """Make the snapshot of a round. Ballots: item id -> 1..5, None: not applicable, absent: unanswered.

    - A dimension's mean: over the scores of those who have one (at least `minimum`), to the nearest 5.
    - An item's label, from its mean answer (at least `minimum` of them), opposite items turned: below 2.75
      'seldom', up to 3.75 'sometimes', above 'often'.
    - From 12 ballots on in thirds, from 20 on in fifths: the share of people low and high, see `Spread`.
      Fewer answers than that: no spread.

    With the snapshot of an `earlier` round of the same team, a value that did not change clearly is repeated:
    a mean whose difference is not a change, a label while the mean answer is less than half an answer past
    its boundary, a band while two people more or fewer would give it. Otherwise two rounds with and without
    one person would give away that person's score (docs/decisions/0008-two-rounds.md).

    The order of the ballots makes no difference. Labels and bands are in integer arithmetic.

    Example: the answers 2, 3, 3, 3, 3 have the mean 2.8: 'sometimes'; 2, 2, 3, 3, 3 have 2.6: 'seldom'.

    Raises:
        TooFewBallotsError: fewer than `minimum`.
        ValueError: a minimum below 5, or fewer invited than ballots.
        InvalidAnswersError: a ballot holds an invalid answer.
    """
    if minimum < MINIMUM or invited < len(ballots):
        raise ValueError(f"use a minimum of {MINIMUM} or more, and as many invited as ballots")
    if len(ballots) < minimum:
        raise TooFewBallotsError(len(ballots), minimum)
    for ballot in ballots:
        check(profile, ballot, "adults")
    answers = answer_matrix(profile, ballots)
    scores = score_matrix(profile, answers)
    needed, of = next(((number, of) for number, of in TIERS if len(ballots) >= number), (0, 0))
    needed = max(needed, minimum)
    before = earlier if earlier is not None and earlier.profile_version == profile.version else None
    dimensions = {}
    for row, name in enumerate(profile.dimensions):
        found = scores[row][~np.isnan(scores[row])]
        low, high = int((found < LOW_SCORE).sum()), int((found >= HIGH_SCORE).sum())
        mean = _to_nearest(float(np.sort(found).mean())) if len(found) >= minimum else None
        then = before.dimensions[name] if before else None
        if mean is not None and before and then:
            mean = _unless_changed(mean, then.mean, min(len(ballots), before.ballots))
        spread = _spread(low, high, len(found), needed, of, then.spread if then else None)
        dimensions[name] = TeamDimension(name, mean, spread)
    items = {}
    for row, item in enumerate(profile.items.values()):
        given = _turned(answers[row], opposite=item.opposite)
        low, high = int((given <= 2).sum()), int((given >= 4).sum())
        was = before.items[item.id] if before else None
        label = None
        if len(given) >= minimum:
            label = _label(int(given.sum()), len(given), was.label if was else None)
        spread = _spread(low, high, len(given), needed, of, was.spread if was else None)
        items[item.id] = TeamItem(item.id, label, spread)
    return Snapshot(
        profile_version=profile.version,
        ballots=len(ballots),
        invited=invited,
        minimum=minimum,
        chance=chance(len(ballots)),
        dimensions=MappingProxyType(dimensions),
        items=MappingProxyType(items),
        lowest=_lowest(profile, dimensions),
    )


def chance(ballots: int) -> int:
    """How far chance moves the mean of so many people: 23 / sqrt(n) points either way, at least 3.

    Example: 10 for 5 people, 8 for 8, 7 for 12, 5 for 20, 4 for 30. Source:
    docs/design/anonymity.md#the-snapshot.
    """
    return max(MIN_CHANCE, math.floor(CHANCE / math.sqrt(ballots) + 0.5))


def changed(earlier: Snapshot, later: Snapshot, dimension: str) -> int | None:
    """By how many points a dimension changed between two rounds; 0 for 'about the same'.

    A difference is a change from 10 points on, or 15 if either round has fewer than 8 ballots. None if either
    has no mean, or the rounds used different versions of the profile.
    """
    then, now = earlier.dimensions.get(dimension), later.dimensions.get(dimension)
    if earlier.profile_version != later.profile_version or then is None or now is None:
        return None
    if then.mean is None or now.mean is None:
        return None
    if _unless_changed(now.mean, then.mean, min(earlier.ballots, later.ballots)) == then.mean:
        return 0
    return now.mean - then.mean


def snapshot_data(snapshot: Snapshot) -> records.Snapshot:
    """The snapshot as it is stored."""
    return {
        "profile_version": snapshot.profile_version,
        "ballots": snapshot.ballots,
        "invited": snapshot.invited,
        "minimum": snapshot.minimum,
        "chance": snapshot.chance,
        "dimensions": {
            name: {"id": name, "mean": found.mean, "spread": _spread_data(found.spread)}
            for name, found in snapshot.dimensions.items()
        },
        "items": {
            name: {"id": name, "label": found.label, "spread": _spread_data(found.spread)}
            for name, found in snapshot.items.items()
        },
        "lowest": list(snapshot.lowest),
    }


def snapshot_from(data: records.Snapshot) -> Snapshot:
    """The snapshot that was stored."""
    return Snapshot(
        profile_version=data["profile_version"],
        ballots=data["ballots"],
        invited=data["invited"],
        minimum=data["minimum"],
        chance=data["chance"],
        dimensions=MappingProxyType(
            {
                name: TeamDimension(name, found["mean"], _spread_from(found["spread"]))
                for name, found in data["dimensions"].items()
            }
        ),
        items=MappingProxyType(
            {
                name: TeamItem(name, found["label"], _spread_from(found["spread"]))
                for name, found in data["items"].items()
            }
        ),
        lowest=tuple(data["lowest"]),
    )


def _spread_data(spread: Spread | None) -> records.Spread | None:
    return None if spread is None else {"of": spread.of, "low": spread.low, "high": spread.high}


def _spread_from(data: records.Spread | None) -> Spread | None:
    return None if data is None else Spread(**data)


def _to_nearest(mean: float) -> int:
    # Plus a billionth, so that a mean on the boundary goes up despite rounding errors.
    return MEAN_STEP * math.floor(mean / MEAN_STEP + 0.5 + 1e-9)


def _unless_changed(mean: int, earlier: int | None, ballots: int) -> int:
    """The mean, or the earlier one if the difference is not a change."""
    if earlier is None:
        return mean
    step = CHANGE_IN_A_SMALL_TEAM if ballots < SMALL_TEAM else CHANGE
    return mean if abs(mean - earlier) >= step else earlier


def _turned(answers: Answers, *, opposite: bool) -> NDArray[np.int64]:
    given: NDArray[np.int64] = answers[answers != MISSING].astype(np.int64)
    return MAX_ANSWER + 1 - given if opposite else given


def _label(total: int, count: int, earlier: Label | None) -> Label:
    """The label of the mean total / count; the earlier label unless it is .5 past that one's boundary."""
    if earlier is None:
        return LABELS[_label_index(4 * total, count)]
    low, high = _label_index(4 * total - 2 * count, count), _label_index(4 * total + 2 * count, count)
    return LABELS[min(max(LABELS.index(earlier), low), high)]


def _label_index(total: int, count: int) -> int:
    """0 below a mean of 2.75, 1 up to 3.75, 2 above; `total` is four times the sum of the answers."""
    return int(total >= 11 * count) + int(total > 15 * count)


def _spread(
    low: int, high: int, count: int, needed: int, of: int, earlier: Spread | None = None
) -> Spread | None:
    if not of or count < needed:
        return None
    same = earlier if earlier is not None and earlier.of == of else None
    return Spread(
        of,
        _band(low, count, of, same.low if same else None),
        _band(high, count, of, same.high if same else None),
    )


def _band(part: int, count: int, of: int, earlier: int | None = None) -> int:
    """max(0, ceil(of * part / count) - 1): the upper edge is included ('at most a third').

    The earlier band while `BAND_MARGIN` people fewer or more would give it.
    """

    def band(people: int) -> int:
        return min(of, max(1, -(-of * people // count))) - 1

    if earlier is None:
        return band(part)
    return min(max(earlier, band(part - BAND_MARGIN)), band(part + BAND_MARGIN))


def _lowest(profile: Profile, dimensions: Mapping[str, TeamDimension]) -> tuple[str, ...]:
    means = {d.id: mean for d in profile.part("attitude") if (mean := dimensions[d.id].mean) is not None}
    if len(means) < 2:
        return ()
    return tuple(name for name, mean in means.items() if mean == min(means.values()))
