"""Topics for a team's next intervision, chosen from its snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from content import Profile, Topic
from scoring.snapshot import Mark, Snapshot

MAX_TOPICS: Final = 3
"""A meeting takes one topic; three are enough to choose from."""

MAX_TOPICS_PER_DIMENSION: Final = 2
"""So that there is always a topic about another dimension."""

Reason = Literal["lowest", "divided", "seldom", "strength"]


@dataclass(frozen=True)
class Proposal:
    """A topic, why it was chosen, and the items that led to it in the profile's order."""

    topic: str
    dimension: str
    reason: Reason
    items: tuple[str, ...]


def agenda(profile: Profile, snapshot: Snapshot, *, with_minors: bool = False) -> tuple[Proposal, ...]:
    """Choose at most three topics for the next intervision, from the snapshot only.

    One of them is a 'strength' where there is one: items marked 'often' in a side that is not among the
    lowest, those of the highest sides first. It stands last. The others have these reasons, in this order:

    - 'lowest': items marked 'seldom' in the lowest attitude dimensions. Skipped if all attitude dimensions
      with a mean lie close together.
    - 'divided': items that the team is divided over, in any dimension: some colleagues can tell the others
      how they do it.
    - 'seldom': items marked 'seldom' in the other dimensions.

    Within a reason, a topic's weight is the number of items that lead to it, divided by the number of items
    of its aspects plus one, as in `suggest`. The heaviest comes first, ties in the profile's order. An item
    leads to one topic only, and a dimension has at most two topics. Topics about minors need `with_minors`: a
    snapshot does not say with whom the team works.

    Example, with the real profile: here_and_now is lowest. Two of its three items about needs are 'seldom',
    and one of its four about minors and direction; the team is divided over one of two items about plain
    language, and no item is 'often'. The topics: here_and_now-needs (2/4) and here_and_now-decide (1/5),
    because the dimension is lowest, then language-plain (1/3), because the team is divided.
    """
    lowest = snapshot.lowest if snapshot.highest else ()
    others = [name for name in profile.dimensions if name not in lowest]

    def marked(mark: Mark) -> set[str]:
        return {item.id for item in snapshot.items.values() if item.mark == mark}

    troubles: list[tuple[Reason, Collection[str], Collection[str]]] = [
        ("lowest", lowest, marked("seldom")),
        ("divided", profile.dimensions, marked("divided")),
        ("seldom", others, marked("seldom")),
    ]
    strong = [*snapshot.highest, *(name for name in others if name not in snapshot.highest)]
    proposals: list[Proposal] = []

    def add(most: int, reason: Reason, dimensions: Collection[str], leading: Collection[str]) -> None:
        pool = [
            topic
            for name in dimensions
            for topic in profile.dimensions[name].topics.values()
            if with_minors or not topic.minors_only
        ]
        while len(proposals) < most and (found := _heaviest(profile, pool, leading, proposals)):
            topic, items = found
            proposals.append(Proposal(topic.id, topic.dimension, reason, items))

    for one in troubles:
        add(MAX_TOPICS - 1, *one)
    add(len(proposals) + 1, "strength", strong, marked("often"))
    for one in troubles:
        add(MAX_TOPICS, *one)
    proposals.sort(key=lambda proposal: proposal.reason == "strength")
    return tuple(proposals)


def _heaviest(
    profile: Profile, pool: Sequence[Topic], leading: Collection[str], before: Sequence[Proposal]
) -> tuple[Topic, tuple[str, ...]] | None:
    """The heaviest topic by leading items that are still unused, with those items; None if there is none."""
    used = {item for proposal in before for item in proposal.items}
    chosen = {proposal.topic for proposal in before}
    given = Counter(proposal.dimension for proposal in before)
    best: tuple[Topic, tuple[str, ...]] | None = None
    heaviest = 0.0
    for topic in pool:
        if topic.id in chosen or given[topic.dimension] == MAX_TOPICS_PER_DIMENSION:
            continue
        all_items = profile.dimensions[topic.dimension].items.values()
        items = [item.id for item in all_items if item.aspect in topic.aspects]
        led = tuple(item for item in items if item in leading and item not in used)
        weight = len(led) / (len(items) + 1)
        if weight > heaviest:
            best, heaviest = (topic, led), weight
    return best
