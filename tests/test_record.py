"""The record of a meeting."""

from __future__ import annotations

from datetime import date

from content import load_profile
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
from intervision.record import LearningPoint, record

PROFILE = load_profile()


def test_a_record_is_made_of_a_meeting() -> None:
    meeting = new_meeting("m", PROFILE.intervision.phases, looking_back=False, people=4)
    for event in (
        Resume(0),
        Write(QUESTION, " q "),
        Write(NEW_QUESTION, "n"),
        Write(learning_field(1), "p"),
        Write(about_field(1), "personal"),
        Write(learning_field(3), "r"),
        Write(about_field(3), "unknown"),
        Write(learning_field(2), " "),
        Next(600),
        Next(1_230),
    ):
        meeting = apply(meeting, event)
    made = record(meeting, date(2026, 11, 24))
    assert (made.question, made.new_question, made.people) == ("q", "n", 4)
    assert made.learning_points == (LearningPoint("p", "personal"), LearningPoint("r", None))
    assert made.phases == (("explore", 10), ("core", 10))
    assert made.minutes == 20


def test_rounded_minutes_add_up() -> None:
    """Four phases of 14 minutes and 50 seconds are 59 minutes and 20 seconds: 59, not 60."""
    meeting = apply(new_meeting("m", PROFILE.intervision.phases, looking_back=False), Resume(0))
    for number in range(4):
        meeting = apply(meeting, Next(890 * (number + 1)))
    made = record(meeting, date(2026, 11, 24))
    assert made.minutes == 59
    assert sorted(minutes for _phase, minutes in made.phases) == [14, 15, 15, 15]
