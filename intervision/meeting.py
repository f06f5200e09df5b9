"""An intervision meeting, phase by phase: a state that is never changed, and what can happen to it.

The phases are those of the profile, without the first (the case is prepared before the meeting) and with the
last first (the next meeting begins by looking back). Times are whole seconds of any clock; one that is set
back costs no time that was spent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypedDict

PREPARE: Final = "prepare"
LOOK_BACK: Final = "look_back"

PROPOSED_MINUTES: Final[Mapping[str, int]] = MappingProxyType(
    {LOOK_BACK: 10, "explore": 25, "core": 15, "new_way": 20, "share": 10}
)
"""For each phase; a whole meeting takes 70 minutes, and 80 where it begins by looking back."""

OTHER_MINUTES: Final = 15
"""For a phase that another profile has."""

MOST_MINUTES: Final = 120

QUESTION: Final = "question"
NEW_QUESTION: Final = "new-question"
LOOKED_BACK: Final = "looked-back"
# Names of texts; the others follow.

FEWEST_PEOPLE: Final = 3
MOST_PEOPLE: Final = 15


def learning_field(place: int) -> str:
    """The answer to one of the questions that make learning points."""
    return f"learning-{place}"


def about_field(place: int) -> str:
    """What side of the work that learning point is about."""
    return f"about-{place}"


def line_field(place: int) -> str:
    """What one person takes along."""
    return f"line-{place}"


@dataclass(frozen=True)
class Meeting:
    """Where a meeting is, and what was written in it."""

    id: str
    phases: tuple[str, ...]
    minutes: Mapping[str, int]  # meant for each phase
    topic: str | None = None
    people: int = 6  # beside the facilitator
    at: int = 0  # place of the phase that is on; as many as there are phases when it is over
    spent: Mapping[str, int] = field(default_factory=dict)  # seconds in each phase, without the running ones
    since: int | None = None  # when the clock was started; None while it stands still
    texts: Mapping[str, str] = field(default_factory=dict)
    parked: tuple[str, ...] = ()  # ideas that were held back until there was room for them

    @property
    def phase(self) -> str | None:
        """The phase that is on; None when the meeting is over."""
        return self.phases[self.at] if self.at < len(self.phases) else None

    def seconds(self, phase: str, now: int) -> int:
        """How long a phase has taken."""
        running = max(0, now - self.since) if phase == self.phase and self.since is not None else 0
        return self.spent.get(phase, 0) + running

    def seconds_left(self, now: int) -> int:
        """What is left of the time meant for this phase; below 0 where it takes longer. 0 when it is over."""
        if self.phase is None:
            return 0
        return 60 * self.minutes[self.phase] - self.seconds(self.phase, now)


@dataclass(frozen=True)
class Next:
    """On to the next phase, or past the last one."""

    now: int


@dataclass(frozen=True)
class Back:
    """Back to the phase before; what was written there is still there."""

    now: int


@dataclass(frozen=True)
class Pause:
    """The clock stands still."""

    now: int


@dataclass(frozen=True)
class Resume:
    """The clock runs."""

    now: int


@dataclass(frozen=True)
class Write:
    """A text as it stands now, under a name of its own."""

    name: str
    text: str


@dataclass(frozen=True)
class Park:
    """An idea to come back to when there is room for ideas."""

    text: str


@dataclass(frozen=True)
class GiveMinutes:
    """Another time for a phase."""

    phase: str
    minutes: int


Event = Next | Back | Pause | Resume | Write | Park | GiveMinutes


def new_meeting(
    id: str, phases: Iterable[str], *, looking_back: bool, topic: str | None = None, people: int = 6
) -> Meeting:
    """A meeting that has not begun: its clock stands still in the first phase.

    `phases` are the ids of the profile's phases, in their order.
    """
    all_phases = tuple(phases)
    first = tuple(id for id in all_phases if id == LOOK_BACK and looking_back)
    order = (*first, *(id for id in all_phases if id not in (PREPARE, LOOK_BACK)))
    return Meeting(
        id=id,
        phases=order,
        minutes={id: PROPOSED_MINUTES.get(id, OTHER_MINUTES) for id in order},
        topic=topic,
        people=min(MOST_PEOPLE, max(FEWEST_PEOPLE, people)),
    )


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after an event; one that does not fit leaves it as it is.

    A phase is only ever left for the one beside it, so none is skipped unseen. A text goes only when another
    is written under its name; what was parked stays.
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
            if not idea or idea in meeting.parked:  # pressed twice, it is parked once
                return meeting
            return replace(meeting, parked=(*meeting.parked, idea))
        case GiveMinutes(phase, minutes):
            if phase not in meeting.minutes:
                return meeting
            return replace(meeting, minutes={**meeting.minutes, phase: min(MOST_MINUTES, max(1, minutes))})


def _stopped(meeting: Meeting, now: int) -> Meeting:
    """The clock stands still, and the time so far counts for the phase that is on."""
    if meeting.phase is None or meeting.since is None:
        return replace(meeting, since=None)
    spent = {**meeting.spent, meeting.phase: meeting.seconds(meeting.phase, now)}
    return replace(meeting, spent=spent, since=None)


class MeetingData(TypedDict):
    """A meeting as it is stored."""

    id: str
    phases: list[str]
    minutes: dict[str, int]
    topic: str | None
    people: int
    at: int
    spent: dict[str, int]
    since: int | None
    texts: dict[str, str]
    parked: list[str]


def meeting_data(meeting: Meeting) -> MeetingData:
    """A meeting as plain data for JSON."""
    return {
        "id": meeting.id,
        "phases": list(meeting.phases),
        "minutes": dict(meeting.minutes),
        "topic": meeting.topic,
        "people": meeting.people,
        "at": meeting.at,
        "spent": dict(meeting.spent),
        "since": meeting.since,
        "texts": dict(meeting.texts),
        "parked": list(meeting.parked),
    }


def meeting_from(data: MeetingData) -> Meeting:
    """The meeting that `meeting_data` was given."""
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
