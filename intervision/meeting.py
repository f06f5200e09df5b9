"""An intervision meeting, phase by phase: a frozen state, and the events that lead to the next state.

The phases are those of the profile, without the first (the case is prepared before the meeting) and with the
last early on (the next meeting begins by looking back), between a lobby and the screens of an opening. Events
come from several devices: those that move the meeting say where they saw it, so that two presses are one
step. Times are whole seconds of any clock. When the clock is set back, the time spent so far still counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from content import OPENING_SCREENS
from intervision.events import (
    Advise,
    Back,
    Bring,
    Event,
    GiveMinutes,
    Next,
    Park,
    Pause,
    Pick,
    Prepare,
    Present,
    Remove,
    Resume,
    Say,
    SkipOpening,
    Write,
)
from records import FormerCase

LOBBY: Final = "lobby"
"""Where a meeting waits until everybody has joined; it has no clock."""

OPENING: Final = OPENING_SCREENS
AGREEMENTS, CHECK_IN, CHOOSE = OPENING
"""The screens before the first phase, all of which can be skipped."""

PREPARE: Final = "prepare"
LOOK_BACK: Final = "look_back"
EXPLORE: Final = "explore"
CORE: Final = "core"
NEW_WAY: Final = "new_way"
SHARE: Final = "share"

PROPOSED_MINUTES: Final[Mapping[str, int]] = MappingProxyType(
    {
        LOBBY: 0,
        AGREEMENTS: 1,
        CHECK_IN: 3,
        CHOOSE: 3,
        LOOK_BACK: 10,
        EXPLORE: 25,
        CORE: 15,
        NEW_WAY: 20,
        SHARE: 10,
    }
)
"""For each phase; a whole meeting takes 77 minutes, and 10 more for each case that it looks back on."""

OTHER_MINUTES: Final = 15
"""For a phase that only another profile has."""

MAX_MINUTES: Final = 120
"""The longest time that can be given to one phase."""

MAX_TEXT: Final = 4000
"""Characters of one text."""

MAX_LINE: Final = 300
"""Characters of a question, an idea, or what somebody takes along: so much fits on the screen."""

MAX_IDEAS: Final = 100
MAX_LINES: Final = 30
# No more than that of one meeting, so that nobody can fill it up.

# The names of the texts of a meeting.
QUESTION: Final = "question"
NEW_QUESTION: Final = "new-question"
MINUTES: Final = "minutes"
"""How long the meeting took, where the clock was wrong."""

MIN_PEOPLE: Final = 3
MAX_PEOPLE: Final = 15


def learning_field(index: int) -> str:
    """The name of the text of the learning points at one of the questions of the phase before the last."""
    return f"learning-{index}"


def about_field(index: int) -> str:
    """The name of the text that says what side of the work those learning points are about."""
    return f"about-{index}"


def looked_back_field(index: int) -> str:
    """The name of the text that says what came of a former case."""
    return f"looked-back-{index}"


_WRITTEN: Final = re.compile(rf"{QUESTION}|{NEW_QUESTION}|{MINUTES}|(learning|about|looked-back)-\d{{1,2}}")
"""The names of all texts."""


@dataclass(frozen=True)
class Meeting:
    """Where a meeting is, and what was written in it."""

    id: str
    phases: tuple[str, ...]
    minutes: Mapping[str, int]  # meant for each phase
    topic: str | None = None
    people: int = 6  # beside the facilitator
    at: int = 0  # index of the current phase; the number of phases when the meeting is over
    spent: Mapping[str, int] = field(default_factory=dict)  # seconds in each phase, up to `since`
    since: int | None = None  # when the clock was started; None while it stands still
    texts: Mapping[str, str] = field(default_factory=dict)
    parked: tuple[str, ...] = ()  # ideas that came before the phase for ideas
    advice: tuple[str, ...] = ()  # what the group said in that phase
    lines: Mapping[str, str] = field(default_factory=dict)  # who -> what they take along, by its words
    presenter: str | None = None  # who brought the case, as in `lines`
    former: tuple[FormerCase, ...] = ()  # cases to look back on
    of_team: bool = False  # begun from the result of a team, which keeps what comes of it

    @property
    def phase(self) -> str | None:
        """The current phase; None when the meeting is over."""
        return self.phases[self.at] if self.at < len(self.phases) else None

    def seconds(self, phase: str, now: int) -> int:
        """How long a phase has taken."""
        running = max(0, now - self.since) if phase == self.phase and self.since is not None else 0
        return self.spent.get(phase, 0) + running

    def seconds_left(self, now: int) -> int:
        """The time left for the current phase, below 0 when it takes longer; 0 after the meeting."""
        if self.phase is None:
            return 0
        return 60 * self.minutes[self.phase] - self.seconds(self.phase, now)

    @property
    def ideas(self) -> tuple[str, ...]:
        """What was parked, then what the group said; nothing before the phase for ideas has come."""
        return (*self.parked, *self.advice) if self._has_come(NEW_WAY) else ()

    @property
    def said_lines(self) -> tuple[str, ...]:
        """What everybody takes along; nothing before the end."""
        return tuple(self.lines.values()) if self.phase is None else ()

    @property
    def current_question(self) -> str:
        """The question as it was put last."""
        return self.texts.get(NEW_QUESTION, "").strip() or self.texts.get(QUESTION, "").strip()

    def _has_come(self, phase: str) -> bool:
        return self.phase is None or (phase in self.phases and self.at >= self.phases.index(phase))


def new_meeting(
    meeting_id: str,
    phases: Iterable[str],
    *,
    looking_back: bool,
    topic: str | None = None,
    people: int = 6,
    former: Iterable[FormerCase] = (),
    of_team: bool = False,
) -> Meeting:
    """A meeting in its lobby.

    `phases` are the ids of the profile's phases, in their order. `people` is kept within the limits.
    """
    all_phases = tuple(phases)
    cases = tuple(former)
    first = (LOOK_BACK,) if looking_back and LOOK_BACK in all_phases else ()
    rest = tuple(phase for phase in all_phases if phase not in (PREPARE, LOOK_BACK))
    order = (LOBBY, AGREEMENTS, CHECK_IN, *first, CHOOSE, *rest)
    minutes = {phase: PROPOSED_MINUTES.get(phase, OTHER_MINUTES) for phase in (*order, LOOK_BACK)}
    minutes[LOOK_BACK] *= max(1, len(cases))
    return Meeting(
        id=meeting_id,
        phases=order,
        minutes=minutes,
        topic=topic,
        people=min(MAX_PEOPLE, max(MIN_PEOPLE, people)),
        former=cases,
        of_team=of_team,
    )


def has_room(meeting: Meeting, event: Event) -> bool:
    """Whether the meeting has no more ideas and lines than it may have, with what this event adds."""
    match event:
        case Park() | Advise():
            return len(meeting.parked) + len(meeting.advice) < MAX_IDEAS
        case Say(who, _text):
            return who in meeting.lines or len(meeting.lines) < MAX_LINES
        case _:
            return True


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after an event; unchanged if the event does not fit.

    A meeting only moves to the phase before or after, and once for each place, so none is skipped; only the
    screens of the opening can be. A text is only replaced by a newer one of the same name; what was parked or
    advised stays until somebody removes it, and what was picked stays.
    """
    match event:
        case Prepare():
            return _prepared(meeting, event)
        case Next(now, at):
            if meeting.phase is None or at != meeting.at:
                return meeting
            return _moved(meeting, now, at + 1)
        case Back(now, at):
            return _moved(meeting, now, at - 1) if at == meeting.at and at > 0 else meeting
        case SkipOpening(now, at):
            if at != meeting.at or meeting.phase not in OPENING:
                return meeting
            while at < len(meeting.phases) and meeting.phases[at] in OPENING:
                at += 1
            return _moved(meeting, now, at)
        case Pause(now):
            return _stopped(meeting, now)
        case Resume(now):
            if meeting.phase in (None, LOBBY) or meeting.since is not None:
                return meeting
            return replace(meeting, since=now)
        case Write(name, text):
            if _WRITTEN.fullmatch(name) is None:
                return meeting
            longest = MAX_LINE if name in (QUESTION, NEW_QUESTION) else MAX_TEXT
            return replace(meeting, texts={**meeting.texts, name: text[:longest]})
        case Bring(question, topic):
            texts = {**meeting.texts, QUESTION: question[:MAX_LINE]}
            return replace(meeting, texts=texts, topic=topic or meeting.topic)
        case Park(text):
            return replace(meeting, parked=_with(meeting.parked, text))
        case Advise(text):
            return replace(meeting, advice=_with(meeting.advice, text))
        case Pick(text, question):
            name = learning_field(question)
            lines = _with(tuple(meeting.texts.get(name, "").splitlines()), " ".join(text.split()))
            return replace(meeting, texts={**meeting.texts, name: "\n".join(lines)[:MAX_TEXT]})
        case Say(who, text):
            said = {**meeting.lines, who: text[:MAX_LINE].strip()}
            in_order = sorted((line, by) for by, line in said.items() if line)  # not of when they came
            return replace(meeting, lines={by: line for line, by in in_order})
        case Present(presenter):
            return replace(meeting, presenter=presenter)
        case Remove(text):
            parked, advice = (
                tuple(one for one in ideas if one != text) for ideas in (meeting.parked, meeting.advice)
            )
            return replace(meeting, parked=parked, advice=advice)
        case GiveMinutes(phase, minutes):
            if phase not in meeting.minutes:
                return meeting
            return replace(meeting, minutes={**meeting.minutes, phase: min(MAX_MINUTES, max(1, minutes))})


