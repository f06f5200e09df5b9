"""A meeting as plain data, and back."""

from __future__ import annotations

from intervision.meeting import Meeting
from records import StoredMeeting


def meeting_data(meeting: Meeting) -> StoredMeeting:
    """A meeting as plain data for JSON."""
    return StoredMeeting(
        id=meeting.id,
        phases=list(meeting.phases),
        minutes=dict(meeting.minutes),
        topic=meeting.topic,
        people=meeting.people,
        at=meeting.at,
        spent=dict(meeting.spent),
        since=meeting.since,
        texts=dict(meeting.texts),
        parked=list(meeting.parked),
        advice=list(meeting.advice),
        lines=dict(meeting.lines),
        presenter=meeting.presenter,
        former=list(meeting.former),
        of_team=meeting.of_team,
    )


def meeting_from(data: StoredMeeting) -> Meeting:
    """The meeting that `meeting_data` made plain data of."""
    return Meeting(
        id=data["id"],
        phases=tuple(data["phases"]),
        minutes=data["minutes"],
        topic=data["topic"],
        people=data["people"],
        at=data["at"],
        spent=data["spent"],
        since=data["since"],
        texts=data["texts"],
        parked=tuple(data["parked"]),
        advice=tuple(data["advice"]),
        lines=data["lines"],
        presenter=data["presenter"],
        former=tuple(data["former"]),
        of_team=data["of_team"],
    )
