"""The reminder: a whole day in any calendar, and nothing in it that tells what it is about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from content import LANGUAGES, interface_words, load_profile
from report.calendar import reminder_ics
from tests.support.report_words import tells_the_subject

MADE_ON = date(2026, 11, 24)
NEUTRAL = "Terugkijken"


@given(st.dates(date(2020, 1, 1), date(2100, 12, 31)))
@example(date(2028, 2, 28))
@example(date(2028, 2, 29))
@example(date(2027, 12, 31))
def test_a_whole_day_with_a_morning_reminder(day: date) -> None:
    (event,) = Calendar.from_ical(reminder_ics(day, NEUTRAL, made_on=MADE_ON)).walk("VEVENT")
    assert event.decoded("dtstart") == day
    assert event.decoded("dtend") == day + timedelta(days=1)
    assert (event["transp"], event["class"]) == ("TRANSPARENT", "PRIVATE")
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=9)
    assert alarm["trigger"].params.get("RELATED", "START") == "START"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_only_that_one_looks_back(language: str) -> None:
    words = interface_words(language).gettext("Look back")
    file = reminder_ics(date(2027, 2, 28), words, made_on=MADE_ON).decode()
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["summary"] == words
    assert {"URL", "LOCATION", "DESCRIPTION", "ORGANIZER", "CATEGORIES"}.isdisjoint(event)
    assert not tells_the_subject(file, load_profile())


def test_the_owner_may_let_it_say_the_plan() -> None:
    plan = "Als hij belt, dan zal ik: opnemen; echt"
    (event,) = Calendar.from_ical(reminder_ics(date(2027, 2, 28), plan, made_on=MADE_ON)).walk("VEVENT")
    assert event["summary"] == event.walk("VALARM")[0]["description"] == plan


def test_only_the_day_is_kept() -> None:
    file = reminder_ics(date(2027, 2, 28), NEUTRAL, made_on=MADE_ON).decode()
    assert "DTSTAMP:20261124T000000Z\r\n" in file
    assert "CREATED" not in file


def test_every_line_ends_as_the_standard_asks() -> None:
    """RFC 5545, 3.1: CRLF, and no more than 75 octets before it."""
    file = reminder_ics(date(2027, 2, 28), NEUTRAL, made_on=MADE_ON)
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert file.count(b"\r\n") == file.count(b"\n") == file.count(b"\r")
    assert max(map(len, file.split(b"\r\n"))) <= 75


def test_two_reminders_are_two_events() -> None:
    def made() -> str:
        file = reminder_ics(date(2027, 2, 28), NEUTRAL, made_on=MADE_ON)
        return str(Calendar.from_ical(file).walk("VEVENT")[0]["uid"])

    assert made() != made()


def test_words_of_the_subject_are_found() -> None:
    profile = load_profile()
    assert tells_the_subject("Mijn Reflectie op de basishouding", profile) == [
        "basishouding",
        "houding",
        "reflect",
    ]
    assert tells_the_subject(profile.title["nl"], profile)
    assert not tells_the_subject("Mijn code", profile)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_possible_day(day: date) -> None:
    """A file of one's own may name them."""
    (event,) = Calendar.from_ical(reminder_ics(day, NEUTRAL, made_on=MADE_ON)).walk("VEVENT")
    assert event.decoded("dtstart") == day
