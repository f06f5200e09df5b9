"""A team's closed round in short sentences, made from the rounded figures of the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from content import Part, Profile, interface_words
from records import Label
from report.sentences import capital, counts_as, quoted_names
from scoring.agenda import Proposal
from scoring.snapshot import (
    CHANGE,
    CHANGE_IN_A_SMALL_TEAM,
    SMALL_TEAM,
    TIERS,
    Snapshot,
    Spread,
    TeamItem,
    changed,
)

ANSWERS: Final[Mapping[Label, int]] = {"seldom": 2, "sometimes": 3, "often": 4}
"""The answer of the scale whose words an item's label uses."""

AS_READ: Final[Mapping[Label, Label]] = {"seldom": "often", "sometimes": "sometimes", "often": "seldom"}
"""The label of an opposite item, in the direction of its statement."""

OPPOSITE_MARK: Final = "*"
"""After the code of an opposite item, where there is no room for words."""

SPREAD_FROM: Final = {of: answers for answers, of in TIERS}
"""3 (thirds) or 5 (fifths) -> answers from which on a spread is published in such parts."""


def took_part(snapshot: Snapshot, language: str) -> str:
    """How many of the people invited took part."""
    _ = interface_words(language).gettext
    text = _("{ballots} of the {invited} people who were invited shared their answers.")
    return text.format(ballots=snapshot.ballots, invited=snapshot.invited)


def closed_without_figures(minimum: int, language: str) -> str:
    """About a round with fewer people than its minimum; their number stays secret."""
    _ = interface_words(language).gettext
    return _(
        "This round is closed without figures: fewer than {minimum} people shared their answers."
        " What they shared has been destroyed."
    ).format(minimum=minimum)


def left_open(language: str) -> str:
    """About a round that nobody closed in time."""
    _ = interface_words(language).gettext
    return _(
        "Nobody closed this round within half a year after its last day. What people shared has been"
        " destroyed. Nobody has read it."
    )


def not_for_appraisal(language: str) -> str:
    """The sentence on every team file that leaves the app."""
    _ = interface_words(language).gettext
    return _(
        "This is meant for a conversation within the team. It is not for appraisal, of a person or of the"
        " team."
    )


def team_outcome(profile: Profile, snapshot: Snapshot, language: str) -> str:
    """Which attitude dimensions are lowest, and which are so close that it can be chance."""
    _ = interface_words(language).gettext
    ngettext = interface_words(language).ngettext
    attitude = [dimension.id for dimension in profile.part("attitude")]
    means = {name: mean for name in attitude if (mean := snapshot.dimensions[name].mean) is not None}
    lowest = [name for name in snapshot.lowest if name in means]
    if not means:
        return _("None of the sides of attitude has a mean: too few people answered enough statements.")
    if len(means) == 1:
        text = _("Only {dimension} has a mean. Comparing takes at least two.")
        return text.format(dimension=_names(profile, means, language))
    if len(lowest) == len(means):
        if len(means) < len(attitude):
            return _("All sides of attitude that have a mean have the same one, so none lies lowest.")
        return _("All sides of attitude have the same mean, so none lies lowest.")
    text = ngettext(
        "Of the sides of attitude, {dimensions} lies lowest.",
        "Of the sides of attitude, {dimensions} lie lowest: their means are the same.",
        len(lowest),
    ).format(dimensions=_names(profile, lowest, language))
    bottom, step = min(means.values()), change_threshold(snapshot)
    near = [name for name in means if name not in lowest and means[name] - bottom < step]
    if not near:
        return text
    close = ngettext(
        "{dimensions} lies so little above that it can be chance.",
        "{dimensions} lie so little above that it can be chance.",
        len(near),
    ).format(dimensions=_names(profile, near, language))
    return f"{text} {close}"


def labels_line(profile: Profile, snapshot: Snapshot, language: str, part: Part | None = None) -> str:
    """What the tile map shows: how many statements, of a part or of all, have each of the three words."""
    _ = interface_words(language).gettext
    items = _team_items(profile, snapshot, part)
    counts = {
        f"{label}_at": sum(item.label == label for item in items)
        for label in ("seldom", "sometimes", "often")
    }
    text = _(
        "What the team does fits the attitude {seldom} at {seldom_at} of the {items} statements,"
        " {sometimes} at {sometimes_at} and {often} at {often_at}. The fuller the tile, the more often it"
        " fits. With {mark}, the word in the tile counts the other way round."
    ).format(items=len(items), mark=OPPOSITE_MARK, **answer_words(profile, language), **counts)
    if not any(item.label is None for item in items):
        return text
    return " ".join((text, _("For the others too few people gave an answer.")))


