"""Compare two reflections of one person: changes beyond chance, and answers that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import numpy as np

from content import Aspect, Dimension, Item, Profile, Text
from scoring import student_t
from scoring.matrix import MIN_ANSWERED, Floats
from scoring.posterior import SIDE
from scoring.reflection import Reflection, reflect

FALSE_CHANGE_RATE: Final = 3
"""If nothing changed, one in so many comparisons still calls at least one of four dimensions changed.

Simulated with the base case of docs/design/scoring.md (32 %; 9 % for each dimension), with independent
answers: tests/exhaustive/test_scoring_growth.py.
"""

WhyNot = Literal["question", "dimension", "statements", "answers"]
"""Why a dimension is not compared: another scale or stem, no such dimension in the earlier profile, fewer
than three statements the same, or fewer than three of those answered both times."""

_OPEN: Final = "left open"


@dataclass(frozen=True)
class Moment:
    """One finished reflection with the profile of that time."""

    id: str
    made_on: date
    profile: Profile
    reflection: Reflection


@dataclass(frozen=True)
class Change:
    """One dimension of the later profile at two moments; points are 0..100."""

    dimension: str
    earlier: float | None  # score on the same items; None if too few were answered
    later: float | None
    margin: float | None  # points that chance can explain; None without both scores
    changed: bool  # the difference is larger than the margin
    compared: int  # items that are the same and answered at both moments; for "statements" the same ones
    items: int  # items of the dimension in the later profile
    items_then: int  # in the earlier profile, or 0
    why_not: WhyNot | None  # None if the two are compared

    @property
    def whole(self) -> bool:
        """Whether all statements are the same and answered at both moments."""
        return self.compared == self.items == self.items_then


@dataclass(frozen=True)
class Pair:
    """One statement at two moments; the answers are in the moments' reflections."""

    id: str
    dimension: Dimension  # of the later profile if it has it, else of the earlier one
    aspect: Aspect
    then: Text | None  # the wording read; None if not asked
    now: Text | None
    same: bool  # see `same_items`
    differs: bool  # in answer, or answered at one moment only


def same_items(earlier: Moment, later: Moment) -> frozenset[str]:
    """The items that ask the same at both moments.

    The same id, dimension, direction and wording read, in every language, with the same stem and answer
    scale. The wording for minors counts as another wording. The aspect does not matter.
    """
    if not _same_question(earlier.profile, later.profile):
        return frozenset()
    then = earlier.profile.items
    now = later.profile.items
    return frozenset(item for item in now if item in then and _asks(earlier, item) == _asks(later, item))


def margin(
    se_then: float | Floats, nu_then: float | Floats, se_now: float | Floats, nu_now: float | Floats
) -> Floats:
    """How far apart chance alone puts two scores of one person, in points.

        t(.95, nu) sqrt(SE1^2 + SE2^2)     nu = the smaller of the two reflections'

    Source: docs/design/scoring.md#method, which leaves nu open. Welch's approximation is between the smaller
    nu and the sum of both; the smaller one gives the widest margin, so fewer false changes. With nu = 34
    twice, t is 1.691; their sum would give 1.668.

    Example: SE 7.67 with nu 34, and SE 8 with nu 28: 1.7011 * 11.083 = 18.85.
    """
    t = student_t.quantile(SIDE, np.minimum(nu_then, nu_now))
    return np.asarray(t * np.sqrt(se_then**2 + se_now**2), dtype=np.float64)


def compare(earlier: Moment, later: Moment) -> tuple[Change, ...]:
    """What changed between two moments: one `Change` per dimension of the later profile.

    A dimension changed if its scores differ by more than `margin`. Source: docs/design/scoring.md#method.

    If all items of a dimension are the same and answered at both moments, its scores and standard errors are
    those of the reflections. Otherwise both are scored again, as if only the items had been asked that are
    the same and were answered both times ('not applicable' is no answer):

    - with fewer than 3 there is no comparison;
    - the spread is pooled over those items of all attitude dimensions. So nu is lower and the margin wider.

    Example: four dimensions of seven items, each answered then with 25, 25, 50, 50, 50, 75 and 75 points:
    m = 50 and SS = 2500. Now every item of the first has 25 points more, m = 75, and of the second the first,
    the third and the last, m = 60.71 and SS = 3571.43; the others are as then. So nu = 34 at both moments,
    s = 20.29 and SE = 7.670 then, s = 21.05 and SE = 7.958 now, and the margin is 1.6909 * 11.052 = 18.69:
    the first changed (25 points), the second did not (10.71).
    """
    same = same_items(earlier, later)
    both = frozenset(
        item
        for item in same
        if all(moment.reflection.answers.get(item) is not None for moment in (earlier, later))
    )
    anew = _scored_anew(earlier, later, both)
    return tuple(_change(d, earlier, later, same, both, anew) for d in later.profile.dimensions.values())


