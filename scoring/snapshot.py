"""Release a round's ballots as a Snapshot: all that is ever published about a team.

What it holds and why: docs/design/anonymity.md. What an attacker learns from it: benchmarks/attacks.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

import records
from content import Profile
from errors import BasishoudingError
from records import ONE_IN_REPLACED, Label
from scoring.answers import MAX_ANSWER, check
from scoring.matrix import MISSING, Answers, answer_matrix, needed, score_matrix

LABELS: Final[tuple[Label, ...]] = get_args(Label)

Mark = Literal["often", "sometimes", "seldom", "divided"]

MINIMUM: Final = 5
"""Ballots that a snapshot needs; a team may only raise it (docs/design/anonymity.md#the-snapshot)."""

MEAN_STEP: Final = 5
"""Points to which a team's mean is rounded (docs/design/anonymity.md#the-snapshot)."""

PEOPLE: Final = 22
"""Points: how far people's scores on a dimension spread (docs/design/scoring.md#a-team)."""

SAME_PEOPLE: Final = 14
"""Points: how far a person's score differs from one round to the next: 22 sqrt(1 - .6)."""

DRAW: Final = 10
"""Points: how far randomised response moves one person's score on seven statements, taken out again."""

STATEMENTS: Final = 3
"""Points: how far another seven statements of the kind move a mean: .3 of an answer / sqrt(7)."""

ROUNDING: Final = MEAN_STEP / math.sqrt(12)
"""Points: the spread of the error that rounding to the nearest 5 makes."""

NINE_IN_TEN: Final = 1.645
"""Standard deviations to either side that hold nine values in ten."""

MIDDLE_ANSWER: Final = 3
MIDDLE_SCORE: Final = 50
SHARE_OF_SIDE: Final = Fraction(2, 5)
"""What a draw from 1..5 gives on average: an answer, a score, and the share of answers on one side."""

TIERS: Final = ((20, 5), (12, 3))
"""Ballots from which on a spread is published, and its parts (docs/design/anonymity.md#the-snapshot)."""

APART: Final = 20
APART_IN_A_LARGE_TEAM: Final = 15
LARGE_TEAM: Final = 30
"""Points from which on a side lies clearly above the lowest one: 20, or 15 from 30 ballots on."""

Figure = TypeVar("Figure", float, Fraction)


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
    """One dimension of a team; no mean if too few people have a score.

    Nor has a dimension of practice one: it is a list of separate behaviours.
    """

    id: str
    mean: int | None  # 0..100 in steps of 5


@dataclass(frozen=True)
class TeamItem:
    """One statement in a team, opposite ones turned: 'often' always fits the attitude."""

    id: str
    label: Label | None
    spread: Spread | None

    @property
    def mark(self) -> Mark | None:
        """The one word to show for the item: its label, where that does not contradict its spread."""
        if self.label is None or self.spread is None:
            return self.label
        of, low, high = self.spread.of, self.spread.low, self.spread.high
        if self.spread.divided:
            return "divided"
        if 2 * high > of or (self.label == "often" and high > low):
            return "often"
        if 2 * low > of or (self.label == "seldom" and low > high):
            return "seldom"
        return "sometimes"


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
    lowest: tuple[str, ...]  # attitude dimensions that may be the lowest; empty if fewer than two have a mean

    @property
    def highest(self) -> tuple[str, ...]:
        """The dimensions that may be the highest, by the same rule; none where all lie close together."""
        means = {name: found.mean for name, found in self.dimensions.items() if found.mean is not None}
        if not self.lowest or len(self.lowest) == len(means):
            return ()
        top = max(means.values())
        near = (name for name, mean in means.items() if top - mean < apart(self.ballots))
        return tuple(name for name in near if name not in self.lowest)


def release(
    profile: Profile,
    ballots: Sequence[Mapping[str, int | None]],
    *,
    invited: int,
    minimum: int = MINIMUM,
) -> Snapshot:
    """Make the snapshot of a round. Ballots: item id -> 1..5, None: not applicable, absent: unanswered.

    The answers went through `storage.ballots.randomised_response`; every figure has it taken out again
    (`debiased`), and is clipped to what is possible.

    - The mean of a dimension of attitude: over the scores of those who have one, to the nearest 5.
    - An item's label, from its mean answer, opposite items turned: below 2.75 'seldom', up to 3.75
      'sometimes', above 'often'.
    - From 12 ballots on in thirds, from 20 on in fifths: the share of people low and high, see `Spread`.
      Fewer answers than that: no spread.

    No figure is made of fewer scores or answers than `minimum`, or than two thirds of the ballots: else an
    attacker's empty ballots would make a large round as easy to read as a small one.

    The order of the ballots makes no difference. Labels and bands are in whole numbers.

    Example: the answers 2, 3, 3, 3, 3 have the mean 2.8, so 2.75 before the draw: 'sometimes'.

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
    enough = max(minimum, needed(len(ballots)))
    tier, of = next(((number, of) for number, of in TIERS if len(ballots) >= number), (0, 0))
    dimensions = {}
    for row, (name, dimension) in enumerate(profile.dimensions.items()):
        found = np.sort(scores[row][~np.isnan(scores[row])])
        mean = None
        if dimension.part == "attitude" and len(found) >= enough:
            mean = _to_nearest(debiased(float(found.mean()), MIDDLE_SCORE))
        dimensions[name] = TeamDimension(name, mean)
    items = {}
    for row, item in enumerate(profile.items.values()):
        given = _turned(answers[row], opposite=item.opposite)
        count = len(given)
        label = _label(Fraction(int(given.sum()), count)) if count >= enough else None
        low, high = int((given <= 2).sum()), int((given >= 4).sum())
        shares = _shares(Fraction(low, count or 1), Fraction(high, count or 1))
        items[item.id] = TeamItem(item.id, label, _spread(*shares, count, max(enough, tier), of))
    return Snapshot(
        profile_version=profile.version,
        ballots=len(ballots),
        invited=invited,
        minimum=minimum,
        chance=chance(len(ballots)),
        dimensions=MappingProxyType(dimensions),
        items=MappingProxyType(items),
        lowest=_lowest(profile, dimensions, len(ballots)),
    )


def debiased(figure: Figure, drawn: Figure | int) -> Figure:
    """A mean or share of blurred answers as it was on average before the draw: (m - p d) / (1 - p).

    p is 1/5. `drawn` is d, the same figure for draws alone: 3 for answers, 50 for points, 2/5 for a share of
    answers 1-2 or 4-5. It may lie outside what is possible. Source: Warner (1965), JASA 60, 63-69.

    Example: a mean answer of 2.8 was (2.8 - .6) / .8 = 2.75.
    """
    return (ONE_IN_REPLACED * figure - drawn) / (ONE_IN_REPLACED - 1)


def chance(ballots: int) -> int:
    """How far chance moves the mean of so many people, in points to either side; nine in ten lie within.

    1.645 sqrt((22^2 + 10^2) / n + 3^2 + 5^2 / 12): people, the draw, the statements, rounding. Source:
    docs/design/scoring.md#a-team.

    Example: 19 for 5 people, 15 for 8, 13 for 12, 10 for 20, 8 for 50.
    """
    variance = (PEOPLE**2 + DRAW**2) / ballots + STATEMENTS**2 + ROUNDING**2
    return round(NINE_IN_TEN * math.sqrt(variance))


def change_from(earlier: int, later: int) -> int:
    """Points from which on the means of rounds with so many ballots differ by more than chance.

    1.645 sqrt((14^2 + 10^2)(1 / n + 1 / m)) + 2.5, up to the next 5, as means are rounded: the same
    statements, mostly the same people, two draws. Source: docs/design/scoring.md#a-team.

    Example: 20 for 8 and 8 people, 15 for 14 and 14, 10 for 30 and 30.
    """
    spread = math.sqrt((SAME_PEOPLE**2 + DRAW**2) * (1 / earlier + 1 / later))
    return MEAN_STEP * math.ceil(NINE_IN_TEN * spread / MEAN_STEP + 0.5)


def apart(ballots: int) -> int:
    """Points from which on a mean lies clearly above the lowest (docs/design/scoring.md#a-team)."""
    return APART_IN_A_LARGE_TEAM if ballots >= LARGE_TEAM else APART


def changed(earlier: Snapshot, later: Snapshot, dimension: str) -> int | None:
    """By how many points a dimension changed between two rounds; 0 for 'about the same' (see `change_from`).

    None if either has no mean, or the rounds used different versions of the profile.
    """
    then, now = earlier.dimensions.get(dimension), later.dimensions.get(dimension)
    if earlier.profile_version != later.profile_version or then is None or now is None:
        return None
    if then.mean is None or now.mean is None:
        return None
    points = now.mean - then.mean
    return points if abs(points) >= change_from(earlier.ballots, later.ballots) else 0


def snapshot_data(snapshot: Snapshot) -> records.Snapshot:
    """The snapshot as it is stored."""
    return {
        "profile_version": snapshot.profile_version,
        "ballots": snapshot.ballots,
        "invited": snapshot.invited,
        "minimum": snapshot.minimum,
        "chance": snapshot.chance,
        "dimensions": {name: {"id": name, "mean": found.mean} for name, found in snapshot.dimensions.items()},
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
            {name: TeamDimension(name, found["mean"]) for name, found in data["dimensions"].items()}
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
    return MEAN_STEP * math.floor(min(100, max(0, mean)) / MEAN_STEP + 0.5 + 1e-9)


def _turned(answers: Answers, *, opposite: bool) -> NDArray[np.int64]:
    given: NDArray[np.int64] = answers[answers != MISSING].astype(np.int64)
    return MAX_ANSWER + 1 - given if opposite else given


def _label(mean: Fraction) -> Label:
    """'seldom' below a mean of 2.75, 'sometimes' up to 3.75, 'often' above."""
    answer = debiased(mean, MIDDLE_ANSWER)
    return LABELS[int(answer >= Fraction(11, 4)) + int(answer > Fraction(15, 4))]


def _shares(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The shares of people low and high before the draw: 0 or more, and together at most 1."""
    low, high = (max(Fraction(0), debiased(share, SHARE_OF_SIDE)) for share in (low, high))
    whole = max(Fraction(1), low + high)
    return low / whole, high / whole


def _spread(low: Fraction, high: Fraction, count: int, enough: int, of: int) -> Spread | None:
    return Spread(of, _band(low, of), _band(high, of)) if of and count >= enough else None


def _band(share: Fraction, of: int) -> int:
    """max(0, ceil(of * share) - 1): the upper edge is included ('at most a third')."""
    return max(0, math.ceil(of * share) - 1)


def _lowest(profile: Profile, dimensions: Mapping[str, TeamDimension], ballots: int) -> tuple[str, ...]:
    """The attitude dimensions that do not lie clearly above the lowest mean."""
    means = {d.id: mean for d in profile.part("attitude") if (mean := dimensions[d.id].mean) is not None}
    if len(means) < 2:
        return ()
    return tuple(name for name, mean in means.items() if mean - min(means.values()) < apart(ballots))
