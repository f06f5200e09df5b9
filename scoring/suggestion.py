"""Topics for intervision, and the answers that led to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from content import Dimension, Item, Part, Profile, Topic
from scoring.answers import points
from scoring.reflection import Reflection

MOST_ATTITUDE_TOPICS: Final = 3
"""More is a list, not a suggestion."""


@dataclass(frozen=True)
class Suggestion:
    """A topic with the answers that led to it, and the aspects those belong to."""

    topic: Topic
    aspects: tuple[str, ...]
    items: tuple[str, ...]  # lowest points first


def suggest(profile: Profile, reflection: Reflection) -> tuple[Suggestion, ...]:
    """At most three topics of the attitude, then at most one of each practice dimension.

    Attitude: topics of the dimensions to work on (`reflection.lowest`), or, where there is no clear
    difference, of all scored attitude dimensions. Practice: topics of each scored practice dimension.

    Within either part the answers choose:

    - the reference is the person's own mean over the answered items of the part's scored dimensions;
    - an answer pulls down where its points lie below it (so at most at 75 points, since 100 never does);
    - a topic weighs sum(reference - points) over the answers to its aspects that pull down, divided by the
      number of all answers to its aspects plus one.

    Dividing keeps a topic from winning by its number of items. The one more is an imagined answer at the
    reference: without it a topic with a single item would beat every topic with several, because a mean
    over several answers never lies beyond the lowest of them; with it two low answers say more than one.

    The heaviest topic comes first, ties in the profile's order. An answer leads to one topic only: it
    no longer counts once its topic is chosen, so three suggestions are never thrice the same answer.
    There are fewer suggestions where answers run out, and none where all points are the same.

    Example: reference 60. A topic with answers of 25 and 50 points weighs (35 + 10) / 3 = 15, one with a
    single answer of 25 weighs 35 / 2 = 17.5, one with answers of 0 and 100 weighs 60 / 3 = 20.
    """
    attitude = _scored(profile, "attitude", reflection)
    practice = _scored(profile, "practice", reflection)
    # Without a clear difference the set to work on holds every scored dimension.
    to_work_on = [dimension for dimension in attitude if dimension.id in reflection.lowest]
    return (
        *_choose(to_work_on, _pulls(attitude, reflection), reflection, most=MOST_ATTITUDE_TOPICS),
        *_choose(practice, _pulls(practice, reflection), reflection, most=len(practice), one_each=True),
    )


def _scored(profile: Profile, part: Part, reflection: Reflection) -> list[Dimension]:
    return [d for d in profile.part(part) if reflection.dimensions[d.id].score is not None]


def _pulls(dimensions: Iterable[Dimension], reflection: Reflection) -> dict[str, float]:
    """How far each answered item's points lie below the mean of them all, times their number.

    Times their number keeps them whole, so that topics that weigh the same tie exactly in any order.
    """
    items = (item for dimension in dimensions for item in dimension.items.values())
    scored = ((item.id, points(item, reflection.answers.get(item.id))) for item in items)
    given = {id: value for id, value in scored if value is not None}
    total = sum(given.values())
    return {id: total - len(given) * value for id, value in given.items()}


def _choose(
    dimensions: Iterable[Dimension],
    pulls: Mapping[str, float],
    reflection: Reflection,
    *,
    most: int,
    one_each: bool = False,
) -> Iterator[Suggestion]:
    """The heaviest topic, again and again, weighed each time by the answers that are still unused.

    With `one_each` a dimension gives one topic only.
    """
    pool = [
        (topic, [item for item in d.items.values() if item.aspect in topic.aspects and item.id in pulls])
        for d in dimensions
        for topic in d.topics.values()
        if not topic.minors_only or reflection.works_with != "adults"
    ]
    unused = {id for id, pull in pulls.items() if pull > 0}

    def weight(candidate: tuple[Topic, list[Item]]) -> float:
        _, answered = candidate
        return sum(pulls[item.id] for item in answered if item.id in unused) / (len(answered) + 1)

    for _ in range(most):
        best = max(pool, key=weight, default=None)
        if best is None or weight(best) == 0:
            return
        topic, answered = best
        led = sorted((i for i in answered if i.id in unused), key=lambda item: -pulls[item.id])
        aspects = {item.aspect for item in led}
        yield Suggestion(
            topic=topic,
            aspects=tuple(aspect for aspect in topic.aspects if aspect in aspects),
            items=tuple(item.id for item in led),
        )
        unused -= {item.id for item in led}
        if one_each:
            pool = [other for other in pool if other[0].dimension != topic.dimension]
