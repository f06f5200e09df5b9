"""What a meeting leaves on paper: evidence for a professional register, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from intervision.meeting import NEW_QUESTION, QUESTION, Meeting, about_field, learning_field

About = Literal["technical", "normative", "personal"]

MOST_POINTS: Final = 10


@dataclass(frozen=True)
class LearningPoint:
    """Something to do differently, and what side of the work it is about; None where nobody said."""

    text: str
    about: About | None


@dataclass(frozen=True)
class Record:
    """A meeting that was held."""

    held_on: date
    phases: tuple[tuple[str, int], ...]  # phase id, minutes
    topic: str | None
    question: str
    new_question: str
    learning_points: tuple[LearningPoint, ...]
    people: int  # beside the facilitator

    @property
    def minutes(self) -> int:
        """How long it took."""
        return sum(minutes for _id, minutes in self.phases)


def record(meeting: Meeting, held_on: date) -> Record:
    """What goes on paper of a meeting."""
    return Record(
        held_on=held_on,
        phases=_minutes(meeting),
        topic=meeting.topic,
        question=meeting.texts.get(QUESTION, "").strip(),
        new_question=meeting.texts.get(NEW_QUESTION, "").strip(),
        learning_points=tuple(point for _place, point in learning_points(meeting)),
        people=meeting.people,
    )


def _minutes(meeting: Meeting) -> tuple[tuple[str, int], ...]:
    """Whole minutes of the phases that were held; together they are the whole, rounded down."""
    told, before, until = [], 0, 0
    for id in meeting.phases:
        until += meeting.spent.get(id, 0)
        if meeting.spent.get(id, 0):
            told.append((id, until // 60 - before))
            before = until // 60
    return tuple(told)


def learning_points(meeting: Meeting) -> list[tuple[int, LearningPoint]]:
    """Those that were written down, with their places."""
    return [
        (place, LearningPoint(text, cast(About | None, meeting.texts.get(about_field(place)) or None)))
        for place in range(MOST_POINTS)
        if (text := meeting.texts.get(learning_field(place), "").strip())
    ]
