"""A team's closed round in short sentences, made from the rounded figures of the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from content import Profile, interface_words
from records import Label
from report.sentences import capital, quoted_names
from scoring.agenda import Proposal
from scoring.snapshot import TIERS, Mark, Snapshot, changed

ANSWERS: Final[Mapping[Label, int]] = {"seldom": 2, "sometimes": 3, "often": 4}
"""The answer of the scale whose words an item's label uses."""

SPREAD_FROM: Final = {of: answers for answers, of in TIERS}
"""3 (thirds) or 5 (fifths) -> answers from which on a spread is published in such parts."""


def took_part(snapshot: Snapshot, language: str) -> str:
    """How many of the people invited took part."""
    _ = interface_words(language).gettext
    text = _("{ballots} of the {invited} people invited shared their answers.")
    return text.format(ballots=snapshot.ballots, invited=snapshot.invited)


def closed_without_figures(minimum: int, language: str) -> str:
    """About a round with fewer people than its minimum; their number stays secret."""
    _ = interface_words(language).gettext
    return _(
        "This round is closed without figures: fewer than {minimum} people shared their answers."
        " What they shared has been destroyed."
    ).format(minimum=minimum)


def left_open(language: str) -> str:
    """About a round that is gone: left open for too long, or not in the backup that was put back."""
    _ = interface_words(language).gettext
    return _(
        "This round is gone. Either nobody closed it within half a year after its last day, or a backup"
        " without open rounds was restored. Nobody has read what people shared. You can open a new round."
    )


def not_for_appraisal(language: str) -> str:
    """The sentence on every team file that leaves the app."""
    _ = interface_words(language).gettext
    return _(
        "This is meant for a conversation within the team. It is not for appraisal, of a person or of the"
        " team."
    )


def team_outcome(profile: Profile, snapshot: Snapshot, language: str) -> str:
    """The strongest and the lowest side, or which are so close that chance can decide."""
    _ = interface_words(language).gettext
    attitude = [dimension.id for dimension in profile.part("attitude")]
    means = {name: mean for name in attitude if (mean := snapshot.dimensions[name].mean) is not None}
    if not means:
        return _("None of the areas of attitude has an average: too few people answered enough statements.")
    if len(means) == 1:
        text = _("Only {dimension} has an average, and comparing takes two.")
        return text.format(dimension=_names(profile, means, language))
    highest, lowest = snapshot.highest, snapshot.lowest
    if not highest:
        if len(means) < len(attitude):
            return _(
                "The areas of attitude that have an average are close together: none is clearly the lowest."
            )
        return _("The areas of attitude are close together: none is clearly the lowest.")
    if len(highest) == 1:
        strong = _("{dimensions} is highest.")
    else:
        strong = _("{dimensions} are highest, and close together.")
    if len(lowest) == 1:
        low = _("Of the areas of attitude, {dimensions} is lowest.")
    else:
        low = _(
            "Of the areas of attitude, {dimensions} are low. They are so close together that chance can"
            " decide which of them is lowest."
        )
    return " ".join(
        (
            strong.format(dimensions=_names(profile, highest, language)),
            low.format(dimensions=_names(profile, lowest, language)),
        )
    )


def no_norm(language: str) -> str:
    """What the figures are not compared with."""
    _ = interface_words(language).gettext
    return _("There is no norm: nobody knows what is usual, and these figures include no other team.")


def answer_words(profile: Profile, language: str) -> dict[Label, str]:
    """The profile's own words for 'seldom', 'sometimes' and 'often'."""
    return {label: profile.scale[answer][language] for label, answer in ANSWERS.items()}


def mark_word(profile: Profile, mark: Mark | None, language: str) -> str:
    """The word for an item's mark: one of the profile's answers, 'divided', or 'too few'."""
    _ = interface_words(language).gettext
    if mark is None:
        return _("too few")
    return _("divided") if mark == "divided" else answer_words(profile, language)[mark]


def statement_words(profile: Profile, item: str, language: str) -> str:
    """The statement; of an opposite one that the team avoids it, so that 'often' always fits the attitude."""
    _ = interface_words(language).gettext
    found = profile.items[item]
    text = found.text[language]
    return _("We avoid this: ‘{statement}’").format(statement=text.rstrip(".")) if found.opposite else text


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


