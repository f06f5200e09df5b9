"""Two reflections of one person: what changed by more than chance explains, and which answers differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import numpy as np

from content import Aspect, Dimension, Item, Profile, Text
from scoring import student_t
from scoring.matrix import LEAST_ANSWERED, Floats
from scoring.posterior import SIDE
from scoring.reflection import Reflection, reflect

CHANCE_ALONE: Final = 3
"""Where nothing changed, at least one of four dimensions passes the line in one of so many comparisons.

Simulated with the base case of scoring.md (32 %, and 9 % for each dimension): tests/test_scoring_growth.py.
There the two sets of answers are independent; who remembers the first, passes it less often.
"""

WhyNot = Literal["question", "dimension", "statements", "answers"]
"""Why a dimension is not compared: the scale or the stem differed, the earlier profile lacks the dimension,
fewer than three statements are the same, or too few of them were answered."""

_OPEN: Final = "left open"


@dataclass(frozen=True)
class Moment:
    """One finished reflection, with the profile that it was made with: an older one may ask other things."""

    id: str
    made_on: date
    profile: Profile
    reflection: Reflection


@dataclass(frozen=True)
class Change:
    """One dimension of the later profile at two moments; points are 0..100."""

    dimension: str
    earlier: float | None  # the scores on the same items; None: too few of them
    later: float | None
    margin: float | None  # points that chance explains; None without both scores
    changed: bool  # the scores lie further apart than the margin
    compared: int  # items that are the same at both moments
    items: int  # items of the dimension in the later profile
    items_then: int  # in the earlier one; 0 where it lacks the dimension
    why_not: WhyNot | None  # None where the two are compared

    @property
    def whole(self) -> bool:
        """Every statement of either moment is the same at the other."""
        return self.compared == self.items == self.items_then


@dataclass(frozen=True)
class Pair:
    """One statement at two moments; its answers stand in the moments' reflections, under `id`."""

    id: str
    dimension: Dimension  # of the later profile; of the earlier one where only that has it
    aspect: Aspect
    then: Text | None  # as it was read; None: not asked
    now: Text | None
    same: bool  # may be compared: see `same_items`
    differs: bool  # another answer, or an answer at one of the moments only


def same_items(earlier: Moment, later: Moment) -> frozenset[str]:
    """The items that ask the same at both moments.

    The same id, dimension, direction and wording as it was read (that for minors included), in every
    language, under the same stem with the same answer scale. Who read the wording for minors at one
    moment only, has not read the same statement where that differs. The aspect does not matter.
    """
    if not _same_question(earlier.profile, later.profile):
        return frozenset()
    then = earlier.profile.items
    now = later.profile.items
    return frozenset(id for id in now if id in then and _asks(earlier, id) == _asks(later, id))


def margin(
    se_then: float | Floats, nu_then: float | Floats, se_now: float | Floats, nu_now: float | Floats
) -> Floats:
    """How far apart two scores of one person lie by chance alone, in points, at most.

        t(.95, nu) sqrt(SE1^2 + SE2^2)     nu = the smaller of the two reflections'

    Source: scoring.md, Method, which leaves nu open. Welch's approximation lies between the smaller nu and
    the sum of both; the smaller one gives the widest margin, so it errs towards calling nothing a change.
    It costs little: with nu = 34 twice, t is 1.691 where their sum would give 1.668.

    Example: SE 7.67 with nu 34, and SE 8 with nu 28: 1.7011 * 11.083 = 18.85.
    """
    t = student_t.quantile(SIDE, np.minimum(nu_then, nu_now))
    return np.asarray(t * np.sqrt(se_then**2 + se_now**2), dtype=np.float64)


