"""What happens in a meeting, on any of its devices.

Events that move the meeting say where they saw it, so that two presses are one step.
"""

from __future__ import annotations

from dataclasses import dataclass

from records import FormerCase


@dataclass(frozen=True)
class Prepare:
    """Say what the meeting is to be, while it is still in the lobby."""

    topic: str | None
    people: int
    looking_back: bool
    former: tuple[FormerCase, ...] = ()


@dataclass(frozen=True)
class Next:
    """Go from the phase at index `at` to the next one, or end the meeting after the last one."""

    now: int
    at: int


@dataclass(frozen=True)
class Back:
    """Go from the phase at index `at` to the one before; texts are kept."""

    now: int
    at: int


@dataclass(frozen=True)
class SkipOpening:
    """Go from a screen of the opening to the first phase after the opening."""

    now: int
    at: int


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
class Bring:
    """Bring in a prepared case: its question, and its topic where it has one."""

    question: str
    topic: str | None


@dataclass(frozen=True)
class Park:
    """Keep an idea for later in the meeting."""

    text: str


@dataclass(frozen=True)
class Advise:
    """Add something that the group says in the phase for ideas."""

    text: str


@dataclass(frozen=True)
class Pick:
    """Add an idea to the learning points at a question."""

    text: str
    question: int


@dataclass(frozen=True)
class Say:
    """Keep what somebody takes along, instead of what they said before; empty takes it back."""

    who: str
    text: str


@dataclass(frozen=True)
class Present:
    """Say who brought the case, as in `Say`; None takes it back."""

    who: str | None


@dataclass(frozen=True)
class Remove:
    """Take out an idea, such as one with a name in it."""

    text: str


@dataclass(frozen=True)
class GiveMinutes:
    """Change the time meant for a phase."""

    phase: str
    minutes: int


Event = (
    Prepare
    | Next
    | Back
    | SkipOpening
    | Pause
    | Resume
    | Write
    | Bring
    | Park
    | Advise
    | Pick
    | Say
    | Present
    | Remove
    | GiveMinutes
)

BringsText = Write | Bring | Park | Advise | Pick | Say
"""An event that makes a meeting longer."""
