"""The team that is open in this browser: by its code, or the invented one, which is stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final

from app_pages.demonstration import demonstration
from app_pages.registry import OpenRecord, Registry, vaults
from app_pages.sign_in import may_lead
from app_pages.visit import Visit, database, today
from content import Profile, asked, asked_key, profile_from
from scoring.snapshot import Snapshot, SnapshotData, release, snapshot_data, snapshot_from
from storage import Contents, Entry, Keys, Rounds
from storage.teams import (
    empty_team,
    open_round,
    published,
    with_closed_round,
    with_round,
    with_round_left_open,
)

MOST_CARDS: Final = 500
MOST_INVITED: Final = 100_000


@dataclass
class OpenTeam(OpenRecord):
    """An open team; without keys, the demonstration."""

    cards: list[str] = field(default_factory=list, repr=False, kw_only=True)
    """The codes of a round that has just been opened, until the lead has the sheet; kept nowhere else."""

    @property
    def invented(self) -> bool:
        """Whether this is the demonstration."""
        return self.keys is None


@dataclass(frozen=True)
class ClosedRound:
    """A round that published something, with the profile it was asked from."""

    id: str
    closed_on: date
    profile: Profile
    snapshot: Snapshot


class OpenTeams(Registry[OpenTeam]):
    """The open teams; where an organisation signs in, for its people only."""

    def opened(self, visit: Visit) -> OpenTeam | None:
        """As for any record; None while the sign-in does not count, and there again for who signs in anew."""
        team = super().opened(visit)
        return team if team is None or team.invented or may_lead() else None


open_teams: Final = OpenTeams("team")


@cache
def rounds() -> Rounds:
    """The rounds in this process's database."""
    return Rounds(database(), today)


def open_team(visit: Visit, keys: Keys, contents: Contents) -> None:
    """From now on this team is the open one in this browser; not where a sign-in is asked for and missing."""
    if not may_lead():
        return
    before = open_teams.get(visit.visitor)
    cards = before.cards if before is not None and before.keys == keys else []  # not lost by a second tab
    open_teams.put(visit.visitor, OpenTeam(keys, contents, cards=cards))


def open_demonstration(visit: Visit) -> None:
    """The invented team, to look at."""
    open_teams.put(visit.visitor, OpenTeam(None, demonstration(visit.profile, visit.language, today())))


def make_team(visit: Visit, name: str) -> None:
    """A new team with a code to show, in place of what is open here; none where a sign-in is missing.

    Raises:
        TooBusy: nothing was made.
    """
    if not may_lead():
        return
    contents = empty_team(name)
    before = open_teams.get(visit.visitor)
    open_teams.make(visit, contents, lambda keys, code: OpenTeam(keys, contents, code=code), before)


def start_round(
    visit: Visit, team: OpenTeam, *, invited: int, minimum: int, until: date, one_link: bool
) -> None:
    """Open a round with the statements of today.

    Nothing is asked of Streamlit here: a second press would else end this run with the cards lost.

    Raises:
        RoundRuns: another tab has opened one.
        NoVault, DamagedVault, FullVault: nothing was opened.
    """
    if team.keys is None:
        return
    told = asked(visit.profile)

    def note(contents: Contents, id: str, private_key: str, codes: list[str]) -> Contents:
        round = {
            "id": id,
            "profile": asked_key(told),
            "opened_on": today().isoformat(),
            "until": until.isoformat(),
            "invited": invited,
            "minimum": minimum,
            "private_key": private_key,
            "link": codes[0] if one_link else None,
        }
        return with_round(contents, round, told, today())

    codes = rounds().open(
        team.keys,
        list(visit.profile.items),
        invited=invited,
        minimum=minimum,
        until=until,
        one_link=one_link,
        note=note,
    )
    team.cards = [] if one_link else codes


def close_round(visit: Visit, team: OpenTeam, round: Entry, progress: Callable[[float], None]) -> None:
    """Close the round: what it publishes goes into the team's vault, and all else is destroyed.

    Raises:
        NoRound: another tab has closed it.
        NoVault, DamagedVault, FullVault: nothing was destroyed.
    """
    if team.keys is None:
        return
    profile = _asked_then(visit, team.contents, round)
    before = published(team.contents)
    earlier = snapshot_from(before[-1]["snapshot"]) if before else None

    def publish(ballots: list[dict[str, int | None]], invited: int, minimum: int) -> SnapshotData:
        return snapshot_data(release(profile, ballots, invited=invited, minimum=minimum, earlier=earlier))

    def note(contents: Contents, snapshot: Any) -> Contents:
        return with_closed_round(contents, round["id"], snapshot, today())

    rounds().close(
        team.keys, round["id"], round["private_key"], publish=publish, note=note, progress=progress
    )
    team.cards = []


def note_left_open(team: OpenTeam, round: Entry) -> None:
    """Close a round in the team's vault that is not there any more; not one that another tab closed."""

    def note(contents: Contents) -> Contents:
        still = open_round(contents)
        if still is None or still["id"] != round["id"]:
            return contents
        return with_round_left_open(contents, round["id"], today())

    team.change(note)


def erase_team(visit: Visit, keys: Keys) -> None:
    """Remove the team and what its rounds published."""
    vaults().erase(keys)
    open_teams.close(visit)


def running(team: OpenTeam) -> Entry | None:
    """The round that is open."""
    return open_round(team.contents)


def closed_rounds(visit: Visit, team: OpenTeam) -> list[ClosedRound]:
    """The rounds that published something, oldest first."""
    return [
        ClosedRound(
            id=round["id"],
            closed_on=date.fromisoformat(round["closed_on"]),
            profile=_asked_then(visit, team.contents, round),
            snapshot=snapshot_from(round["snapshot"]),
        )
        for round in published(team.contents)
    ]


def _asked_then(visit: Visit, contents: Contents, round: Entry) -> Profile:
    """The profile a round was asked from: today's, topics and all, where it is the same."""
    then = contents["profiles"][round["profile"]]
    return visit.profile if then == asked(visit.profile) else profile_from(then)