def spread_line(profile: Profile, snapshot: Snapshot, language: str, part: Part | None = None) -> str:
    """What the bars show, of a part or of all: over how many statements the team is divided or agrees."""
    _ = interface_words(language).gettext
    items = (as_read(profile, item) for item in _team_items(profile, snapshot, part))
    spreads = [item.spread for item in items if item.spread is not None]
    if not spreads:
        text = _(
            "Roughly how many people chose low or high is shown from {number} answers to a statement on."
        )
        return text.format(number=min(SPREAD_FROM.values()))
    divided = sum(spread.divided for spread in spreads)
    low, high = (sum(spread.agreed == side for spread in spreads) for side in ("low", "high"))
    if not divided + low + high:
        return _(
            "The team is not clearly divided over any statement. Nor do most people clearly answer the"
            " same to any."
        )
    return _(
        "Statements the team is divided over: {divided}. Where most answer {seldom}: {low}. Where"
        " most answer {often}: {high}."
    ).format(divided=divided, low=low, high=high, **answer_words(profile, language))


def answer_words(profile: Profile, language: str) -> dict[Label, str]:
    """The profile's own words for 'seldom', 'sometimes' and 'often'."""
    return {label: profile.scale[answer][language] for label, answer in ANSWERS.items()}


def label_word(profile: Profile, label: Label | None, language: str) -> str:
    """The word for an item's label, or 'too few'."""
    _ = interface_words(language).gettext
    return _("too few") if label is None else answer_words(profile, language)[label]


def as_read(profile: Profile, found: TeamItem) -> TeamItem:
    """An item with label and spread in the direction of its statement; the snapshot turns opposite items."""
    if not profile.items[found.id].opposite:
        return found
    label, spread = found.label, found.spread
    return replace(
        found,
        label=None if label is None else AS_READ[label],
        spread=None if spread is None else replace(spread, low=spread.high, high=spread.low),
    )


def item_words(profile: Profile, item: str, language: str) -> str:
    """The statement, with the remark of an opposite item."""
    found = profile.items[item]
    return f"{found.text[language]}{counts_as(found, language)}"


def tile_codes(profile: Profile) -> dict[str, str]:
    """`item_codes` with a mark for opposite items: 'B3', 'B4*'."""
    return {
        item: f"{code}{OPPOSITE_MARK if profile.items[item].opposite else ''}"
        for item, code in item_codes(profile).items()
    }


def item_codes(profile: Profile) -> dict[str, str]:
    """A short name for every item: 'B3' is the third item of the second dimension."""
    return {
        item: f"{chr(ord('A') + letter)}{number}"
        for letter, dimension in enumerate(profile.dimensions.values())
        for number, item in enumerate(dimension.items, start=1)
    }


def band_words(band: int, of: int, language: str) -> str:
    """One band in words: 'at most one third', 'more than one third, at most two thirds', .."""
    _ = interface_words(language).gettext
    parts = {
        (1, 3): _("one third"),
        (2, 3): _("two thirds"),
        (1, 5): _("one fifth"),
        (2, 5): _("two fifths"),
        (3, 5): _("three fifths"),
        (4, 5): _("four fifths"),
    }
    if band == 0:
        return _("at most {most}").format(most=parts[1, of])
    if band == of - 1:
        return _("more than {least}").format(least=parts[band, of])
    return _("more than {least}, at most {most}").format(least=parts[band, of], most=parts[band + 1, of])


def spread_mark(profile: Profile, spread: Spread, language: str) -> str:
    """'divided', 'agreed: seldom', 'agreed: often', or nothing."""
    _ = interface_words(language).gettext
    if spread.divided:
        return _("divided")
    if spread.agreed is None:
        return ""
    side = answer_words(profile, language)["seldom" if spread.agreed == "low" else "often"]
    return _("most: {answer}").format(answer=side)


def side_spread_mark(spread: Spread, language: str) -> str:
    """'divided', 'agreed: below 50', 'agreed: 75 or more', or nothing."""
    _ = interface_words(language).gettext
    if spread.divided:
        return _("divided")
    if spread.agreed is None:
        return ""
    return _("most: below 50") if spread.agreed == "low" else _("most: 75 or more")


def spread_words(profile: Profile, spread: Spread, language: str) -> str:
    """How the answers to one statement are spread."""
    _ = interface_words(language).gettext
    text = _("{Seldom} or less: {low}. {Often} or more: {high}.").format(
        low=band_words(spread.low, spread.of, language),
        high=band_words(spread.high, spread.of, language),
        **{label.capitalize(): capital(word) for label, word in answer_words(profile, language).items()},
    )
    mark = spread_mark(profile, spread, language)
    return f"{capital(mark)}. {text}" if mark else text


def side_spread_words(spread: Spread, language: str) -> str:
    """How the team is spread over one dimension."""
    _ = interface_words(language).gettext
    return _("Below 50: {low} of the people. 75 or more: {high}.").format(
        low=band_words(spread.low, spread.of, language), high=band_words(spread.high, spread.of, language)
    )


def mean_line(profile: Profile, snapshot: Snapshot, dimension: str, language: str) -> str:
    """One dimension's mean with chance, or that it has none."""
    _ = interface_words(language).gettext
    found, name = snapshot.dimensions[dimension], profile.dimensions[dimension].name[language]
    if found.mean is None:
        text = _("{dimension}: no mean. Fewer than {minimum} people answered enough statements.")
        return text.format(dimension=name, minimum=snapshot.minimum)
    low, high = chance_band(found.mean, snapshot)
    text = _("{dimension}: {mean} of 100 on average, and between {low} and {high} with chance.")
    return text.format(dimension=name, mean=found.mean, low=low, high=high)


