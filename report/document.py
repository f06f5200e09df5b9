"""One person's reflection, and a topic for a colleague, as PDF: the data for their templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from content import Dimension, Part, Profile, Topic, babel_locale, interface_words
from report import sentences
from report.charts import MARK, axis_ends
from report.facts import fact_heads, facts
from report.typesetting import typeset
from scoring import Reflection, Suggestion, highlights

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
    with_answers: bool,
) -> bytes:
    """The reflection on A4: overview, topics, room to write one's case; all answers, if wanted, on own pages.

    It holds no name and no time but the day. Answers of the practice part are left out if there are none.
    """
    _ = interface_words(language).gettext
    day = format_date(made_on, "long", locale=babel_locale(language))
    whom = sentences.works_with_words(profile, reflection.works_with, language)
    top = highlights(profile, reflection)
    often = _("What you do often") if top.are_often else _("What you saw most")
    lines = (
        sentences.outcome(profile, reflection, language),
        sentences.lowest_means(profile, reflection, language),
        sentences.same_answer_remark(profile, reflection, language),
    )
    notes = (
        sentences.certainty(profile, reflection, language),
        *sentences.reading_notes(profile, language),
        sentences.confidence_line(profile, confidence, language),
    )
    parts: tuple[Part, ...] = (
        ("attitude", "practice") if _has_answers(profile, reflection, "practice") else ("attitude",)
    )
    phases = profile.intervision.phases
    data = {
        "title": _("My reflection"),
        "language": language,
        "about_it": [
            f"{day} · {profile.works_with_question[language]} {whom}",
            _("Profile {version}: {title}").format(version=profile.version, title=profile.title[language]),
        ],
        "what_this_is": sentences.what_this_is(profile, language),
        "highlights": [
            {"name": name, "items": [_highlight(profile, reflection, item, language) for item in items]}
            for name, items in ((often, top.often), (_("What you saw less"), top.less))
            if items
        ],
        "outcome": [line for line in lines if line is not None],
        "sides": _sides(profile, reflection, language),
        "chart": sentences.chart_line(language),
        "notes": [note for note in notes if note is not None],
        "stem": profile.stem[language],
        "dimensions": [
            _answers(profile, reflection, dimension, language)
            for part in parts
            for dimension in profile.part(part)
        ]
        if with_answers
        else [],
        "topics": [_topic(profile, reflection, suggestion, language) for suggestion in suggestions],
        "case": [question[language] for question in phases[CASE_PHASE].questions]
        if CASE_PHASE in phases
        else [],
        "words": {
            "outcome": _("How the areas compare"),
            "answers": _("My answers"),
            "answer_heads": [_("What it is about"), _("Statement"), _("Answer")],
            "counts": _("(reverse-scored)"),
            "topics": _("Topics for peer consultation (intervision)"),
            "case": _("My case"),
            "no_names": _("Leave out names, and details by which someone can be recognised."),
            **_topic_words(language),
            **_footer(_("My own; not for appraisal"), language),
        },
    }
    return typeset("reflection.typ", data, made_on)


def topic_pdf(profile: Profile, topic: Topic, *, language: str, made_on: date) -> bytes:
    """One page for a colleague: a topic, what one could do, and its questions; no answer and no score."""
    _ = interface_words(language).gettext
    data = {
        "title": topic.title[language],
        "language": language,
        "topic": _topic_texts(profile, topic, topic.aspects, language),
        "source": profile.source[language],
        "words": {**_topic_words(language), **_footer(profile.title[language], language)},
    }
    return typeset("topic.typ", data, made_on)


def _footer(text: str, language: str) -> dict[str, str]:
    return {"footer": text, "pages": interface_words(language).gettext("{page} of {pages}")}


def _topic_words(language: str) -> dict[str, str]:
    _ = interface_words(language).gettext
    return {"say": _("You could say:"), "because": _("Because of these answers:")}


def _has_answers(profile: Profile, reflection: Reflection, part: Part) -> bool:
    return any(item in reflection.answers for dimension in profile.part(part) for item in dimension.items)


def _highlight(profile: Profile, reflection: Reflection, item: str, language: str) -> dict[str, str]:
    about, statement, answer, counts = sentences.own_answer(profile, reflection, item, language)
    return {"about": about, "statement": statement, "answer": answer + counts}


def _sides(profile: Profile, reflection: Reflection, language: str) -> dict[str, Any]:
    rows, unscored = [], []
    named = sentences.spoken_of(profile, reflection)
    for dimension in profile.part("attitude"):
        fact, found = facts(profile, reflection, dimension.id, language), reflection.dimensions[dimension.id]
        line = sentences.dimension_line(profile, reflection, dimension.id, language)
        if found.score is None:
            unscored.append(line)
        name = f"{MARK}{fact.name}" if dimension.id in named else fact.name
        rows.append(
            {
                "alt": line,
                "score": found.score,
                "low": found.low,
                "high": found.high,
                "cells": [name, fact.score, fact.between, fact.count],
            }
        )
    return {"rows": rows, "unscored": unscored, "heads": fact_heads(language), "ends": axis_ends(language)}


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
    return {
        **_topic_texts(profile, suggestion.topic, suggestion.aspects, language),
        "items": [_answer(profile, reflection, item, language) for item in suggestion.items],
    }


def _topic_texts(profile: Profile, topic: Topic, aspects: Sequence[str], language: str) -> dict[str, Any]:
    phases = profile.intervision.phases
    return {
        "title": topic.title[language],
        "stake": topic.stake[language],
        "aspects": [
            {"name": profile.aspects[aspect].name[language], "text": profile.aspects[aspect].text[language]}
            for aspect in aspects
        ],
        "examples": [example[language] for example in topic.examples],
        "learn": topic.learn and topic.learn[language],
        "items": [],
        "phases": [
            {"name": phases[phase].name[language], "prompts": [prompt[language] for prompt in prompts]}
            for phase, prompts in topic.prompts.items()
        ],
    }
