"""A reminder for one's own calendar. Others may see that calendar, so by itself it says very little."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

REMINDER_TIME: Final = timedelta(hours=9)
"""From the start of the day."""


def reminder_ics(day: date, text: str, *, made_on: date) -> bytes:
    """An iCalendar file (RFC 5545) with one whole-day event and a reminder that morning.

    The event says `text`, which its owner chose. It holds no address, description or
    name of the app, and shows the day as free.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//calendar//EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", str(uuid.uuid4()))
    event.add("dtstamp", datetime.combine(made_on, time(), tzinfo=UTC))  # the day without a time
    event.add("dtstart", day)
    if day < date.max:  # without an end it is a whole day too
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", text)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")  # colleagues see at most that there is an event
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", REMINDER_TIME)
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
