"""The papers of a pilot: the statements to fill in, and the interviewer's sheet for thinking aloud.

What they are for: docs/evidence.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from content import Item, Profile, interface_words
from report.typesetting import typeset


def answer_form_pdf(profile: Profile, *, language: str, made_on: date) -> bytes:
    """The statements on A4, with the answers to circle; without explanations, as in the app."""
    _ = interface_words(language).gettext
    ends = (profile.confidence.low[language], profile.confidence.high[language])
    data = {
        **_shared(profile, language),
        "title": profile.title[language],
        "about_it": [
            _("These statements are being tried out: are they clear, and do they belong together?"),
            profile.evidence[language],
            _("Do not write down any names, not even your own."),
        ],
        "own_code": _("My own code, only if I fill this in twice:"),
        "works_with": [
            profile.works_with_question[language],
            [choice.label[language] for choice in profile.works_with],
        ],
        "confidence": [profile.confidence.question[language], *ends],
        "stem": profile.stem[language],
        "heads": [_("Statement"), *_labels(profile, language)],
        "remarks": _("What was not clear, and what did you miss?"),
        "ends": [text[language] for text in (profile.not_replaced, profile.source) if text is not None],
    }
    return typeset("answer_form.typ", data, made_on)


def think_aloud_pdf(profile: Profile, *, language: str, made_on: date) -> bytes:
    """What an interviewer says, each statement with room for what the other says, and the last questions."""
    _ = interface_words(language).gettext
    data = {
        **_shared(profile, language),
        "title": _("Thinking aloud: the interviewer’s sheet"),
        "facts": [
            _("Number of the interview"),
            _("Day"),
            profile.works_with_question[language],
        ],
        "before": [
            _("Ask whether the other person agrees to take part, and say that they can stop at any time."),
            _("Say that you are testing the statements, not the person, and ask them to think aloud."),
            _("Practise first: ask how many windows there are in their home, and have them count aloud."),
            _(
                "Explain nothing while the other person answers. If it is quiet, ask what they are thinking"
                " now."
            ),
            _("Write down exactly what the other person says, but do not write down any names."),
        ],
        "probes": [
            _("Can you say in your own words what this is asking?"),
            _("Which contacts did you think of?"),
            _("How did you arrive at this answer?"),
            _("Was there an answer that fitted? When would you choose ‘{not_applicable}’?").format(
                not_applicable=profile.not_applicable[language]
            ),
        ],
        "scale": [profile.stem[language], ", ".join(_labels(profile, language))],
        "marks": [_("reads again"), _("hesitates"), _("understands it differently"), _("changes the answer")],
        "last": [
            _("Which statement would you leave out, and why?"),
            _("What belongs to this work and is not in it?"),
            _("For which statement might somebody give a better answer than the true one?"),
            _("Would you answer differently if your manager could see it?"),
        ],
        "words": {
            **_shared(profile, language)["words"],
            "before": _("Before and during the interview"),
            "probes": _("Follow-up questions after a statement"),
            "answer": _("Answer"),
            "last": _("Last questions"),
        },
    }
    return typeset("think_aloud.typ", data, made_on)


def _shared(profile: Profile, language: str) -> dict[str, Any]:
    _ = interface_words(language).gettext
    version = _("Profile {version}: {title}").format(version=profile.version, title=profile.title[language])
    return {
        "language": language,
        "version": version,
        "dimensions": [
            {
                "name": dimension.name[language],
                "items": [_item(profile, item, language) for item in dimension.items.values()],
            }
            for dimension in profile.dimensions.values()
        ],
        "words": {"footer": version, "pages": _("{page} of {pages}")},
    }


def _item(profile: Profile, item: Item, language: str) -> dict[str, str | None]:
    """A statement; with the second wording, and the answers for which it is meant."""
    meant_for = [choice.label[language] for choice in profile.works_with if choice.id != "adults"]
    return {
        "id": item.id,
        "text": item.text[language],
        "meant_for": " / ".join(meant_for),
        "minors": None if item.minors is None else item.minors[language],
    }


def _labels(profile: Profile, language: str) -> Sequence[str]:
    return [*(label[language] for label in profile.scale.values()), profile.not_applicable[language]]
