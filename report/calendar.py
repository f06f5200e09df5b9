"""A reminder for somebody's own calendar; others may see that calendar, so it says next to nothing."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from content import interface_words

REMINDED_AT: Final = timedelta(hours=9)
"""After the day's beginning."""


def look_back_ics(day: date, *, language: str, made_on: date) -> bytes:
    """An iCalendar file (RFC 5545) with one whole-day event, 'look back', and a reminder that morning.

    No address, no description, no name of the app. The event leaves the day free for others.
    """
    _ = interface_words(language).gettext
    calendar = Calendar()
    calendar.add("prodid", "-//calendar//EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", str(uuid.uuid4()))
    event.add("dtstamp", datetime.combine(made_on, time(), tzinfo=UTC))  # the day, no time
    event.add("dtstart", day)
    if day < date.max:  # without an end it is a whole day too; a file of one's own may name the last one
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", _("Look back"))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")  # colleagues who share a calendar see at most that something is there
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Look back"))
    alarm.add("trigger", REMINDED_AT)
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
