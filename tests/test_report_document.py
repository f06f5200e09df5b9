"""The PDF: tagged, in its language, complete, and literal whatever the words hold."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from content import LANGUAGES, load_profile
from report.document import reflection_pdf, topic_pdf
from scoring import reflect, suggest
from tests.support.report_documents import WITH_MARKUP, letters, read, text_of, worded
from tests.support.report_sheets import sheets

PROFILE = load_profile()
DAY = date(2026, 11, 23)


@cache
def document(
    name: str,
    language: str = "nl",
    *,
    hostile: str | None = None,
    confidence: int | None = 6,
    with_answers: bool = True,
) -> PdfReader:
    """The PDF of a sheet by name; with `hostile` words for every text of the profile."""
    profile = PROFILE if hostile is None else worded(PROFILE, hostile)
    reflection = reflect(profile, sheets(profile)[name], works_with="minors")
    made = reflection_pdf(
        profile,
        reflection,
        suggest(profile, reflection),
        language=language,
        made_on=DAY,
        confidence=confidence,
        with_answers=with_answers,
    )
    return read(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_what_was_asked_answered_and_suggested(language: str) -> None:
    pdf = document("uneven", language)
    text = text_of(pdf)
    reflection = reflect(PROFILE, sheets(PROFILE)["uneven"], works_with="minors")
    for item in PROFILE.items.values():
        answer = reflection.answers[item.id]
        assert answer is not None
        assert letters(item.wording("minors")[language] + PROFILE.scale[answer][language]) in text
    suggestions = suggest(PROFILE, reflection)
    assert suggestions
    for suggestion in suggestions:
        assert letters(suggestion.topic.title[language]) in text
        for prompts in suggestion.topic.prompts.values():
            assert all(letters(prompt[language]) in text for prompt in prompts)
    assert letters(PROFILE.evidence[language]) in text
    assert letters({"nl": "23 november 2026", "en": "23 November 2026"}[language]) in text
    for number, page in enumerate(pdf.pages, start=1):
        footer = f"{number} {'van' if language == 'nl' else 'of'} {len(pdf.pages)}"
        assert letters(footer) in letters(page.extract_text())


@pytest.mark.parametrize("name", sheets(PROFILE))
def test_every_sheet_fits_a_few_pages(name: str) -> None:
    pages = document(name, confidence=None).pages
    assert 3 <= len(pages) <= 6
    for page in pages:
        assert len(page.extract_text().splitlines()) >= 6, "no page with one row"


def test_answers_are_in_it_only_if_wanted() -> None:
    text = text_of(document("uneven", with_answers=False))
    named = [item for item in PROFILE.items.values() if letters(item.wording("minors")["nl"]) in text]
    assert len(named) < len(PROFILE.items) / 2, "those at the top and at the topics"
    assert letters(PROFILE.stem["nl"]) not in text


def test_a_page_for_a_colleague_holds_no_answer() -> None:
    for topic in PROFILE.topics.values():
        pdf = read(topic_pdf(PROFILE, topic, language="nl", made_on=DAY))
        assert len(pdf.pages) == 1
        text = text_of(pdf)
        assert letters(topic.title["nl"]) in text
        for prompts in topic.prompts.values():
            assert all(letters(prompt["nl"]) in text for prompt in prompts)
        assert not any(letters(item.text["nl"]) in text for item in PROFILE.items.values())


def test_a_skipped_practice_part_is_left_out() -> None:
    practice = PROFILE.part("practice")[0]
    item = letters(next(iter(practice.items.values())).wording("minors")["nl"])
    assert item not in text_of(document("one stands out"))
    assert item in text_of(document("practice only"))


@WITH_MARKUP
def test_words_are_never_taken_for_markup(hostile: str) -> None:
    pdf = document("one stands out", hostile=hostile)
    assert text_of(pdf).count(letters(hostile)) >= 5  # two titles, an item in the table and at its topic, ...


def test_a_character_without_font_is_accepted() -> None:
    pdf = document("one stands out", hostile="a 🌷 b")
    assert "/StructTreeRoot" in pdf.root_object