def side_by_side(earlier: Moment, later: Moment) -> tuple[Pair, ...]:
    """Every statement of either moment, by dimension and aspect in the later profile's order.

    Statements, aspects and dimensions of the earlier profile only come last.
    """
    same = same_items(earlier, later)
    dimensions = {**earlier.profile.dimensions, **later.profile.dimensions}
    aspects = {**earlier.profile.aspects, **later.profile.aspects}
    rank = _ranks(later.profile.dimensions, earlier.profile.dimensions)
    within = _ranks(later.profile.aspects, earlier.profile.aspects)
    pairs = [
        Pair(
            id=item.id,
            dimension=dimensions[item.dimension],
            aspect=aspects[item.aspect],
            then=_read(earlier, item.id),
            now=_read(later, item.id),
            same=item.id in same,
            differs=_answer(earlier, item.id) != _answer(later, item.id),
        )
        for item in _items_of_either(earlier, later)
    ]
    return tuple(sorted(pairs, key=lambda pair: (rank[pair.dimension.id], within[pair.aspect.id])))


def _same_question(earlier: Profile, later: Profile) -> bool:
    return earlier.stem == later.stem and earlier.scale == later.scale


def _asks(moment: Moment, item_id: str) -> tuple[str, bool, Text]:
    item = moment.profile.items[item_id]
    return item.dimension, item.opposite, item.wording(moment.reflection.works_with)


def _read(moment: Moment, item_id: str) -> Text | None:
    item = moment.profile.items.get(item_id)
    return None if item is None else item.wording(moment.reflection.works_with)


def _answer(moment: Moment, item_id: str) -> int | str | None:
    return moment.reflection.answers.get(item_id, _OPEN)


def _ranks(first: Iterable[str], then: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(dict.fromkeys((*first, *then)))}


def _items_of_either(earlier: Moment, later: Moment) -> Iterator[Item]:
    yield from later.profile.items.values()
    yield from (item for item in earlier.profile.items.values() if item.id not in later.profile.items)


def _scored_anew(
    earlier: Moment, later: Moment, both: frozenset[str]
) -> tuple[Reflection, Reflection] | None:
    """Both moments as if only these items had been asked; None if there are none."""
    if not both:
        return None
    profile = _only(later.profile, both)
    then, now = (
        reflect(profile, {item: x for item, x in moment.reflection.answers.items() if item in both})
        for moment in (earlier, later)
    )
    return then, now


def _only(profile: Profile, same: frozenset[str]) -> Profile:
    kept = (
        replace(dimension, items={item.id: item for item in dimension.items.values() if item.id in same})
        for dimension in profile.dimensions.values()
    )
    return replace(
        profile,
        dimensions={dimension.id: dimension for dimension in kept if dimension.items},
        items={item.id: item for item in profile.items.values() if item.id in same},
    )


def _change(
    dimension: Dimension,
    earlier: Moment,
    later: Moment,
    same: frozenset[str],
    both: frozenset[str],
    anew: tuple[Reflection, Reflection] | None,
) -> Change:
    before = earlier.profile.dimensions.get(dimension.id)
    change = Change(
        dimension=dimension.id,
        earlier=None,
        later=None,
        margin=None,
        changed=False,
        compared=len(both & dimension.items.keys()),
        items=len(dimension.items),
        items_then=0 if before is None else len(before.items),
        why_not="statements",
    )
    if before is None:
        return replace(change, why_not="dimension")
    if not _same_question(earlier.profile, later.profile):
        return replace(change, why_not="question")
    if change.whole:
        return _with_scores(change, earlier.reflection, later.reflection)
    same_here = len(same & dimension.items.keys())
    if same_here < MIN_ANSWERED:
        return replace(change, compared=same_here)
    if anew is None or change.compared < MIN_ANSWERED:
        return replace(change, why_not="answers")
    return _with_scores(change, *anew)


def _with_scores(change: Change, earlier: Reflection, later: Reflection) -> Change:
    then, now = earlier.dimensions[change.dimension], later.dimensions[change.dimension]
    scored = replace(change, earlier=then.score, later=now.score, why_not="answers")
    if then.score is None or then.se is None or now.score is None or now.se is None:
        return scored
    difference = float(margin(then.se, earlier.nu, now.se, later.nu))
    return replace(scored, margin=difference, changed=abs(now.score - then.score) > difference, why_not=None)
