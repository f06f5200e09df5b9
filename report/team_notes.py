"""How to read a team's figures."""

from __future__ import annotations

from content import Profile, interface_words
from report.sentences import reading_notes
from report.team_sentences import SPREAD_FROM, answer_words
from scoring.snapshot import Snapshot, apart, change_from


def team_notes(profile: Profile, snapshot: Snapshot, language: str) -> tuple[str, ...]:
    """How to read the figures, in short paragraphs."""
    _ = interface_words(language).gettext
    notes = [
        reading_notes(profile, language)[0],
        _(
            "Means are rounded to the nearest 5. A finer figure would look more certain than it is, and would"
            " make it easier to work out what one person answered."
        ),
        _(
            "Before answers went along, the app let chance change about one in five. So nobody can be sure"
            " what one person chose. For the team as a whole that has been taken out again: the figures are"
            " right on average, and a little less exact."
        ),
        _(
            "The bar around a mean is chance: it reaches {chance} points to either side. It counts who of"
            " people like these took part, which statements were asked, and the chance that the app let in."
            " With other people and statements of the kind, about nine in ten means lie within it. Here"
            " {ballots} people took part; with more the bar is shorter."
        ).format(chance=snapshot.chance, ballots=snapshot.ballots),
        _(
            "Small differences are called the same, because chance makes them too. Between two rounds of this"
            " size, a difference is told from {points} points on. A side is only called the lowest if the"
            " next one lies {apart} points or more above it."
        ).format(points=change_from(snapshot.ballots, snapshot.ballots), apart=apart(snapshot.ballots)),
        _(
            "Each statement has one word for the whole team: {seldom}, {sometimes}, {often} or ‘divided’."
            " Where it says ‘We avoid this’, you filled in how often you do it; here it says how often you do"
            " not. Chance can turn a word into the next one."
        ).format(**answer_words(profile, language)),
    ]
    if any(item.minors is not None for item in profile.items.values()):
        notes.append(_("Some statements were worded differently, depending on with whom people work."))
    published = {item.spread.of for item in snapshot.items.values() if item.spread is not None}
    notes += [_spread_note(profile, of, language) for of in sorted(published)]
    notes.append(
        _(
            "There is no filter and there are no smaller groups. Two figures, with and without one"
            " person, would give away that person's answers."
        )
    )
    return tuple(notes)


def _spread_note(profile: Profile, of: int, language: str) -> str:
    _ = interface_words(language).gettext
    text = _(
        "From {answers} answers on, a bar shows how many people chose low or high, in {steps}. Only what is"
        " certain is filled: from the left who chose {often} or more, from the right who chose {seldom} or"
        " less. Chance can move it by one step. ‘Divided’: {least} are low, and {least} are high."
    )
    return text.format(
        answers=SPREAD_FROM[of],
        steps=_("thirds") if of == 3 else _("fifths"),
        **answer_words(profile, language),
        least=_("more than {least}").format(least=_("one third") if of == 3 else _("one fifth")),
    )
