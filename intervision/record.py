"""The record of a meeting on paper: evidence for a professional register, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from intervision.meeting import (
    LOBBY,
    MINUTES,
    NEW_QUESTION,
    OPENING,
    QUESTION,
    Meeting,
    about_field,
    learning_field,
)

About = Literal["technical", "normative", "personal"]

MAX_QUESTIONS: Final = 10
"""Of the phase for ideas, at which learning points are written."""

MAX_MEETING_MINUTES: Final = 480

THE_OPENING: Final = "opening"
"""The screens of the opening, taken together."""

_ABOUT: Final[dict[str, About]] = {about: about for about in get_args(About)}


@dataclass(frozen=True)
class LearningPoint:
    """What somebody learnt, at which question, and what side of the work it is about; None if nobody said."""

    question: int
    text: str
    about: About | None


@dataclass(frozen=True)
class Record:
    """What goes on paper about a meeting that was held."""

    held_on: date
    phases: tuple[tuple[str, int], ...]  # phase id, minutes; empty where the clock was wrong
    minutes: int  # how long the meeting took
    topic: str | None
    question: str
    new_question: str  # empty where it was not asked again
    learning_points: tuple[LearningPoint, ...]
    people: int  # beside the facilitator
    presenter_line: str  # what the one who brought the case takes along
    parked: tuple[str, ...]


def record(meeting: Meeting, held_on: date, *, with_parked: bool = False) -> Record:
    """The record of a meeting held on a day; what was parked is in it where the group wants that."""
    phases = _minutes(meeting)
    by_clock = sum(minutes for _phase, minutes in phases)
    minutes = given_minutes(meeting)
    return Record(
        held_on=held_on,
        phases=phases if minutes is None else (),
        minutes=by_clock if minutes is None else minutes,
        topic=meeting.topic,
        question=meeting.texts.get(QUESTION, "").strip(),
        new_question=meeting.texts.get(NEW_QUESTION, "").strip(),
        learning_points=learning_points(meeting),
        people=meeting.people,
        presenter_line=meeting.lines.get(meeting.presenter or "", ""),
        parked=meeting.parked if with_parked else (),
    )


def given_minutes(meeting: Meeting) -> int | None:
    """How long the meeting took as somebody said it; None where the clock is right."""
    said = meeting.texts.get(MINUTES, "")
    return min(int(said), MAX_MEETING_MINUTES) if said.isdecimal() and len(said) < 4 else None


def _minutes(meeting: Meeting) -> tuple[tuple[str, int], ...]:
    """Whole minutes of the phases that were held; their sum is the whole time, rounded down."""
    held: dict[str, int] = {}
    for phase in meeting.phases:
        if phase != LOBBY and meeting.spent.get(phase, 0):
            name = THE_OPENING if phase in OPENING else phase
            held[name] = held.get(name, 0) + meeting.spent[phase]
    phases, minutes_before, seconds = [], 0, 0
    for phase, spent in held.items():
        seconds += spent
        phases.append((phase, seconds // 60 - minutes_before))
        minutes_before = seconds // 60
    return tuple(phases)


def learning_points(meeting: Meeting) -> tuple[LearningPoint, ...]:
    """The learning points that were written down, one on each line of the fields for them."""
    return tuple(
        LearningPoint(index, line.strip(), _ABOUT.get(meeting.texts.get(about_field(index), "")))
        for index in range(MAX_QUESTIONS)
        for line in meeting.texts.get(learning_field(index), "").splitlines()
        if line.strip()
    )
