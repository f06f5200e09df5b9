"""The record of a meeting: complete, in the reader's language, literal, without a name, a page or two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from content import LANGUAGES, interface_words, load_profile
from intervision.record import LearningPoint, Record
from report.meeting_document import meeting_pdf
from tests.support.report_documents import WITH_MARKUP, letters, read, text_of
from tests.support.tagged import elements

PROFILE = load_profile()
TOPIC = next(iter(PROFILE.topics))
USUAL = Record(
    held_on=date(2026, 11, 23),
    phases=(("look_back", 10), ("explore", 24), ("core", 16), ("new_way", 21), ("share", 9)),
    topic=TOPIC,
    question="Hoe zorg ik dat hij zich aan de afspraken houdt? Ik word steeds strenger.",
    new_question="Wat maakt dat ik zo graag wil dat hij mijn afspraken volgt?",
    learning_points=(
        LearningPoint(0, "Dit weet nog niemand.", None),
        LearningPoint(0, "Ik merk mijn eigen haast.", "personal"),
        LearningPoint(1, "Ik vraag eerst wat hij wil.", "technical"),
        LearningPoint(1, "Ik zeg vooraf wat ik moet melden.", "normative"),
        LearningPoint(2, "Ik bel een dag eerder.", "technical"),
    ),
    people=6,
    minutes=80,
    presenter_line="",
    parked=(),
)
SHORT = replace(USUAL, phases=(("explore", 20), ("core", 39)), minutes=59)
LONGEST = replace(
    USUAL,
    question=("Hoe zorg ik dat hij op tijd komt? " * 200)[:4000],
    new_question=("Wat maakt dat ik dat zo graag wil? " * 200)[:4000],
    people=15,
)


@cache
def document(record: Record, language: str = "nl") -> PdfReader:
    return read(meeting_pdf(PROFILE, record, language=language))


def said(english: str, language: str) -> str:
    """What the interface says for an English id, as `text_of` finds it."""
    return letters(interface_words(language).gettext(english))


def rows(pdf: PdfReader) -> list[int]:
    """How many data cells each row of the document's tables has."""
    found = [node for _parents, node in elements(pdf.root_object["/StructTreeRoot"]) if node["/S"] == "/TR"]
    return [sum(cell.get_object()["/S"] == "/TD" for cell in row["/K"]) for row in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_all_there_is_of_a_meeting(language: str) -> None:
    text = text_of(document(USUAL, language))
    assert letters({"nl": "maandag 23 november 2026", "en": "Monday, 23 November 2026"}[language]) in text
    for phase, minutes in USUAL.phases:
        assert letters(f"{PROFILE.intervision.phases[phase].name[language]}{minutes}") in text
    for told in (
        PROFILE.intervision.title[language],
        PROFILE.topics[TOPIC].title[language],
        USUAL.question,
        USUAL.new_question,
        *(point.text for point in USUAL.learning_points),
    ):
        assert letters(told) in text
    for english in ("The question as it was brought", "The new question", "Signature"):
        assert said(english, language) in text
    no_names = (
        "The texts should contain no names and nothing by which somebody can be recognised. Read them"
        " again before you sign, and write names only here, by hand."
    )
    assert said(no_names, language) in text
    assert PROFILE.intervision.register is not None
    assert letters(PROFILE.intervision.register.asks[language]) in text


def test_without_a_register_there_is_no_number() -> None:
    nowhere = replace(PROFILE, intervision=replace(PROFILE.intervision, register=None))
    text = text_of(read(meeting_pdf(nowhere, SHORT, language="en")))
    assert letters("RoleNameSignaturePresenterParticipant") in text
    for told in ("SKJ", "For registration", "Registration number"):
        assert letters(told) not in text


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(80, "1 hour and 20 minutes"), (60, "1 hour"), (121, "2 hours and 1 minute"), (45, "45 minutes")],
)
def test_the_duration_is_in_hours_and_minutes(minutes: int, told: str) -> None:
    record = replace(USUAL, phases=(("explore", 5), ("core", minutes - 5)), minutes=minutes)
    text = text_of(document(record, "en"))
    assert letters(f"Duration{told}Method") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_short_meeting_gets_the_warning(language: str) -> None:
    assert SHORT.minutes == 59
    assert PROFILE.intervision.register is not None
    warning = letters(PROFILE.intervision.register.too_short[language])
    assert warning in text_of(document(SHORT, language))
    an_hour = replace(SHORT, minutes=60)
    assert warning not in text_of(document(an_hour, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_learning_points_are_under_their_dimension(language: str) -> None:
    text = text_of(document(USUAL, language))
    order = [
        said("Technical-instrumental", language),
        said("how you do the work: knowledge, methods and skills", language),
        letters("Ik vraag eerst wat hij wil."),
        letters("Ik bel een dag eerder."),
        said("Normative", language),
        said("what is right to do: values, norms and the professional code", language),
        letters("Ik zeg vooraf wat ik moet melden."),
        said("Personal", language),
        said("yourself in the work: your style, feelings and experience", language),
        letters("Ik merk mijn eigen haast."),
        said("Other learning points", language),
        letters("Dit weet nog niemand."),
    ]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


def test_empty_dimensions_of_the_register_stay() -> None:
    text = text_of(document(replace(USUAL, learning_points=()), "en"))
    for heading in ("Technical-instrumental", "Normative", "Personal"):
        assert said(heading, "en") in text
    assert text.count(said("Nothing written down yet.", "en")) == 3
    assert said("Other learning points", "en") not in text


def test_empty_fields_get_lines_to_write_on() -> None:
    bare = replace(USUAL, topic=None, question="", new_question="  ")
    text = text_of(document(bare, "en"))
    assert text.count(said("Nothing written down yet.", "en")) == 2
    assert letters("Method" + PROFILE.intervision.title["en"]) in text
    assert letters("Topic") not in text


@pytest.mark.parametrize("people", [3, 6, 15])
def test_everyone_has_a_row_to_sign(people: int) -> None:
    pdf = document(replace(USUAL, people=people), "en")
    assert rows(pdf).count(4) == people + 1, "role, name, number, signature"
    text = text_of(pdf)
    assert (
        letters(
            "RoleNameRegistrationnumberSignature" + "Presenter" + "Participant" * (people - 1) + "Facilitator"
        )
        in text
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_meeting_fits_one_page(language: str) -> None:
    assert len(document(USUAL, language).pages) == 1
    assert len(document(SHORT, language).pages) == 1
    long = document(LONGEST, language)
    assert len(long.pages) == 2
    assert text_of(long).count(letters("Hoe zorg ik dat hij op tijd komt?")) >= 100
    assert len(document(replace(LONGEST, new_question="afspraak" * 500, people=6), language).pages) == 2


@WITH_MARKUP
def test_what_people_wrote_is_never_taken_for_markup(hostile: str) -> None:
    record = replace(
        USUAL,
        question=hostile,
        new_question=hostile,
        learning_points=(LearningPoint(0, hostile, "normative"), LearningPoint(0, hostile, None)),
    )
    assert text_of(document(record)).count(letters(hostile)) == 4


@pytest.mark.parametrize("odd", ["a 🌷 b", "a\nb\r\nc\td", "a\x00\x07b", "مرحبا a b"])
def test_an_odd_character_makes_no_document_fail(odd: str) -> None:
    record = replace(USUAL, question=odd, learning_points=(LearningPoint(0, odd, None),))
    assert "/StructTreeRoot" in document(record).root_object


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_learning_point_follows_its_question(language: str) -> None:
    text = text_of(document(USUAL, language))
    asked = PROFILE.intervision.phases["new_way"].questions
    for point in USUAL.learning_points:
        assert letters(asked[point.question][language] + point.text) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_the_presenter_and_what_was_parked(language: str) -> None:
    for told in ("What the presenter takes away", "Parked ideas"):
        assert said(told, language) not in text_of(document(USUAL, language))
    more = replace(USUAL, presenter_line="Ik ga langzamer.", parked=("Bel hem *eerst*.",), phases=())
    text = text_of(document(more, language))
    assert said("What the presenter takes away", language) + letters("Ik ga langzamer.") in text
    assert letters("Bel hem *eerst*.") in text
    assert said("Phase", language) + said("Duration", language) not in text  # the clock was wrong
    assert len(document(more, language).pages) == 1


def test_a_question_that_was_not_put_anew_says_so() -> None:
    assert said("Not written down again.", "en") in text_of(document(replace(USUAL, new_question=""), "en"))
    assert said("Not written down again.", "en") not in text_of(document(USUAL, "en"))


def test_unknown_phases_and_topics_are_accepted() -> None:
    text = text_of(document(replace(USUAL, phases=(("gone", 70),), minutes=70, topic="gone"), "en"))
    assert letters("gone1 hour and 10 minutes") in text
    assert "Topic" not in text
