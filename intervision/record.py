"""The record of a meeting on paper: evidence for a professional register, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from intervision.meeting import NEW_QUESTION, QUESTION, Meeting, about_field, learning_field

About = Literal["technical", "normative", "personal"]

MAX_POINTS: Final = 10

_ABOUT: Final[dict[str, About]] = {about: about for about in get_args(About)}


@dataclass(frozen=True)
class LearningPoint:
    """What somebody learnt, and what side of the work it is about; None if nobody said."""

    text: str
    about: About | None


@dataclass(frozen=True)
class Record:
    """What goes on paper about a meeting that was held."""

    held_on: date
    phases: tuple[tuple[str, int], ...]  # phase id, minutes
    topic: str | None
    question: str
    new_question: str
    learning_points: tuple[LearningPoint, ...]
    people: int  # beside the facilitator

    @property
    def minutes(self) -> int:
        """How long the meeting took."""
        return sum(minutes for _phase, minutes in self.phases)


def record(meeting: Meeting, held_on: date) -> Record:
    """The record of a meeting held on a day."""
    return Record(
        held_on=held_on,
        phases=_minutes(meeting),
        topic=meeting.topic,
        question=meeting.texts.get(QUESTION, "").strip(),
        new_question=meeting.texts.get(NEW_QUESTION, "").strip(),
        learning_points=tuple(point for _index, point in learning_points(meeting)),
        people=meeting.people,
    )


def _minutes(meeting: Meeting) -> tuple[tuple[str, int], ...]:
    """Whole minutes of the phases that were held; their sum is the whole time, rounded down."""
    phases, minutes_before, seconds = [], 0, 0
    for phase in meeting.phases:
        seconds += meeting.spent.get(phase, 0)
        if meeting.spent.get(phase, 0):
            phases.append((phase, seconds // 60 - minutes_before))
            minutes_before = seconds // 60
    return tuple(phases)


def learning_points(meeting: Meeting) -> list[tuple[int, LearningPoint]]:
    """The learning points that were written down, each with the index of its field."""
    return [
        (index, LearningPoint(text, _ABOUT.get(meeting.texts.get(about_field(index), ""))))
        for index in range(MAX_POINTS)
        if (text := meeting.texts.get(learning_field(index), "").strip())
    ]
