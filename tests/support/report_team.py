"""Snapshots of invented teams for the tests of report/team_*.py."""

from __future__ import annotations

from collections.abc import Mapping

from content import Profile
from records import Label
from scoring.agenda import Proposal, Reason
from scoring.snapshot import Snapshot, Spread, TeamDimension, TeamItem, apart, chance

LABELS: tuple[Label, ...] = ("seldom", "sometimes", "often")


def a_snapshot(
    profile: Profile,
    *,
    ballots: int = 12,
    means: Mapping[str, int | None] | None = None,
    labels: Mapping[str, Label | None] | None = None,
    spreads: Mapping[str, Spread] | None = None,
) -> Snapshot:
    """A round with means of 60 and labels in turn, unless given; `spreads` by item id."""
    means = {**{d.id: 60 for d in profile.part("attitude")}, **(means or {})}
    labels = {**{item: LABELS[index % 3] for index, item in enumerate(profile.items)}, **(labels or {})}
    spreads = spreads or {}
    attitude = {d.id: mean for d in profile.part("attitude") if (mean := means[d.id]) is not None}
    return Snapshot(
        profile_version=profile.version,
        ballots=ballots,
        invited=ballots + 3,
        minimum=5,
        chance=chance(ballots),
        dimensions={name: TeamDimension(name, means.get(name)) for name in profile.dimensions},
        items={item: TeamItem(item, labels[item], spreads.get(item)) for item in profile.items},
        lowest=tuple(
            name for name, mean in attitude.items() if mean - min(attitude.values()) < apart(ballots)
        ),
    )


def every_spread(of: int) -> list[Spread]:
    """All spreads that can be published: low + high is less than `of`."""
    return [Spread(of, low, high) for low in range(of) for high in range(of - low)]


def spread_over(profile: Profile, of: int) -> dict[str, Spread]:
    """A spread for every item, in turn."""
    found = every_spread(of)
    return {name: found[n % len(found)] for n, name in enumerate(profile.items)}


def teams(profile: Profile) -> dict[str, Snapshot]:
    """Every kind of round, by what is special about it."""
    first, second, *_rest = (d.id for d in profile.part("attitude"))
    practice = [d.id for d in profile.part("practice")]
    of_practice = [item for name in practice for item in profile.dimensions[name].items]
    nothing: dict[str, Label | None] = dict.fromkeys(profile.items)
    return {
        "small": a_snapshot(profile, ballots=5, means={first: 45}),
        "tie": a_snapshot(profile, ballots=8, means={first: 35, second: 35}),
        "all alike": a_snapshot(profile, ballots=7),
        "thirds": a_snapshot(profile, means={first: 95, second: 5}, spreads=spread_over(profile, 3)),
        "fifths": a_snapshot(profile, ballots=30, spreads=spread_over(profile, 5)),
        "both": a_snapshot(
            profile,
            ballots=20,
            spreads={**spread_over(profile, 5), **dict.fromkeys(of_practice, Spread(3, 1, 1))},
        ),
        "agreed throughout": a_snapshot(
            profile, ballots=20, spreads=dict.fromkeys(profile.items, Spread(5, 4, 0))
        ),
        "one mean": a_snapshot(
            profile, ballots=5, means={**dict.fromkeys(profile.dimensions), first: 50}, labels=nothing
        ),
        "no average": a_snapshot(profile, means=dict.fromkeys(profile.dimensions), labels=nothing),
        "no practice": a_snapshot(profile, labels=dict.fromkeys(of_practice)),
    }


def proposals(profile: Profile) -> tuple[Proposal, ...]:
    """Three topics, one for each reason, each with its first three items."""
    reasons: tuple[Reason, ...] = ("lowest", "divided", "seldom")
    one = [next(iter(dimension.topics.values())) for dimension in profile.dimensions.values()]
    return tuple(
        Proposal(
            topic.id,
            topic.dimension,
            reason,
            tuple(item.id for item in profile.items.values() if item.aspect in topic.aspects)[:3],
        )
        for topic, reason in zip(one, reasons, strict=False)
    )
