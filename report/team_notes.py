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
            "Averages are rounded to the nearest 5. A finer figure would look more certain than it is, and"
            " would make it easier to work out what one person answered."
        ),
        _(
            "Before answers were shared, the app let chance change about one in five. So nobody can be"
            " certain what one person chose. For the team as a whole, that chance has been taken out again:"
            " the figures are right on average, and a little less exact."
        ),
        _(
            "The bar shows how far chance could move the average: {chance} points either way. It takes into"
            " account which people took part, which statements were asked, and the chance that the app"
            " added. With other people and statements of this kind, about nine in ten averages are within"
            " it. Here {ballots} people took part; with more people the bar is shorter."
        ).format(chance=snapshot.chance, ballots=snapshot.ballots),
        _(
            "Small differences are called ‘about the same’, because they can be due to chance. Between two"
            " rounds of this size, a difference counts if it is {points} points or more. An area is called"
            " the lowest only if the next one is at least {apart} points higher."
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
            "You cannot filter these figures or split them into smaller groups. Two figures, one with and"
            " one without a person, would give away that person’s answers."
        )
    )
    return tuple(notes)


def _spread_note(profile: Profile, of: int, language: str) -> str:
    _ = interface_words(language).gettext
    text = _(
        "With {answers} answers or more, a bar shows how many people chose low or high, in {steps}. Only"
        " what is certain is filled: from the left those who chose {often} or more, from the right those who"
        " chose {seldom} or less. Chance can move it by one step. ‘Divided’ means that {least} are low and"
        " {least} are high."
    )
    return text.format(
        answers=SPREAD_FROM[of],
        steps=_("thirds") if of == 3 else _("fifths"),
        **answer_words(profile, language),
        least=_("more than {least}").format(least=_("one third") if of == 3 else _("one fifth")),
    )
