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
            _("Write down no names, and not your own either."),
        ],
        "own_code": _("A code of my own, only if I fill this in twice:"),
        "works_with": [
            profile.works_with_question[language],
            [choice.label[language] for choice in profile.works_with],
        ],
        "confidence": [profile.confidence.question[language], *ends],
        "stem": profile.stem[language],
        "heads": [_("Statement"), *_labels(profile, language)],
        "remarks": _("What was not clear? What did you miss?"),
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
            _("Ask whether the other agrees to take part. Say that stopping is always possible."),
            _("Say: we are not testing you but the statements. Tell me all that you think while you choose."),
            _("Practise first: how many windows are there in your home? Tell me how you count."),
            _("Explain nothing while the other answers. Is it quiet? Ask: what are you thinking now?"),
            _("Write down what was said, in the other’s words. Write down no names."),
        ],
        "probes": [
            _("Can you say in your own words what this asks?"),
            _("Which contacts did you think of?"),
            _("How did you come to this answer?"),
            _("Was there an answer that fits? When would you choose ‘{not_applicable}’?").format(
                not_applicable=profile.not_applicable[language]
            ),
        ],
        "scale": [profile.stem[language], ", ".join(_labels(profile, language))],
        "marks": [_("reads again"), _("hesitates"), _("understands it differently"), _("changes the answer")],
        "last": [
            _("Which statement would you leave out, and why?"),
            _("What belongs to this work and is not in it?"),
            _("At which statement would somebody make the answer look better than it is?"),
            _("Would you answer differently if your manager could see it?"),
        ],
        "words": {
            **_shared(profile, language)["words"],
            "before": _("Before and during the interview"),
            "probes": _("Ask on, after a statement"),
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