def mean_line(profile: Profile, snapshot: Snapshot, dimension: str, language: str) -> str:
    """One dimension's mean with chance, or that it has none."""
    _ = interface_words(language).gettext
    found, name = snapshot.dimensions[dimension], profile.dimensions[dimension].name[language]
    if found.mean is None:
        text = _("{dimension}: no average. Too few people answered enough statements.")
        return text.format(dimension=name)
    low, high = chance_band(found.mean, snapshot)
    text = _("{dimension}: {mean} out of 100 on average; chance could move it between {low} and {high}.")
    return text.format(dimension=name, mean=found.mean, low=low, high=high)


def team_chart_line(language: str) -> str:
    """What the point, the bar and 'lowest' mean, shown before the chart."""
    _ = interface_words(language).gettext
    return _(
        "The point is the team's mean: at 100 all answers fit the attitude best. The bar shows how far chance"
        " reaches. ‘Lowest’ means: seen least often in the answers to these statements."
    )


def chance_band(mean: int, snapshot: Snapshot) -> tuple[int, int]:
    """Mean minus and plus chance, within 0..100: 95 with 8 -> (87, 100)."""
    return max(0, mean - snapshot.chance), min(100, mean + snapshot.chance)


def team_changes_line(profile: Profile, earlier: Snapshot, later: Snapshot, language: str) -> str:
    """Which attitude dimensions changed between two rounds, or that all are about the same."""
    _ = interface_words(language).gettext
    found = {side.id: changed(earlier, later, side.id) for side in profile.part("attitude")}
    if all(points is None for points in found.values()):
        return _("These two rounds cannot be compared.")
    lines = []
    for text, names in (
        (
            _("Since the previous round, {dimensions} was seen more often."),
            [name for name, points in found.items() if points and points > 0],
        ),
        (
            _("Since the previous round, {dimensions} was seen less often."),
            [name for name, points in found.items() if points and points < 0],
        ),
    ):
        if names:
            lines.append(text.format(dimensions=_names(profile, names, language)))
    if not lines:
        lines.append(_("Since the previous round, everything is about the same."))
    elif any(points == 0 for points in found.values()):
        lines.append(_("The rest is about the same."))
    if any(points is None for points in found.values()):
        lines.append(_("Not every area can be compared."))
    return " ".join(lines)


def change_word(points: int | None, language: str) -> str:
    """The result of `changed` in short: '▲ +15', '▼ −10', '= about the same' or 'not compared'."""
    _ = interface_words(language).gettext
    if points is None:
        return _("not compared")
    if points == 0:
        return "= " + _("about the same")
    return f"▲ +{points}" if points > 0 else f"▼ −{-points}"


def agenda_line(proposals: Sequence[Proposal], language: str) -> str:
    """How the agenda's topics were chosen, or why there are none."""
    _ = interface_words(language).gettext
    if proposals:
        return _("These topics follow from the team’s answers. The reason is given with each.")
    return _("Nothing stands out in the team's answers, so no topic follows from them. Choose one together.")


def proposal_reason(profile: Profile, snapshot: Snapshot, proposal: Proposal, language: str) -> str:
    """Why a topic is on the agenda; `proposal_items` follow it."""
    _ = interface_words(language).gettext
    if proposal.reason == "divided":
        text = _("Because the team is divided over these statements, for {dimension}:")
    elif proposal.reason == "seldom":
        text = _("Because of the team’s answers to these statements, for {dimension}:")
    elif proposal.reason == "strength":
        text = _("Because this often goes well, for {dimension}: what makes it work?")
    elif len(snapshot.lowest) > 1:
        text = _(
            "Because {dimension} is one of the areas that are low. They are so close together that chance"
            " can decide which is lowest. And because of these answers:"
        )
    else:
        text = _("Because {dimension} is lowest in this team, and because of these answers:")
    return text.format(dimension=_names(profile, (proposal.dimension,), language))


def proposal_items(profile: Profile, snapshot: Snapshot, proposal: Proposal, language: str) -> list[str]:
    """The statements that led to a topic, each with the team's word.

    Example: 'Often: I promise him only what I can deliver myself.'
    """
    _ = interface_words(language).gettext
    return [
        _("{Word}: {statement}").format(
            Word=capital(mark_word(profile, snapshot.items[item].mark, language)),
            statement=statement_words(profile, item, language),
        )
        for item in proposal.items
    ]


def _names(profile: Profile, dimensions: Iterable[str], language: str) -> str:
    return quoted_names(profile, dimensions, language, style="standard")
