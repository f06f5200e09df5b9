"""One person's reflection as a PDF: the data for `reflection.typ`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from content import Dimension, Part, Profile, babel_locale, interface_words
from report import sentences
from report.facts import fact_heads, facts
from report.typesetting import typeset
from scoring import Reflection, Suggestion

CASE_PHASE: Final = "prepare"
"""The phase of the intervision model with the questions for preparing a case."""


def reflection_pdf(
    profile: Profile,
    reflection: Reflection,
    suggestions: Sequence[Suggestion],
    *,
    language: str,
    made_on: date,
    confidence: int | None,
) -> bytes:
    """The reflection on A4: overview, topics, room to write one's case; the answers on separate pages.

    It holds no name and no time but the day. The practice part is left out if none of its items was answered.
    """
    _ = interface_words(language).gettext
    day = format_date(made_on, "long", locale=babel_locale(language))
    whom = sentences.works_with_words(profile, reflection.works_with, language)
    lines = (
        sentences.outcome(profile, reflection, language),
        sentences.certainty(profile, reflection, language),
        sentences.same_answer_remark(profile, reflection, language),
    )
    parts: dict[Part, str] = {"attitude": _("The sides of attitude")}
    if _has_answers(profile, reflection, "practice"):
        parts["practice"] = _("Practice")
    phases = profile.intervision.phases
    data = {
        "title": _("My reflection"),
        "language": language,
        "about_it": [
            f"{day} · {profile.works_with_question[language]} {whom}",
            _("Profile {version}: {title}").format(version=profile.version, title=profile.title[language]),
        ],
        "what_this_is": sentences.what_this_is(profile, language),
        "outcome": [line for line in lines if line is not None],
        "confidence": sentences.confidence_line(profile, confidence, language),
        "parts": [
            {"name": name, **_part(profile, reflection, part, language)} for part, name in parts.items()
        ],
        "chart": sentences.chart_line(profile, language),
        "notes": sentences.reading_notes(profile, language),
        "stem": profile.stem[language],
        "dimensions": [
            _answers(profile, reflection, dimension, language)
            for part in parts
            for dimension in profile.part(part)
        ],
        "chosen": sentences.topics_line(profile, reflection, suggestions, language),
        "topics": [_topic(profile, reflection, suggestion, language) for suggestion in suggestions],
        "case": [question[language] for question in phases[CASE_PHASE].questions]
        if CASE_PHASE in phases
        else [],
        "words": {
            "outcome": _("What stands out"),
            "answers": _("My answers"),
            "answer_heads": [_("What it is about"), _("Statement"), _("Answer")],
            "counts": _("(counts the other way round)"),
            "topics": _("Topics for intervision"),
            "because": _("Chosen because of these answers:"),
            "case": _("My case"),
            "no_names": _("Leave out names, and details by which someone can be recognised."),
            "footer": _("My own; not for appraisal"),
            "pages": _("{page} of {pages}"),
        },
    }
    return typeset("reflection.typ", data, made_on)


def _has_answers(profile: Profile, reflection: Reflection, part: Part) -> bool:
    return any(item in reflection.answers for dimension in profile.part(part) for item in dimension.items)


def _part(profile: Profile, reflection: Reflection, part: Part, language: str) -> dict[str, Any]:
    rows, unscored = [], []
    for dimension in profile.part(part):
        fact, found = facts(profile, reflection, dimension.id, language), reflection.dimensions[dimension.id]
        line = sentences.dimension_line(profile, reflection, dimension.id, language)
        if found.score is None:
            unscored.append(line)
        rows.append(
            {
                "alt": line,
                "score": found.score,
                "low": found.low,
                "high": found.high,
                "cells": [fact.name, fact.score, fact.between, fact.count],
            }
        )
    ends = (f"0 {profile.scale[1][language]}", f"100 {profile.scale[5][language]}")
    return {"rows": rows, "unscored": unscored, "heads": fact_heads(language), "ends": ends}


def _answers(profile: Profile, reflection: Reflection, dimension: Dimension, language: str) -> dict[str, Any]:
    items: dict[str, list[dict[str, str]]] = {aspect: [] for aspect in dimension.aspects}
    for item in dimension.items.values():
        items[item.aspect].append(_answer(profile, reflection, item.id, language))
    return {
        "name": dimension.name[language],
        "aspects": [
            {"name": dimension.aspects[aspect].name[language], "items": answers}
            for aspect, answers in items.items()
            if answers
        ],
    }


def _answer(profile: Profile, reflection: Reflection, item: str, language: str) -> dict[str, str]:
    return {
        "text": profile.items[item].wording(reflection.works_with)[language],
        "answer": sentences.answer_words(profile, reflection, item, language),
        "counts": sentences.counts_as(profile.items[item], language),
    }


def _topic(profile: Profile, reflection: Reflection, suggestion: Suggestion, language: str) -> dict[str, Any]:
    topic, phases = suggestion.topic, profile.intervision.phases
    return {
        "title": topic.title[language],
        "stake": topic.stake[language],
        "items": [_answer(profile, reflection, item, language) for item in suggestion.items],
        "phases": [
            {"name": phases[phase].name[language], "prompts": [prompt[language] for prompt in prompts]}
            for phase, prompts in topic.prompts.items()
        ],
    }
