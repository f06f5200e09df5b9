"""The record of a meeting."""

from __future__ import annotations

from datetime import date

from content import load_profile
from intervision.events import Event, Next, Park, Present, Say, Write
from intervision.meeting import (
    MINUTES,
    NEW_QUESTION,
    QUESTION,
    Meeting,
    about_field,
    apply,
    learning_field,
    new_meeting,
)
from intervision.record import THE_OPENING, LearningPoint, record

PROFILE = load_profile()
DAY = date(2026, 11, 24)


def meeting() -> Meeting:
    return new_meeting("m", PROFILE.intervision.phases, looking_back=False, people=4)


def test_a_record_is_made_of_a_meeting() -> None:
    now = meeting()
    events: tuple[Event, ...] = (
        Write(QUESTION, " q "),
        Write(NEW_QUESTION, "n"),
        Write(learning_field(0), "p\n\n r "),
        Write(about_field(0), "personal"),
        Write(learning_field(2), "s"),
        Write(about_field(2), "unknown"),
        Write(learning_field(1), " "),
        Say("who", "line"),
        Present("who"),
        Say("other", "not on paper"),
        Park("idea"),
        *(Next(time, at) for at, time in enumerate((0, 60, 120, 180, 780, 1_410))),
    )
    for event in events:
        now = apply(now, event)
    made = record(now, DAY)
    assert (made.question, made.new_question, made.people) == ("q", "n", 4)
    assert made.learning_points == (
        LearningPoint(0, "p", "personal"),
        LearningPoint(0, "r", "personal"),
        LearningPoint(2, "s", None),
    )
    assert made.phases == ((THE_OPENING, 3), ("explore", 10), ("core", 10))
    assert made.minutes == 23
    assert (made.presenter_line, made.parked) == ("line", ())
    assert record(now, DAY, with_parked=True).parked == ("idea",)


def test_the_duration_can_be_corrected() -> None:
    now = apply(apply(meeting(), Write(MINUTES, "75")), Next(0, 0))
    made = record(now, DAY)
    assert (made.minutes, made.phases) == (75, ())
    assert record(apply(now, Write(MINUTES, "480000")), DAY).minutes == 0
    assert record(apply(now, Write(MINUTES, "")), DAY).minutes == 0


def test_rounded_minutes_add_up() -> None:
    """Four phases of 14 minutes and 50 seconds are 59 minutes and 20 seconds: 59, not 60."""
    now = meeting()
    for at in range(len(now.phases)):
        now = apply(now, Next(890 * max(0, at - 3), at))
    made = record(now, DAY)
    assert made.minutes == 59
    assert sorted(minutes for _phase, minutes in made.phases) == [14, 15, 15, 15]
