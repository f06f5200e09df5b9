"""Small profiles for the tests of scoring: only what scoring reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from content import Aspect, Confidence, Dimension, Intervision, Item, Part, PlanExample, Profile, Topic
from content.mirror import NO_MIRROR

Given = dict[str, int | None]

NO_TEXT: Mapping[str, str] = {"nl": "", "en": ""}


def a_dimension(
    name: str,
    *,
    part: Part = "attitude",
    aspects: str = "aabbccc",
    opposite: Collection[int] = (2, 5),
    topics: Mapping[str, str] | None = None,
    minors_only: Collection[str] = (),
) -> Dimension:
    """`aspects` has a letter per item, `opposite` counts items from 1, `topics` maps a name to letters of
    aspects.

    By default every aspect has one topic, named after its letter.
    """
    letters = dict.fromkeys(aspects)
    items = [
        Item(f"{name}-{number}", name, f"{name}.{aspect}", number in opposite, NO_TEXT, None)
        for number, aspect in enumerate(aspects, start=1)
    ]
    of = topics if topics is not None else {letter: letter for letter in letters}
    return Dimension(
        id=name,
        part=part,
        name=NO_TEXT,
        summary=NO_TEXT,
        explanation=NO_TEXT,
        aspects={f"{name}.{a}": Aspect(f"{name}.{a}", name, NO_TEXT, NO_TEXT) for a in letters},
        items={item.id: item for item in items},
        topics={
            f"{name}-{topic}": Topic(
                id=f"{name}-{topic}",
                dimension=name,
                aspects=tuple(f"{name}.{a}" for a in its_aspects),
                title=NO_TEXT,
                stake=NO_TEXT,
                prompts={},
                minors_only=topic in minors_only,
            )
            for topic, its_aspects in of.items()
        },
    )


def a_profile(*dimensions: Dimension) -> Profile:
    return Profile(
        version="test",
        title=NO_TEXT,
        for_whom=NO_TEXT,
        introduction=NO_TEXT,
        source=NO_TEXT,
        evidence=NO_TEXT,
        not_replaced=None,
        stem=NO_TEXT,
        scale={},
        not_applicable=NO_TEXT,
        works_with_question=NO_TEXT,
        works_with=(),
        confidence=Confidence(NO_TEXT, NO_TEXT, NO_TEXT),
        plan_example=PlanExample(NO_TEXT, NO_TEXT),
        dimensions={d.id: d for d in dimensions},
        aspects={aspect.id: aspect for d in dimensions for aspect in d.aspects.values()},
        items={item.id: item for d in dimensions for item in d.items.values()},
        topics={topic.id: topic for d in dimensions for topic in d.topics.values()},
        intervision=Intervision(NO_TEXT, NO_TEXT, {}, {}, None),
        mirror=NO_MIRROR,
    )


ATTITUDE = ("one", "two", "three", "four")
PRACTICE = ("five", "six")

CORE = a_profile(*(a_dimension(name) for name in ATTITUDE))
"""As the real attitude part: four dimensions of seven items, two of them opposite."""

WHOLE = a_profile(
    *(a_dimension(name) for name in ATTITUDE),
    *(a_dimension(name, part="practice", aspects="aabbcc", opposite=(1, 4)) for name in PRACTICE),
)
"""As the real profile: the core with two practice dimensions of six items."""


def answers_to(profile: Profile) -> st.SearchStrategy[Given]:
    """Realistic answers: most items answered, some not applicable, some left open."""
    left_open = 0
    answer = st.sampled_from([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, None, left_open])
    size = len(profile.items)
    return st.lists(answer, min_size=size, max_size=size).map(
        lambda given: {item: x for item, x in zip(profile.items, given, strict=True) if x != left_open}
    )


def reordered(profile: Profile, dimensions: Sequence[str], item_order: Sequence[int]) -> Profile:
    """The same profile with its dimensions, and the items within each, in another order."""

    def turned(dimension: Dimension) -> Dimension:
        names = list(dimension.items)
        order = [names[index] for index in item_order if index < len(names)]
        return replace(dimension, items={item: dimension.items[item] for item in order})

    return a_profile(*(turned(profile.dimensions[name]) for name in dimensions))


def points_in(profile: Profile, dimension: str, steps: list[int]) -> Given:
    """Answers that give each item of a dimension so many steps of 25 points."""
    items = list(profile.dimensions[dimension].items.values())
    return {i.id: 5 - z if i.opposite else z + 1 for i, z in zip(items, steps, strict=False)}


def evenly(profile: Profile, **steps: int) -> Given:
    """Every item of a dimension at so many steps; 'four=3' puts dimension four at 75 points."""
    return {
        item: x
        for dimension, z in steps.items()
        for item, x in points_in(profile, dimension, [z] * len(profile.dimensions[dimension].items)).items()
    }


OTHER = {"nl": "anders", "en": "other"}


def with_items(profile: Profile, *items: Item) -> Profile:
    """The profile with these items instead of those of the same id, or beside them."""
    changed = {item.id: item for item in items}
    dimensions = {
        key: replace(d, items={**d.items, **{i.id: i for i in items if i.dimension == key}})
        for key, d in profile.dimensions.items()
    }
    return replace(profile, dimensions=dimensions, items={**profile.items, **changed})


def reworded(profile: Profile, ids: Collection[str]) -> Profile:
    """The profile with another text for these items."""
    return with_items(profile, *(replace(profile.items[key], text=OTHER, minors=None) for key in ids))


def without(profile: Profile, ids: Collection[str]) -> Profile:
    """The profile without these items."""
    left = {key: item for key, item in profile.items.items() if key not in ids}
    dimensions = {
        key: replace(d, items={i: item for i, item in d.items.items() if i in left})
        for key, d in profile.dimensions.items()
    }
    return replace(profile, dimensions=dimensions, items=left)


def level(profile: Profile, answer: int, items: Collection[str] | None = None) -> Given:
    """The same answer after turning, to these items or to all."""
    chosen = profile.items if items is None else items
    return {key: 6 - answer if profile.items[key].opposite else answer for key in chosen}
