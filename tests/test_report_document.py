"""The PDF: tagged, in its language, complete, and literal whatever the words hold."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pypdf
import pytest

from content import LANGUAGES, Profile, load_profile
from report.document import reflection_pdf
from scoring import reflect, suggest
from tests.support.report_sheets import sheets

PROFILE = load_profile()
DAY = date(2026, 11, 23)


def document(profile: Profile, name: str, language: str = "nl", **told: int | None) -> pypdf.PdfReader:
    reflection = reflect(profile, sheets(profile)[name], works_with="minors")
    made = reflection_pdf(
        profile,
        reflection,
        suggest(profile, reflection),
        language=language,
        made_on=DAY,
        confidence=told.get("confidence", 6),
    )
    return pypdf.PdfReader(io.BytesIO(made))


def letters(text: str) -> str:
    """Without what line breaking adds or takes: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def text_of(pdf: pypdf.PdfReader) -> str:
    return letters("".join(page.extract_text() for page in pdf.pages))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_knows_its_language_and_title(language: str) -> None:
    pdf = document(PROFILE, "uneven", language)
    catalogue = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == language
    assert b"<pdfuaid:part>1" in catalogue["/Metadata"].get_data(), "PDF/UA-1, for screen readers"
    assert pdf.metadata is not None
    assert pdf.metadata.title == {"nl": "Mijn reflectie", "en": "My reflection"}[language]
    assert pdf.metadata.author is None
    assert pdf.metadata.get("/CreationDate") == "D:20261123000000Z", "the day, not the time"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_what_was_asked_answered_and_suggested(language: str) -> None:
    pdf = document(PROFILE, "uneven", language)
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
    assert letters({"nl": "23 november 2026", "en": "23 November 2026"}[language]) in text
    for number, page in enumerate(pdf.pages, start=1):
        footer = f"{number} {'van' if language == 'nl' else 'of'} {len(pdf.pages)}"
        assert letters(footer) in letters(page.extract_text())


@pytest.mark.parametrize("name", sheets(PROFILE))
def test_every_sheet_fits_a_few_pages(name: str) -> None:
    assert 2 <= len(document(PROFILE, name, confidence=None).pages) <= 4


def test_the_practice_part_is_left_out_where_it_was_skipped() -> None:
    practice = PROFILE.part("practice")[0]
    item = letters(next(iter(practice.items.values())).wording("minors")["nl"])
    assert item not in text_of(document(PROFILE, "one stands out"))
    assert item in text_of(document(PROFILE, "practice only"))


@pytest.mark.parametrize(
    "hostile",
    ["#panic() *x* $y$ @z \\ `r` <l> = h", '// -- [*] #read("house.typ") {{data}}', "é’ß„“…½→", "m" * 300],
    ids=["markup", "code", "signs", "one long word"],
)
def test_words_are_never_taken_for_markup(hostile: str) -> None:
    pdf = document(worded(PROFILE, hostile), "one stands out")
    assert text_of(pdf).count(letters(hostile)) >= 5  # two titles, an item in the table and at its topic, ...


def test_a_character_that_no_font_has_makes_no_document_fail() -> None:
    pdf = document(worded(PROFILE, "a 🌷 b"), "one stands out")
    assert "/StructTreeRoot" in pdf.trailer["/Root"]


def worded(profile: Profile, text: str) -> Profile:
    """The profile with `text` for every item, topic, aspect and dimension."""
    other = dict.fromkeys(LANGUAGES, text)
    dimensions = {
        dimension.id: replace(
            dimension,
            name=other,
            aspects=MappingProxyType({id: replace(a, name=other) for id, a in dimension.aspects.items()}),
            items=MappingProxyType(
                {id: replace(i, text=other, minors=None) for id, i in dimension.items.items()}
            ),
            topics=MappingProxyType(
                {id: replace(t, title=other, stake=other) for id, t in dimension.topics.items()}
            ),
        )
        for dimension in profile.dimensions.values()
    }
    return replace(
        profile,
        title=other,
        dimensions=MappingProxyType(dimensions),
        items=MappingProxyType({id: i for d in dimensions.values() for id, i in d.items.items()}),
        topics=MappingProxyType({id: t for d in dimensions.values() for id, t in d.topics.items()}),
    )
