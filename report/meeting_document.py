"""The record of an intervision meeting: evidence for a register, without a name on it."""

from __future__ import annotations

from typing import Any, Final

from babel.dates import format_date

from content import Profile, babel_locale, interface_words
from intervision.record import About, Record
from report.typesetting import typeset

LEAST_MINUTES: Final = 60
"""A meeting counts for the Dutch register of youth professionals (SKJ) from an hour on."""


def meeting_pdf(profile: Profile, record: Record, *, language: str) -> bytes:
    """A page or two on A4: date, duration, phases, both questions, learning points, and lines to sign on.

    The learning points are ordered along the three dimensions of reflection that the register (SKJ) asks for.
    Names are filled in on paper only.
    """
    return typeset("meeting.typ", _data(profile, record, language), record.held_on)


def _data(profile: Profile, record: Record, language: str) -> dict[str, Any]:
    """Everything `meeting.typ` shows, as text in the reader's language."""
    _ = interface_words(language).gettext
    day = format_date(record.held_on, "long", locale=babel_locale(language))
    topic = profile.topics.get(record.topic or "")
    facts = [
        (_("Date"), day),
        (_("Duration"), _duration(record.minutes, language)),
        *([(_("Topic"), topic.title[language])] if topic else []),
    ]
    phases = profile.intervision.phases
    return {
        "language": language,
        "title": _("Record of an intervision meeting"),
        "what_this_is": _(
            "Names are filled in by hand. Leave out anything by which the boy can be recognised."
        ),
        "facts": facts,
        "phases": [
            (phases[id].name[language] if id in phases else id, _duration(minutes, language))
            for id, minutes in record.phases
        ],
        "short": _("For the register (SKJ) a meeting counts from one hour on. This one took less.")
        if record.minutes < LEAST_MINUTES
        else None,
        "questions": [
            (_("The question then"), record.question or "–"),
            (_("The question now"), record.new_question or "–"),
        ],
        "points": _points(record, language),
        "sign": {
            "heads": [_("Name"), _("Registration number"), _("Signature")],
            "rows": [_("Facilitator"), *[""] * record.people],
        },
        "words": {
            "phases": _("Phases"),
            "questions": _("The question"),
            "points": _("Learning points"),
            "no_points": _("None were written down."),
            "sign": _("Who was there"),
            "footer": _("Record of an intervision meeting"),
            "pages": _("{page} of {pages}"),
        },
    }


def _points(record: Record, language: str) -> list[dict[str, Any]]:
    """Those that were written down, along the three dimensions, and last what nobody ordered."""
    _ = interface_words(language).gettext
    sides: dict[About | None, tuple[str, str]] = {
        "technical": (_("Technical-instrumental"), _("how to do the work")),
        "normative": (_("Normative"), _("what is right to do")),
        "personal": (_("Personal"), _("myself in the work")),
        None: (_("Not ordered"), ""),
    }
    found = [
        {
            "name": name,
            "about": about,
            "texts": [point.text for point in record.learning_points if point.about == side],
        }
        for side, (name, about) in sides.items()
    ]
    return [side for side in found if side["texts"]]


def _duration(minutes: int, language: str) -> str:
    """'1 hour 20 minutes', '45 minutes'."""
    ngettext = interface_words(language).ngettext
    hours, rest = divmod(minutes, 60)
    told = [ngettext("{hours} hour", "{hours} hours", hours).format(hours=hours)] if hours else []
    if rest or not hours:
        told.append(ngettext("{minutes} minute", "{minutes} minutes", rest).format(minutes=rest))
    return " ".join(told)
