"""A round's ballots -> Snapshot: all that is ever published about a team, and nothing finer.

What is in it and why is anonymity.md; what an attacker makes of it is measured in benchmarks/attacks.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from content import Profile
from scoring.answers import HIGHEST_ANSWER, check
from scoring.matrix import MISSING, Answers, answer_matrix, score_matrix

Label = Literal["seldom", "sometimes", "often"]
LABELS: Final[tuple[Label, ...]] = get_args(Label)

MINIMUM: Final = 5
"""Ballots; may be raised, never lowered (anonymity.md)."""

MEAN_STEP: Final = 5
"""Points to which a team's mean is rounded (anonymity.md)."""

CHANCE: Final = 23
"""Points: 1.645 times 14, the spread of people's scores around their team's mean."""
LEAST_CHANCE: Final = 3

TIERS: Final = ((20, 5), (12, 3))
"""From so many ballots on, the spread is told in so many parts (anonymity.md)."""

LOW_SCORE: Final = 50
HIGH_SCORE: Final = 75
# A dimension's spread: the share of people below the one, and from the other on.

CHANGE: Final = 10
CHANGE_IN_A_SMALL_TEAM: Final = 15
SMALL_TEAM: Final = 8
# From so many points on a difference between rounds is called a change; in a team below so many, more.

PEOPLE_TO_A_CHANGE: Final = 2
"""A band of a spread is repeated while so many people more or less would still be in it."""


class TooFewBallots(Exception):
    """A round below its minimum has no snapshot."""

    def __init__(self, ballots: int, minimum: int) -> None:
        super().__init__(f"fewer ballots than the minimum of {minimum}")  # how many is nobody's business
        self.ballots, self.minimum = ballots, minimum


@dataclass(frozen=True)
class Spread:
    """How many are low and how many high, in bands: band b of `of` is 'at most (b + 1) / of of the people',
    and, beyond the first, 'more than b / of'. What lies between is never told."""

    of: int
    low: int
    high: int

    @property
    def agreed(self) -> Literal["low", "high"] | None:
        """One side is in the top band."""
        return "low" if self.low == self.of - 1 else "high" if self.high == self.of - 1 else None

    @property
    def divided(self) -> bool:
        """Both sides are above the bottom band."""
        return self.low > 0 and self.high > 0


@dataclass(frozen=True)
class TeamDimension:
    """One dimension of a team; None where too few have a score, or the team is too small for a spread."""

    id: str
    mean: int | None  # 0..100 in steps of 5
    spread: Spread | None


@dataclass(frozen=True)
class TeamItem:
    """One statement in a team; an opposite one is turned, so that 'often' is always the good end."""

    id: str
    label: Label | None
    spread: Spread | None


@dataclass(frozen=True)
class Snapshot:
    """What a closed round publishes. It never changes and is never worked out again."""

    profile_version: str
    ballots: int
    invited: int
    minimum: int
    chance: int  # points to either side of a mean
    dimensions: Mapping[str, TeamDimension]
    items: Mapping[str, TeamItem]
    lowest: tuple[
        str, ...
    ]  # attitude dimensions at the rounded minimum; empty where fewer than two have a mean


def release(
    profile: Profile,
    ballots: Sequence[Mapping[str, int | None]],
    *,
    invited: int,
    minimum: int = MINIMUM,
    earlier: Snapshot | None = None,
) -> Snapshot:
    """The snapshot of a round. Ballots: item id -> 1..5, None for not applicable, absent for unanswered.

    - A dimension's mean: over the scores of those who have one (at least `minimum`), to the nearest 5.
    - An item's label, from its mean answer (at least `minimum` of them), opposite items turned: below 2.75
      'seldom', up to 3.75 'sometimes', above 'often'.
    - From 12 ballots on in thirds, from 20 on in fifths: the share of people low and high, see `Spread`.
      Where fewer than 12, or 20, answered: none.

    With the snapshot of an `earlier` round of the same team, what did not change clearly is repeated: a mean
    too close to the earlier one to be called a change, a label while the mean answer lies less than half an
    answer past its boundary, a band while it takes no more than two people to go back to it. Else two
    rounds with one person more or less would tell that person's score (docs/decisions/0008).

    The order of the ballots makes no difference. Labels and bands are in integer arithmetic.

    Example: the answers 2, 3, 3, 3, 3 have the mean 2.8: 'sometimes'; 2, 2, 3, 3, 3 have 2.6: 'seldom'.

    Raises:
        TooFewBallots: fewer than `minimum`.
        ValueError: a minimum below 5, or fewer invited than ballots.
        InvalidAnswers: a ballot holds what is no answer.
    """
    if minimum < MINIMUM or invited < len(ballots):
        raise ValueError(f"use a minimum of {MINIMUM} or more, and as many invited as ballots")
    if len(ballots) < minimum:
        raise TooFewBallots(len(ballots), minimum)
    for ballot in ballots:
        check(profile, ballot, "adults")
    answers = answer_matrix(profile, ballots)
    scores = score_matrix(profile, answers)
    least, of = next(((least, of) for least, of in TIERS if len(ballots) >= least), (0, 0))
    least = max(least, minimum)
    before = earlier if earlier is not None and earlier.profile_version == profile.version else None
    dimensions = {}
    for row, id in enumerate(profile.dimensions):
        found = scores[row][~np.isnan(scores[row])]
        low, high = int((found < LOW_SCORE).sum()), int((found >= HIGH_SCORE).sum())
        mean = _to_nearest(float(np.sort(found).mean())) if len(found) >= minimum else None
        then = before.dimensions[id] if before else None
        if mean is not None and before and then:
            mean = _unless_changed(mean, then.mean, min(len(ballots), before.ballots))
        spread = _spread(low, high, len(found), least, of, then.spread if then else None)
        dimensions[id] = TeamDimension(id, mean, spread)
    items = {}
    for row, item in enumerate(profile.items.values()):
        given = _turned(answers[row], opposite=item.opposite)
        low, high = int((given <= 2).sum()), int((given >= 4).sum())
        was = before.items[item.id] if before else None
        label = None
        if len(given) >= minimum:
            label = _label(int(given.sum()), len(given), was.label if was else None)
        spread = _spread(low, high, len(given), least, of, was.spread if was else None)
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
    """How far chance moves the mean of so many people: 23 / sqrt(n) points to either side, at least 3.

    Less than the 2.5 that rounding moves it would look surer than it is.
    Example: 10 for 5 people, 8 for 8, 7 for 12, 5 for 20, 4 for 30 (anonymity.md).
    """
    return max(LEAST_CHANCE, math.floor(CHANCE / math.sqrt(ballots) + 0.5))


