"""What is stored, as types: the draft, and the three kinds of records that a code opens.

`storage/records.schema.json` says what every key means; a test checks that types and schema agree.

Days are texts such as "2026-11-24"; nothing stored has a time finer than a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NotRequired, TypedDict, TypeVar

Words = dict[str, str]
"""A text of the profile: language -> words."""

Answers = dict[str, int | None]
"""Item id -> 1..5, None for not applicable; an unanswered item is absent."""

WorksWith = Literal["adults", "minors", "both"]

Part = Literal["attitude", "practice"]
"""A part of the profile."""

Label = Literal["seldom", "sometimes", "often"]
"""How often something is so in a team."""

ONE_IN_REPLACED: Final = 5
"""One in so many answers of a ballot is replaced by a draw from 1..5 before it is sealed."""

# -- the profile as it was asked (content/asked.py makes it) ----------------------------------


class AskedChoice(TypedDict):
    """One answer to 'with whom do you work'."""

    id: str
    label: Words


class AskedConfidence(TypedDict):
    """The question how sure somebody feels, with its two ends."""

    question: Words
    low: Words
    high: Words


class AskedAspect(TypedDict):
    """One aspect of a dimension."""

    id: str
    name: Words


class AskedItem(TypedDict):
    """One statement, in both wordings."""

    id: str
    aspect: str
    opposite: bool
    text: Words
    minors: Words | None


class AskedDimension(TypedDict):
    """One dimension with its aspects and items."""

    id: str
    part: Part
    name: Words
    aspects: list[AskedAspect]
    items: list[AskedItem]


class Asked(TypedDict):
    """All that was read and chosen from."""

    version: str
    title: Words
    stem: Words
    scale: list[Words]
    not_applicable: Words
    works_with_question: Words
    works_with: list[AskedChoice]
    confidence: AskedConfidence
    dimensions: list[AskedDimension]


# -- a vault: what one person keeps -----------------------------------------------------------


class Topic(TypedDict):
    """A topic of the profile, with its title at the time."""

    id: str
    title: Words


class Reflection(TypedDict):
    """A finished reflection; `profile` is a key of the vault's `profiles`."""

    id: str
    made_on: str
    profile: str
    works_with: WorksWith
    confidence: int | None
    answers: Answers
    scored: NotRequired[dict[str, object]]  # only in a file


class LookBack(TypedDict):
    """What came of a plan."""

    made_on: str
    text: str


Plan = TypedDict(
    "Plan",
    {
        "id": str,
        "made_on": str,
        "topic": Topic | None,
        "if": str,
        "then": str,
        "look_back_on": str,
        "look_back": LookBack | None,
    },
)
"""A plan: in this situation, do that."""


class CasePart(TypedDict):
    """A question of the profile, and what was written there."""

    question: Words
    text: str


class Case(TypedDict):
    """A case prepared for intervision."""

    id: str
    made_on: str
    topic: Topic | None
    parts: list[CasePart]


class LearningPoint(TypedDict):
    """A learning point of one person."""

    id: str
    made_on: str
    text: str


class Vault(TypedDict):
    """Everything one person kept, in the database or in a file."""

    format: Literal["basishouding-vault"]
    format_version: Literal[1]
    profiles: dict[str, Asked]
    reflections: list[Reflection]
    plans: list[Plan]
    cases: list[Case]
    learning_points: list[LearningPoint]


# -- what a group and a team keep of their meetings --------------------------------------------


class GroupMeeting(TypedDict):
    """A meeting; `looked_back` is what came of it, written at a later meeting."""

    id: str
    held_on: str
    topic: str | None
    question: str
    new_question: str
    learning_points: list[CasePart]  # each with the question that it answers
    looked_back: str | None


class GroupRunning(TypedDict):
    """The meeting that is being held, for other devices; `id` and `key` open it (hexadecimal)."""

    id: str
    key: str
    code: str
    lead: str


