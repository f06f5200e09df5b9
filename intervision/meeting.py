"""An intervision meeting, phase by phase: a frozen state, and the events that lead to the next state.

The phases are those of the profile, without the first (the case is prepared before the meeting) and with the
last first (the next meeting begins by looking back). Times are whole seconds of any clock. When the clock is
set back, the time spent so far still counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeGuard

from records import DraftMeeting

PREPARE: Final = "prepare"
LOOK_BACK: Final = "look_back"

PROPOSED_MINUTES: Final[Mapping[str, int]] = MappingProxyType(
    {LOOK_BACK: 10, "explore": 25, "core": 15, "new_way": 20, "share": 10}
)
"""For each phase; a whole meeting takes 70 minutes, and 80 where it begins by looking back."""

OTHER_MINUTES: Final = 15
"""For a phase that only another profile has."""

MAX_MINUTES: Final = 120
"""The longest time that can be given to one phase."""

# The names of the texts of a meeting.
QUESTION: Final = "question"
NEW_QUESTION: Final = "new-question"
LOOKED_BACK: Final = "looked-back"

MIN_PEOPLE: Final = 3
MAX_PEOPLE: Final = 15


def learning_field(index: int) -> str:
    """The name of the text of a learning point."""
    return f"learning-{index}"


def about_field(index: int) -> str:
    """The name of the text that says what side of the work a learning point is about."""
    return f"about-{index}"


def line_field(index: int) -> str:
    """The name of the text of what one person takes along."""
    return f"line-{index}"


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
    parked: tuple[str, ...] = ()  # ideas kept for the phase of the new way of working

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


@dataclass(frozen=True)
class Next:
    """Go to the next phase, or end the meeting after the last one."""

    now: int


@dataclass(frozen=True)
class Back:
    """Go to the phase before; its texts are kept."""

    now: int


@dataclass(frozen=True)
class Pause:
    """Stop the clock."""

    now: int


@dataclass(frozen=True)
class Resume:
    """Start the clock."""

    now: int


@dataclass(frozen=True)
class Write:
    """Keep a text under its name, instead of the one before."""

    name: str
    text: str


@dataclass(frozen=True)
class Park:
    """Keep an idea for later in the meeting."""

    text: str


@dataclass(frozen=True)
class GiveMinutes:
    """Change the time meant for a phase."""

    phase: str
    minutes: int


Event = Next | Back | Pause | Resume | Write | Park | GiveMinutes


def new_meeting(
    meeting_id: str, phases: Iterable[str], *, looking_back: bool, topic: str | None = None, people: int = 6
) -> Meeting:
    """A meeting that has not begun: its clock stands still in the first phase.

    `phases` are the ids of the profile's phases, in their order. `people` is kept within the limits.
    """
    all_phases = tuple(phases)
    first = (LOOK_BACK,) if looking_back and LOOK_BACK in all_phases else ()
    order = (*first, *(phase for phase in all_phases if phase not in (PREPARE, LOOK_BACK)))
    return Meeting(
        id=meeting_id,
        phases=order,
        minutes={phase: PROPOSED_MINUTES.get(phase, OTHER_MINUTES) for phase in order},
        topic=topic,
        people=min(MAX_PEOPLE, max(MIN_PEOPLE, people)),
    )


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after an event; unchanged if the event does not fit.

    A meeting only moves to the phase before or after, so none is skipped. A text is only replaced by a newer
    one of the same name, and a parked idea stays.
    """
    match event:
        case Next(now):
            if meeting.phase is None:
                return meeting
            moved = replace(_stopped(meeting, now), at=meeting.at + 1)
            return replace(moved, since=None if moved.phase is None else now)
        case Back(now):
            if meeting.at == 0:
                return meeting
            return replace(_stopped(meeting, now), at=meeting.at - 1, since=now)
        case Pause(now):
            return _stopped(meeting, now)
        case Resume(now):
            if meeting.phase is None or meeting.since is not None:
                return meeting
            return replace(meeting, since=now)
        case Write(name, text):
            return replace(meeting, texts={**meeting.texts, name: text})
        case Park(text):
            idea = text.strip()
            if not idea or idea in meeting.parked:  # pressed twice, parked once
                return meeting
            return replace(meeting, parked=(*meeting.parked, idea))
        case GiveMinutes(phase, minutes):
            if phase not in meeting.minutes:
                return meeting
            return replace(meeting, minutes={**meeting.minutes, phase: min(MAX_MINUTES, max(1, minutes))})


def _stopped(meeting: Meeting, now: int) -> Meeting:
    """The meeting with its clock stopped and the time so far counted for the current phase."""
    if meeting.phase is None or meeting.since is None:
        return replace(meeting, since=None)
    spent = {**meeting.spent, meeting.phase: meeting.seconds(meeting.phase, now)}
    return replace(meeting, spent=spent, since=None)


def meeting_data(meeting: Meeting) -> DraftMeeting:
    """A meeting as plain data for JSON."""
    return DraftMeeting(
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
    )


def meeting_from(data: object) -> Meeting | None:
    """The meeting that `meeting_data` made plain data of; None for any other data."""
    if not _is_meeting_data(data):
        return None
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
    )


def _is_meeting_data(data: object) -> TypeGuard[DraftMeeting]:
    if not isinstance(data, dict) or data.keys() != DraftMeeting.__annotations__.keys():
        return False
    return (
        isinstance(data["id"], str)
        and isinstance(data["topic"], str | None)
        and _is_int(data["people"])
        and (data["since"] is None or _is_int(data["since"]))
        and all(isinstance(data[key], list) for key in ("phases", "parked"))
        and all(isinstance(text, str) for text in (*data["phases"], *data["parked"]))
        and all(isinstance(data[key], dict) for key in ("minutes", "spent", "texts"))
        and all(isinstance(key, str) for key in (*data["minutes"], *data["spent"], *data["texts"]))
        and all(isinstance(text, str) for text in data["texts"].values())
        and all(_is_int(number) for number in (*data["minutes"].values(), *data["spent"].values()))
        and set(data["phases"]) <= data["minutes"].keys()
        and _is_int(data["at"])
        and 0 <= data["at"] <= len(data["phases"])
    )


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
