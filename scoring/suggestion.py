"""Topics for one person's intervision, with the answers that led to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from content import Dimension, Item, Part, Profile, Topic
from scoring.answers import MAX_POINTS, points
from scoring.reflection import Reflection

MAX_ATTITUDE_TOPICS: Final = 3


@dataclass(frozen=True)
class Suggestion:
    """A topic with the answers that led to it, and the aspects those belong to."""

    topic: Topic
    aspects: tuple[str, ...]
    items: tuple[str, ...]  # lowest points first


def suggest(profile: Profile, reflection: Reflection) -> tuple[Suggestion, ...]:
    """Choose at most three attitude topics, then at most one of each practice dimension.

    Attitude: topics of the dimensions to work on (`reflection.lowest`), or without a difference of all
    attitude dimensions with an answer, scored or not. Practice: topics of each dimension with an answer.
    Within each part:

    - the reference is the person's own mean over the answers of the part, or 100 if all have the same points;
    - an answer below the reference pulls down (so never an answer of 100 points);
    - a topic weighs sum(reference - points) over the answers to its aspects that pull down, divided by the
      number of all answers to its aspects plus one.

    The division keeps a topic from winning by its number of items. The 'plus one' is an imagined answer at
    the reference: without it a topic with a single low answer would beat every topic with several, because a
    mean is never below the lowest answer.

    The heaviest topic comes first; of equal ones that of the dimension with the lower score, then in the
    profile's order. An answer leads to one topic only. There are fewer suggestions when no unused answer
    pulls down, and none when all points are 100.

    Example: reference 60. A topic with answers of 25 and 50 points weighs (35 + 10) / 3 = 15, one with a
    single answer of 25 weighs 35 / 2 = 17.5, one with answers of 0 and 100 weighs 60 / 3 = 20.
    """
    attitude, practice = (_answered(profile, part, reflection) for part in ("attitude", "practice"))
    return (
        *_choose(
            _to_work_on(attitude, reflection),
            _pulls(attitude, reflection),
            reflection,
            limit=MAX_ATTITUDE_TOPICS,
        ),
        *_choose(practice, _pulls(practice, reflection), reflection, limit=len(practice), one_each=True),
    )


def _answered(profile: Profile, part: Part, reflection: Reflection) -> list[Dimension]:
    return [d for d in profile.part(part) if reflection.dimensions[d.id].answered]


def _to_work_on(answered: list[Dimension], reflection: Reflection) -> list[Dimension]:
    """The dimensions whose topics may be chosen, lowest score first, those without a score last."""
    score = {dimension.id: reflection.dimensions[dimension.id].score for dimension in answered}
    scored = [name for name, found in score.items() if found is not None]
    chosen = reflection.lowest if len(reflection.lowest) < len(scored) else score
    last = 101.0  # above every score
    return sorted(
        (dimension for dimension in answered if dimension.id in chosen),
        key=lambda dimension: last if (found := score[dimension.id]) is None else found,
    )


def _pulls(dimensions: Iterable[Dimension], reflection: Reflection) -> dict[str, float]:
    """How far each answered item's points are below the reference, times the number of answers.

    That factor keeps the numbers whole, so that equal topics tie exactly.
    """
    items = (item for dimension in dimensions for item in dimension.items.values())
    scored = ((item.id, points(item, reflection.answers.get(item.id))) for item in items)
    given = {item: value for item, value in scored if value is not None}
    total = sum(given.values()) if len({*given.values()}) > 1 else MAX_POINTS * len(given)
    return {item: total - len(given) * value for item, value in given.items()}


def _choose(
    dimensions: Iterable[Dimension],
    pulls: Mapping[str, float],
    reflection: Reflection,
    *,
    limit: int,
    one_each: bool = False,
) -> Iterator[Suggestion]:
    """Take the heaviest topic by the answers that are still unused, at most `limit` times.

    With `one_each`, one topic per dimension.
    """
    pool = [
        (topic, [item for item in d.items.values() if item.aspect in topic.aspects and item.id in pulls])
        for d in dimensions
        for topic in d.topics.values()
        if not topic.minors_only or reflection.works_with != "adults"
    ]
    unused = {item for item, pull in pulls.items() if pull > 0}

    def weight(candidate: tuple[Topic, list[Item]]) -> float:
        _, answered = candidate
        return sum(pulls[item.id] for item in answered if item.id in unused) / (len(answered) + 1)

    for _ in range(limit):
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
