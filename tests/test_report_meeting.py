"""The record of a meeting on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from content import LANGUAGES, load_profile
from intervision.meeting import (
    NEW_QUESTION,
    QUESTION,
    Next,
    Resume,
    Write,
    about_field,
    apply,
    learning_field,
    new_meeting,
)
from intervision.record import LearningPoint, Record, record
from report import meeting_pdf

PROFILE = load_profile()
TOPIC = PROFILE.topics["non_judgement-pace"]
USUAL = Record(
    held_on=date(2026, 11, 24),
    phases=(("explore", 25), ("core", 17), ("new_way", 21), ("share", 12)),
    topic=TOPIC.id,
    question="Wanneer laat ik los?",
    new_question="Hoe blijf ik beschikbaar?",
    learning_points=(
        LearningPoint("Niet ingedeeld punt.", None),
        LearningPoint("Persoonlijk punt.", "personal"),
        LearningPoint("Normatief punt.", "normative"),
        LearningPoint("Technisch punt.", "technical"),
    ),
    people=6,
)


def read(record: Record, language: str = "nl") -> PdfReader:
    return PdfReader(BytesIO(meeting_pdf(PROFILE, record, language=language)))


def text_of(record: Record, language: str = "nl") -> str:
    return "\n".join(page.extract_text() for page in read(record, language).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_meeting_is_one_page_with_all_that_the_register_asks_for(language: str) -> None:
    assert len(read(USUAL, language).pages) == 1
    text = text_of(USUAL, language)
    day = {"nl": "24 november 2026", "en": "24 November 2026"}[language]
    lasted = {"nl": "1 uur 15 minuten", "en": "1 hour 15 minutes"}[language]
    for part in (day, lasted, USUAL.question, USUAL.new_question, TOPIC.title[language]):
        assert part in text
    for id, _minutes in USUAL.phases:
        assert PROFILE.intervision.phases[id].name[language] in text
    assert "SKJ" not in text


def test_learning_points_stand_along_the_three_dimensions() -> None:
    text = text_of(USUAL)
    words = ("Technisch-instrumenteel", "Technisch punt.", "Normatief", "Normatief punt.", "Persoonlijk")
    places = [text.index(word) for word in (*words, "Persoonlijk punt.", "Niet ingedeeld punt.")]
    assert places == sorted(places)


def test_a_short_meeting_is_said_to_be_one() -> None:
    assert "telt een bijeenkomst vanaf een uur" in text_of(replace(USUAL, phases=(("explore", 59),)))
    assert "telt een bijeenkomst" not in text_of(replace(USUAL, phases=(("explore", 60),)))


def test_there_is_a_line_for_everybody_and_no_name() -> None:
    """Each line ends in its own stroke: one more person, one more row of three."""

    def strokes(people: int) -> int:
        (page,) = read(replace(USUAL, people=people)).pages
        contents = page.get_contents()
        assert contents is not None
        return contents.get_data().count(b"\nS\n")

    assert strokes(7) - strokes(6) == strokes(6) - strokes(5) > 0


def test_what_people_wrote_is_shown_as_it_is_and_the_longest_fits_on_few_pages() -> None:
    hostile = "#set page() *vet* $x$ <script> \\ \"'"
    assert hostile in text_of(replace(USUAL, question=hostile))
    long = replace(USUAL, question="woord " * 650, new_question="x" * 4000)
    assert len(read(long).pages) <= 3


def test_it_is_tagged_and_knows_only_the_day() -> None:
    reader = read(USUAL)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert reader.metadata is not None
    assert str(reader.metadata.get("/CreationDate", "")).startswith("D:20261124000000")
    assert not reader.metadata.author


def test_a_record_is_made_of_a_meeting() -> None:
    meeting = new_meeting("m", PROFILE.intervision.phases, looking_back=False, topic=TOPIC.id, people=4)
    for event in (
        Resume(0),
        Write(QUESTION, " q "),
        Write(NEW_QUESTION, "n"),
        Write(learning_field(1), "p"),
        Write(about_field(1), "personal"),
        Write(learning_field(2), " "),
        Next(600),
        Next(1_230),
    ):
        meeting = apply(meeting, event)
    made = record(meeting, date(2026, 11, 24))
    assert (made.question, made.new_question, made.people) == ("q", "n", 4)
    assert made.learning_points == (LearningPoint("p", "personal"),)
    assert made.phases[:2] == (("explore", 10), ("core", 10))
    assert made.minutes == 20
