"""How to read a team's figures."""

from __future__ import annotations

from content import Profile, interface_words
from report.sentences import reading_notes
from report.team_sentences import SPREAD_FROM, answer_words, band_words, change_threshold
from scoring.snapshot import Snapshot


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
            "The bar around a mean is chance: it reaches {chance} points to either side. With"
            " {ballots} people, a mean can easily differ by that much, only because people had a"
            " different week."
        ).format(chance=snapshot.chance, ballots=snapshot.ballots),
        _(
            "Small differences are called the same, because chance makes them too. Here a"
            " difference is told from {points} points on. A later round repeats a figure or a word"
            " that changed too little: so two rounds together tell less about who came or left."
        ).format(points=change_threshold(snapshot)),
        _(
            "Each statement has one word for the whole team: {seldom}, {sometimes} or {often}. The word is"
            " about the statement as it stands there. Does it say that it counts the other way round? Then"
            " ‘{seldom}’ fits the attitude, and ‘{often}’ does less."
        ).format(**answer_words(profile, language)),
    ]
    if any(item.minors is not None for item in profile.items.values()):
        notes.append(_("Some statements were worded differently, depending on with whom people work."))
    published = {item.spread.of for item in snapshot.items.values() if item.spread is not None}
    notes += [_spread_note(of, language) for of in sorted(published)]
    notes.append(
        _(
            "There is no filter and there are no smaller groups. Two figures, with and without one"
            " person, would give away that person's answers."
        )
    )
    return tuple(notes)


def _spread_note(of: int, language: str) -> str:
    _ = interface_words(language).gettext
    text = _(
        "From {answers} answers on, bars show how many people chose low or high. They do so in {steps}, and"
        " so approximately. The thick part is certain, the thin part is a guess. ‘Most’: {top} of the"
        " people are low, or high. ‘Divided’: {least} are low, and {least} are high."
    )
    return text.format(
        answers=SPREAD_FROM[of],
        steps=_("thirds") if of == 3 else _("fifths"),
        top=band_words(of - 1, of, language),
        least=_("more than {least}").format(least=_("one third") if of == 3 else _("one fifth")),
    )