class Thread(TypedDict):
    """What leads from one meeting to the next; the meetings stand oldest first."""

    meetings: list[GroupMeeting]
    running: NotRequired[GroupRunning]  # it may have ended since


# -- a team: its rounds and what each published -----------------------------------------------


class Spread(TypedDict):
    """How many people are low and how many high, in parts of `of` (thirds or fifths)."""

    of: int
    low: int
    high: int


class TeamDimension(TypedDict):
    """A published dimension."""

    id: str
    mean: int | None


class TeamItem(TypedDict):
    """A published item."""

    id: str
    label: Label | None
    spread: Spread | None


class Snapshot(TypedDict):
    """What a closed round published (scoring/snapshot.py makes it)."""

    profile_version: str
    ballots: int
    invited: int
    minimum: int
    chance: int
    dimensions: dict[str, TeamDimension]
    items: dict[str, TeamItem]
    lowest: list[str]


class TeamRound(TypedDict):
    """What a round has as long as the team keeps it."""

    id: str
    profile: str
    opened_on: str
    until: str
    invited: int
    minimum: int


class TeamOpenRound(TeamRound):
    """A round that runs; `private_key` opens its ballots, `link` is the one code for all, or None."""

    private_key: str
    link: str | None
    closed_on: None
    snapshot: None


class TeamClosedRound(TeamRound):
    """A closed round; `snapshot` is None where too few took part, or where nobody closed it in time."""

    closed_on: str
    snapshot: Snapshot | None
    left_open: NotRequired[Literal[True]]


class Team(Thread):
    """A team; its rounds stand oldest first."""

    format: Literal["basishouding-team"]
    format_version: Literal[1]
    name: str
    profiles: dict[str, Asked]
    rounds: list[TeamOpenRound | TeamClosedRound]


# -- an intervision group ---------------------------------------------------------------------


class Group(Thread):
    """An intervision group: its meetings."""

    format: Literal["basishouding-group"]
    format_version: Literal[1]


Contents = Vault | Team | Group
"""What a code opens; `format` tells which."""

Record = TypeVar("Record", bound=Contents)

FORMATS: Final[Mapping[type, str]] = {
    Vault: "basishouding-vault",
    Team: "basishouding-team",
    Group: "basishouding-group",
}
FORMAT_VERSION: Final = 1

# -- a running meeting ------------------------------------------------------------------------


class FormerCase(TypedDict):
    """A case of an earlier meeting, to look back on."""

    id: str
    question: str
    learning_points: list[CasePart]


class StoredMeeting(TypedDict):
    """A meeting that is being held (intervision/meeting.py makes it)."""

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
    advice: list[str]
    lines: dict[str, str]
    presenter: str | None
    former: list[FormerCase]
    of_team: bool


Role = Literal["stage", "card", "phone"]
"""What a device is in a meeting: the screen for all, the facilitator's card, or somebody's own."""

# -- a draft: what one browser is in the middle of --------------------------------------------


class DraftMeeting(TypedDict):
    """The meeting that this browser takes part in; `id` and `key` open it (hexadecimal)."""

    id: str
    key: str
    code: str  # of who takes part; with `lead` after it, of who leads
    lead: str  # empty where somebody only takes part
    role: Role
    who: str  # whose line this browser writes


Kept = TypedDict("Kept", {"id": str, "as": str})
"""The id under which this reflection was kept, and a hash of it as it was then."""


class Draft(TypedDict, total=False):
    """What one browser is in the middle of; each key may be absent."""

    answers: Answers
    works_with: WorksWith
    confidence: int
    kept: Kept
    plan: Plan  # made on the result; it goes into the vault with the reflection
    writings: dict[str, str]  # key of a field -> text that is not kept elsewhere yet
    invitation: str  # the code of the round that this browser is invited to
    sharing: str  # that code, from the click until the ballot is in
    shared: str  # the code with which the answers were shared
    not_sharing: bool
    meeting: DraftMeeting
    open: list[str]  # kinds of records that are open in this browser, to say so if they were closed
    sign_in_language: str  # while somebody signs in, the language to come back to
