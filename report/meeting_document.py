"""The record of an intervision meeting as a PDF: the data for `meeting.typ`."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date
from babel.lists import format_list

from content import Profile, babel_locale, interface_words
from intervision.meeting import NEW_WAY
from intervision.record import THE_OPENING, About, LearningPoint, Record
from report.typesetting import typeset


def meeting_pdf(profile: Profile, record: Record, *, language: str) -> bytes:
    """The record on A4: date, duration, phases, question, learning points, lines to sign on.

    It holds no names (people write theirs on the paper) and no time but the day. One page, or two if the
    texts are long.
    """
    _ = interface_words(language).gettext
    phases, register = profile.intervision.phases, profile.intervision.register
    names = {THE_OPENING: _("Opening"), **{name: phase.name[language] for name, phase in phases.items()}}
    facts = [
        (_("Date"), format_date(record.held_on, "full", locale=babel_locale(language))),
        (_("Duration"), _duration(record.minutes, language)),
        (_("Method"), profile.intervision.title[language]),
    ]
    if topic := profile.topics.get(record.topic or ""):  # the meeting may be older than the profile
        facts.append((_("Topic"), topic.title[language]))
    data = {
        "title": _("Record of an intervision meeting"),
        "language": language,
        "facts": facts,
        "too_short": register.too_short[language]
        if register is not None and record.minutes < register.shortest
        else None,
        "phases": [
            (names.get(phase, phase), _duration(minutes, language)) for phase, minutes in record.phases
        ],
        "questions": [record.question, record.new_question],
        "dimensions": _dimensions(profile, record, language),
        "line": record.presenter_line,
        "parked": list(record.parked),
        "signers": [_("Presenter"), *[_("Participant")] * (record.people - 1), _("Facilitator")],
        "words": {
            "phase_heads": [_("Phase"), _("Duration")],
            "question_heads": [_("The question as it was brought"), _("The new question")],
            "questions": _("The question"),
            "line": _("What the presenter takes away"),
            "parked": _("Parked ideas"),
            "not_again": _("Not written down again."),
            "learning": _("Learning points"),
            "asked": None if register is None else register.asks[language],
            "empty": _("Nothing written down yet."),
            "people": _("Who took part"),
            "no_names": _(
                "The texts should contain no names and nothing by which somebody can be recognised. Read"
                " them again before you sign, and write names only here, by hand."
            ),
            "people_heads": [
                _("Role"),
                _("Name"),
                *([] if register is None else [_("Registration number")]),
                _("Signature"),
            ],
            "footer": _("Not for appraisal")
            if register is None
            else _("For registration; not for appraisal"),
            "pages": _("{page} of {pages}"),
        },
    }
    return typeset("meeting.typ", data, record.held_on)


def _duration(minutes: int, language: str) -> str:
    """In hours and minutes, without zeros: '2 hours', '1 hour and 5 minutes'."""
    ngettext = interface_words(language).ngettext
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("{count} hour", "{count} hours", hours).format(count=hours))
    if rest or not hours:
        parts.append(ngettext("{count} minute", "{count} minutes", rest).format(count=rest))
    return format_list(parts, locale=babel_locale(language))


def _dimensions(profile: Profile, record: Record, language: str) -> list[dict[str, Any]]:
    """The learning points under the register's dimensions, in its order; the rest comes last."""
    _ = interface_words(language).gettext
    heads: dict[About | None, tuple[str, str | None]] = {
        "technical": (
            _("Technical-instrumental"),
            _("how you do the work: knowledge, methods and skills"),
        ),
        "normative": (_("Normative"), _("what is right to do: values, norms and the professional code")),
        "personal": (_("Personal"), _("yourself in the work: your style, feelings and experience")),
        None: (_("Other learning points"), None),
    }
    return [
        {"name": name, "about": explanation, "points": points}
        for about, (name, explanation) in heads.items()
        if (
            points := [_point(profile, one, language) for one in record.learning_points if one.about == about]
        )
        or about is not None
    ]


def _point(profile: Profile, point: LearningPoint, language: str) -> str:
    """A learning point after the question that it answers."""
    asked = profile.intervision.phases[NEW_WAY].questions[point.question :][:1]
    return " ".join([*(question[language] for question in asked), point.text])