def _prepared(meeting: Meeting, event: Prepare) -> Meeting:
    if meeting.phase != LOBBY:
        return meeting
    of_profile = [phase for phase in meeting.phases if phase not in (LOBBY, LOOK_BACK, *OPENING)]
    made = new_meeting(
        meeting.id,
        (*of_profile, LOOK_BACK) if LOOK_BACK in meeting.minutes else of_profile,
        looking_back=event.looking_back,
        topic=event.topic,
        people=event.people,
        former=event.former,
    )
    return replace(
        meeting,
        phases=made.phases,
        minutes=made.minutes,
        topic=made.topic,
        people=made.people,
        former=made.former,
    )


def _moved(meeting: Meeting, now: int, at: int) -> Meeting:
    moved = replace(_stopped(meeting, now), at=at)
    return replace(moved, since=None if moved.phase in (None, LOBBY) else now)


def _with(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The texts with this one at the end; pressed twice it stands there once."""
    new = text[:MAX_LINE].strip()
    return texts if not new or new in texts else (*texts, new)


def _stopped(meeting: Meeting, now: int) -> Meeting:
    """The meeting with its clock stopped and the time so far counted for the current phase."""
    if meeting.phase is None or meeting.since is None:
        return replace(meeting, since=None)
    spent = {**meeting.spent, meeting.phase: meeting.seconds(meeting.phase, now)}
    return replace(meeting, spent=spent, since=None)