def compare(earlier: Moment, later: Moment) -> tuple[Change, ...]:
    """What changed between two moments: one a dimension of the later profile, in its order.

    A dimension is called changed only where its scores lie further apart than `margin`, upwards and
    downwards alike. Source: scoring.md, Method.

    Where all items of a dimension are the same at both moments, its scores and standard errors are those
    of the reflections themselves, as the reader knows them. Else both are scored anew, as if only the
    same items had been asked:

    - `needed` follows from the number of same items: of 5 that are left of 7, 4 must be answered, and with
      fewer than 3 there is no comparison;
    - the spread is pooled over the same items of all attitude dimensions: a statement asked only once may
      be answered unlike the others, and is no measure for these. So nu is lower and the margin wider.

    Scores are of the items asked, not of the items answered at both moments: as everywhere, 'not
    applicable' is missing.

    Example: four dimensions of seven items, each answered then with 25, 25, 50, 50, 50, 75 and 75 points:
    m = 50 and SS = 2500. Now every item of the first has 25 points more, m = 75, and of the second the first,
    the third and the last, m = 60.71 and SS = 3571.43; the others are as then. So nu = 34 at both moments,
    s = 20.29 and SE = 7.670 then, s = 21.05 and SE = 7.958 now, and the margin is 1.6909 * 11.052 = 18.69:
    the first changed (25 points), the second is not called a change (10.71).
    """
    same = same_items(earlier, later)
    anew = _scored_anew(earlier, later, same)
    return tuple(_change(d, earlier, later, same, anew) for d in later.profile.dimensions.values())


def side_by_side(earlier: Moment, later: Moment) -> tuple[Pair, ...]:
    """Every statement of either moment, by dimension and aspect in the later profile's order.

    A statement that was asked then only stands last in its aspect; where the later profile lacks its
    aspect, last in its dimension; where it lacks the dimension too, at the very end.
    """
    same = same_items(earlier, later)
    dimensions = {**earlier.profile.dimensions, **later.profile.dimensions}
    aspects = {**earlier.profile.aspects, **later.profile.aspects}
    rank = _places(later.profile.dimensions, earlier.profile.dimensions)
    within = _places(later.profile.aspects, earlier.profile.aspects)
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


def _asks(moment: Moment, id: str) -> tuple[str, bool, Text]:
    item = moment.profile.items[id]
    return item.dimension, item.opposite, item.wording(moment.reflection.works_with)


def _read(moment: Moment, id: str) -> Text | None:
    item = moment.profile.items.get(id)
    return None if item is None else item.wording(moment.reflection.works_with)


def _answer(moment: Moment, id: str) -> int | str | None:
    return moment.reflection.answers.get(id, _OPEN)


def _places(first: Iterable[str], then: Iterable[str]) -> dict[str, int]:
    return {id: place for place, id in enumerate(dict.fromkeys((*first, *then)))}


def _items_of_either(earlier: Moment, later: Moment) -> Iterator[Item]:
    yield from later.profile.items.values()
    yield from (item for id, item in earlier.profile.items.items() if id not in later.profile.items)


def _scored_anew(
    earlier: Moment, later: Moment, same: frozenset[str]
) -> tuple[Reflection, Reflection] | None:
    """Both moments as if only the same items had been asked; None where there are none."""
    if not same:
        return None
    profile = _only(later.profile, same)
    then, now = (
        reflect(profile, {id: x for id, x in moment.reflection.answers.items() if id in same})
        for moment in (earlier, later)
    )
    return then, now


def _only(profile: Profile, same: frozenset[str]) -> Profile:
    kept = (
        replace(dimension, items={id: item for id, item in dimension.items.items() if id in same})
        for dimension in profile.dimensions.values()
    )
    return replace(
        profile,
        dimensions={dimension.id: dimension for dimension in kept if dimension.items},
        items={id: item for id, item in profile.items.items() if id in same},
    )


def _change(
    dimension: Dimension,
    earlier: Moment,
    later: Moment,
    same: frozenset[str],
    anew: tuple[Reflection, Reflection] | None,
) -> Change:
    before = earlier.profile.dimensions.get(dimension.id)
    change = Change(
        dimension=dimension.id,
        earlier=None,
        later=None,
        margin=None,
        changed=False,
        compared=len(same & dimension.items.keys()),
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
    if anew is None or change.compared < LEAST_ANSWERED:
        return change
    return _with_scores(change, *anew)


def _with_scores(change: Change, earlier: Reflection, later: Reflection) -> Change:
    then, now = earlier.dimensions[change.dimension], later.dimensions[change.dimension]
    scored = replace(change, earlier=then.score, later=now.score, why_not="answers")
    if then.score is None or then.se is None or now.score is None or now.se is None:
        return scored
    room = float(margin(then.se, earlier.nu, now.se, later.nu))
    return replace(scored, margin=room, changed=abs(now.score - then.score) > room, why_not=None)