def team_chart_line(profile: Profile, language: str) -> str:
    """What the point, the bar and 'lowest' mean, shown before the chart."""
    _ = interface_words(language).gettext
    return _(
        "The point is the team's mean: 0 is ‘{never}’ and 100 is ‘{always}’. The bar shows how far chance"
        " reaches. ‘Lowest’ means: seen least often in the answers to these statements."
    ).format(never=profile.scale[1][language], always=profile.scale[5][language])


def chance_band(mean: int, snapshot: Snapshot) -> tuple[int, int]:
    """Mean minus and plus chance, within 0..100: 95 with 8 -> (87, 100)."""
    return max(0, mean - snapshot.chance), min(100, mean + snapshot.chance)


def team_change_line(
    profile: Profile, earlier: Snapshot, later: Snapshot, dimension: str, language: str
) -> str:
    """One dimension in two rounds: both means, and whether it changed."""
    _ = interface_words(language).gettext
    points = changed(earlier, later, dimension)
    if points is None:
        text = _("{dimension}: not compared.")
        return text.format(dimension=profile.dimensions[dimension].name[language])
    then, now = earlier.dimensions[dimension].mean, later.dimensions[dimension].mean
    if points == 0:
        text = _("{dimension}: {then} then, {now} now. That is about the same.")
    elif points > 0:
        text = _("{dimension}: {then} then, {now} now. That is seen more often.")
    else:
        text = _("{dimension}: {then} then, {now} now. That is seen less often.")
    return text.format(dimension=profile.dimensions[dimension].name[language], then=then, now=now)


def team_changes_line(profile: Profile, earlier: Snapshot, later: Snapshot, language: str) -> str:
    """Which dimensions changed between two rounds, or that all are about the same."""
    _ = interface_words(language).gettext
    found = {name: changed(earlier, later, name) for name in profile.dimensions}
    names = [name for name, points in found.items() if points]
    if all(points is None for points in found.values()):
        return _("These two rounds cannot be compared.")
    if names:
        text = _("Between this round and the one before, more than chance changed at {dimensions}.")
        line = text.format(dimensions=_names(profile, names, language))
        if any(points == 0 for points in found.values()):
            line = " ".join((line, _("The rest is about the same.")))
    else:
        line = _("Between this round and the one before, everything is about the same.")
    if any(points is None for points in found.values()):
        line = " ".join((line, _("Not every side can be compared.")))
    return line


def change_word(points: int | None, language: str) -> str:
    """The result of `changed` in short: '+15', '−10', 'about the same' or 'not compared'."""
    _ = interface_words(language).gettext
    if points is None:
        return _("not compared")
    return f"{points:+d}".replace("-", "−") if points else _("about the same")


def agenda_line(proposals: Sequence[Proposal], language: str) -> str:
    """How the agenda's topics were chosen, or why there are none."""
    _ = interface_words(language).gettext
    if proposals:
        return _("These topics follow from the team's answers. The reason stands with each.")
    return _("Nothing stands out in the team's answers, so no topic follows from them. Choose one together.")


def proposal_reason(profile: Profile, snapshot: Snapshot, proposal: Proposal, language: str) -> str:
    """Why a topic is on the agenda; `proposal_items` follow it."""
    _ = interface_words(language).gettext
    if proposal.reason == "divided":
        text = _("Because the team is divided here, within {dimension}:")
    elif proposal.reason == "seldom":
        text = _("Because of these answers of the team, within {dimension}:")
    elif len(snapshot.lowest) > 1:
        text = _("Because {dimension} is one of the lowest sides, and because of these answers:")
    else:
        text = _("Because {dimension} lies lowest in this team, and because of these answers:")
    return text.format(dimension=_names(profile, (proposal.dimension,), language))


def proposal_items(profile: Profile, snapshot: Snapshot, proposal: Proposal, language: str) -> list[str]:
    """The statements that led to a topic, each with the team's word, unless the team is divided over it.

    Example: 'I promise him only what I can deliver myself. – often'
    """
    if proposal.reason == "divided":
        return [profile.items[item].text[language] for item in proposal.items]
    lines = []
    for item in proposal.items:
        found, label = profile.items[item], as_read(profile, snapshot.items[item]).label
        lines.append(
            f"{found.text[language]} – {label_word(profile, label, language)}{counts_as(found, language)}"
        )
    return lines


def _team_items(profile: Profile, snapshot: Snapshot, part: Part | None) -> list[TeamItem]:
    dimensions = profile.dimensions.values() if part is None else profile.part(part)
    return [snapshot.items[item] for dimension in dimensions for item in dimension.items]


def change_threshold(snapshot: Snapshot) -> int:
    """Points from which on a difference is a change."""
    return CHANGE_IN_A_SMALL_TEAM if snapshot.ballots < SMALL_TEAM else CHANGE


def _names(profile: Profile, dimensions: Iterable[str], language: str) -> str:
    return quoted_names(profile, dimensions, language, style="standard")