def changed(earlier: Snapshot, later: Snapshot, dimension: str) -> int | None:
    """By how many points a dimension changed between two rounds; 0 for 'about the same'.

    A change is called one from 10 points on, from 15 where either round has fewer than 8 ballots. None where
    either has no mean, or the rounds were asked from different versions of the profile.
    """
    then, now = earlier.dimensions.get(dimension), later.dimensions.get(dimension)
    if earlier.profile_version != later.profile_version or then is None or now is None:
        return None
    if then.mean is None or now.mean is None:
        return None
    if _unless_changed(now.mean, then.mean, min(earlier.ballots, later.ballots)) == then.mean:
        return 0
    return now.mean - then.mean


def snapshot_data(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as plain data for JSON."""
    return {
        "profile_version": snapshot.profile_version,
        "ballots": snapshot.ballots,
        "invited": snapshot.invited,
        "minimum": snapshot.minimum,
        "chance": snapshot.chance,
        "dimensions": {id: asdict(found) for id, found in snapshot.dimensions.items()},
        "items": {id: asdict(found) for id, found in snapshot.items.items()},
        "lowest": list(snapshot.lowest),
    }


def snapshot_from(data: Mapping[str, Any]) -> Snapshot:
    """The snapshot that `snapshot_data` was given."""
    return Snapshot(
        profile_version=data["profile_version"],
        ballots=data["ballots"],
        invited=data["invited"],
        minimum=data["minimum"],
        chance=data["chance"],
        dimensions=MappingProxyType(
            {
                id: TeamDimension(id, found["mean"], _spread_from(found["spread"]))
                for id, found in data["dimensions"].items()
            }
        ),
        items=MappingProxyType(
            {
                id: TeamItem(id, found["label"], _spread_from(found["spread"]))
                for id, found in data["items"].items()
            }
        ),
        lowest=tuple(data["lowest"]),
    )


def _spread_from(data: Mapping[str, int] | None) -> Spread | None:
    return None if data is None else Spread(**data)


def _to_nearest(mean: float) -> int:
    # A billionth up, so that a mean on the boundary goes up whatever its last bit says.
    return MEAN_STEP * math.floor(mean / MEAN_STEP + 0.5 + 1e-9)


def _unless_changed(mean: int, earlier: int | None, ballots: int) -> int:
    """The mean, or the earlier one where the difference is not called a change."""
    if earlier is None:
        return mean
    step = CHANGE_IN_A_SMALL_TEAM if ballots < SMALL_TEAM else CHANGE
    return mean if abs(mean - earlier) >= step else earlier


def _turned(answers: Answers, *, opposite: bool) -> NDArray[np.int64]:
    given: NDArray[np.int64] = answers[answers != MISSING].astype(np.int64)
    return HIGHEST_ANSWER + 1 - given if opposite else given


def _label(total: int, count: int, earlier: Label | None) -> Label:
    """total / count against 2.75 and 3.75; the earlier label unless it lies .5 past a boundary of that."""
    if earlier is None:
        return LABELS[_place(4 * total, count)]
    least, most = _place(4 * total - 2 * count, count), _place(4 * total + 2 * count, count)
    return LABELS[min(max(LABELS.index(earlier), least), most)]


def _place(total: int, count: int) -> int:
    """Which label, from four times the sum of so many answers."""
    return int(total >= 11 * count) + int(total > 15 * count)


def _spread(
    low: int, high: int, count: int, least: int, of: int, earlier: Spread | None = None
) -> Spread | None:
    if not of or count < least:
        return None
    same = earlier if earlier is not None and earlier.of == of else None
    return Spread(
        of,
        _band(low, count, of, same.low if same else None),
        _band(high, count, of, same.high if same else None),
    )


def _band(part: int, count: int, of: int, earlier: int | None = None) -> int:
    """max(0, ceil(of * part / count) - 1): the upper edge is included ('at most a third').

    The earlier band while `PEOPLE_TO_A_CHANGE` fewer or more would still be in it.
    """

    def band(people: int) -> int:
        return min(of, max(1, -(-of * people // count))) - 1

    if earlier is None:
        return band(part)
    return min(max(earlier, band(part - PEOPLE_TO_A_CHANGE)), band(part + PEOPLE_TO_A_CHANGE))


def _lowest(profile: Profile, dimensions: Mapping[str, TeamDimension]) -> tuple[str, ...]:
    means = {d.id: mean for d in profile.part("attitude") if (mean := dimensions[d.id].mean) is not None}
    if len(means) < 2:
        return ()
    return tuple(id for id, mean in means.items() if mean == min(means.values()))
