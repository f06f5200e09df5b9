"""What a team's snapshot puts on the agenda of its next intervision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from content import Profile, Topic
from scoring.snapshot import Snapshot

MOST_TOPICS: Final = 3
"""A team takes one of them to a meeting: more is a list, not an agenda."""

MOST_A_DIMENSION: Final = 2
"""So that three topics are never thrice the same side: who does not recognise it, has another one left."""

Reason = Literal["lowest", "divided", "seldom"]


@dataclass(frozen=True)
class Proposal:
    """A topic with the items of the snapshot that led to it, in the profile's order."""

    topic: str
    dimension: str
    reason: Reason
    items: tuple[str, ...]


def agenda(profile: Profile, snapshot: Snapshot, *, with_minors: bool = False) -> tuple[Proposal, ...]:
    """At most three topics for the next intervision, from the snapshot only; none where nothing stands out.

    Three reasons, one after the other as long as there is room:

    - 'lowest': items that are seldom seen, in the attitude dimensions that lie lowest. There the figures
      and the words point the same way. Not where all of those with a mean lie equally low: then none does.
    - 'divided': items that part of the team sees seldom and part sees often, in any dimension. Colleagues
      who do it then sit beside colleagues who do not: the best start of a talk.
    - 'seldom': items that are seldom seen, in the other dimensions.

    Within a reason, a topic weighs the number of items that lead to it, divided by the number of all items
    of its aspects plus one, as in `suggest`: so neither many items nor a single one wins by its number.
    The heaviest comes first, ties in the profile's order (where the attitude stands before practice).
    An item leads to one topic only, a topic is proposed once, and a dimension gives at most two. Topics for
    minors only where `with_minors` is set: whether a team works with them is not in a snapshot.

    Example, with the real profile: here_and_now lies lowest. Two of its three items about needs are seldom
    seen, and one of its four about minors and direction; the team is divided over one of two items about
    plain language. On the agenda come here_and_now-needs (2/4) and here_and_now-decide (1/5), both because
    the dimension lies lowest, and then language-plain (1/3), because the team is divided.
    """
    lowest = _standing_lowest(profile, snapshot)
    others = [id for id in profile.dimensions if id not in lowest]
    seldom = {id for id, item in snapshot.items.items() if item.label == "seldom"}
    divided = {id for id, item in snapshot.items.items() if item.spread is not None and item.spread.divided}
    reasons: tuple[tuple[Reason, Collection[str], Collection[str]], ...] = (
        ("lowest", lowest, seldom),
        ("divided", profile.dimensions, divided),
        ("seldom", others, seldom),
    )
    proposals: list[Proposal] = []
    for reason, dimensions, standing_out in reasons:
        pool = [
            topic
            for id in dimensions
            for topic in profile.dimensions[id].topics.values()
            if with_minors or not topic.minors_only
        ]
        while len(proposals) < MOST_TOPICS:
            found = _heaviest(profile, pool, standing_out, proposals)
            if found is None:
                break
            topic, items = found
            proposals.append(Proposal(topic.id, topic.dimension, reason, items))
    return tuple(proposals)


def _standing_lowest(profile: Profile, snapshot: Snapshot) -> tuple[str, ...]:
    """The lowest attitude dimensions, unless all with a mean are equally low."""
    means = [d for d in profile.part("attitude") if snapshot.dimensions[d.id].mean is not None]
    return snapshot.lowest if len(snapshot.lowest) < len(means) else ()


def _heaviest(
    profile: Profile, pool: Sequence[Topic], standing_out: Collection[str], before: Sequence[Proposal]
) -> tuple[Topic, tuple[str, ...]] | None:
    """The topic that weighs most by the items that no topic before it has used; None where none has any."""
    used = {item for proposal in before for item in proposal.items}
    chosen = {proposal.topic for proposal in before}
    given = Counter(proposal.dimension for proposal in before)
    best: tuple[Topic, tuple[str, ...]] | None = None
    most = 0.0
    for topic in pool:
        if topic.id in chosen or given[topic.dimension] == MOST_A_DIMENSION:
            continue
        items = [
            i.id for i in profile.dimensions[topic.dimension].items.values() if i.aspect in topic.aspects
        ]
        led = tuple(id for id in items if id in standing_out and id not in used)
        weight = len(led) / (len(items) + 1)
        if weight > most:
            best, most = (topic, led), weight
    return best
