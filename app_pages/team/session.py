"""The team that is open in this browser: by its code, or the invented one, which is stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app_pages.context import PageContext
from app_pages.open_records import OpenRecord, OpenRecords
from app_pages.team.demonstration import demonstration
from app_pages.team.organisation import may_lead
from app_pages.ui.sharing import published_for
from content import Profile, asked, asked_key, profile_from
from records import Answers, TeamClosedRound, TeamOpenRound
from records import Snapshot as StoredSnapshot
from scoring.snapshot import Snapshot, release, snapshot_data, snapshot_from
from services import rounds, today, vaults
from storage import Keys, Team
from storage.teams import (
    empty_team,
    open_round,
    published,
    with_closed_round,
    with_last_day,
    with_round,
)

MAX_CARDS: Final = 500
MAX_INVITED: Final = 100_000


@dataclass
class OpenTeam(OpenRecord[Team]):
    """A team that is open here, or what a code of its round opens; without either, the demonstration."""

    kind: type[Team] = field(default=Team, init=False, repr=False)

    cards: list[str] = field(default_factory=list, repr=False, kw_only=True)
    """The codes of a round that has just been opened, until the lead has the sheet; kept nowhere else."""

    invited: bool = field(default=False, kw_only=True)
    """It is shown to somebody who was invited to its only round."""

    beside: list[Team] = field(default_factory=list, repr=False, kw_only=True)
    """Other teams of the lead whose figures are shown beside this one's; read once, by their codes."""

    @property
    def is_example(self) -> bool:
        """Whether this is the demonstration."""
        return self.keys is None and not self.invited


@dataclass(frozen=True)
class ClosedRound:
    """A round that published something, with the profile it was asked from."""

    id: str
    closed_on: date
    profile: Profile
    snapshot: Snapshot


class OpenTeams(OpenRecords[OpenTeam]):
    """The open teams; where a sign-in is required, only for those who have signed in."""

    def current(self, context: PageContext) -> OpenTeam | None:
        """The open team; None while a sign-in is required and missing."""
        team = super().current(context)
        return team if team is None or team.is_example or may_lead() else None


open_teams: Final = OpenTeams("team")


def open_team(context: PageContext, keys: Keys, contents: Team) -> None:
    """Open a team in this browser; does nothing where a sign-in is required and missing."""
    if not may_lead():
        return
    before = open_teams.get(context.client_id)
    cards = before.cards if before is not None and before.keys == keys else []  # not lost by a second tab
    open_teams.put(context.new_client_id(), OpenTeam(keys, contents, cards=cards))


def open_example(context: PageContext) -> None:
    """Open the invented team, to look at."""
    open_teams.put(
        context.new_client_id(), OpenTeam(None, demonstration(context.profile, context.language, today()))
    )


def team_of_result(context: PageContext, round_id: str | None) -> OpenTeam | None:
    """The team that is open here; or that of a card or link, where the round is not the open team's."""
    team = open_teams.current(context)
    if team is not None and round_id in (None, *(one["id"] for one in team.contents["rounds"])):
        return team
    published = published_for(context)
    if published is not None and (team is None or round_id == published["rounds"][0]["id"]):
        return OpenTeam(None, published, invited=True)
    return team


def create_team(context: PageContext, name: str) -> None:
    """Create a team with a code to show and open it; does nothing where a sign-in is required and missing.

    Raises:
        TooBusyError: nothing was made.
    """
    if not may_lead():
        return
    contents = empty_team(name)
    before = open_teams.get(context.client_id)
    open_teams.create(context, contents, lambda keys, code: OpenTeam(keys, contents, code=code), before)


def start_round(
    context: PageContext,
    team: OpenTeam,
    *,
    invited: int,
    minimum: int,
    until: date,
    one_link: bool,
    shows_result: bool = True,
) -> None:
    """Open a round with the statements of today.

    Nothing here may call Streamlit: a second press would end this run there, and the cards would be lost.

    Raises:
        RoundRunningError: another tab has opened one.
        NoVaultError, DamagedVaultError, FullVaultError: nothing was opened.
    """
    if team.keys is None:
        return
    profile = asked(context.profile)

    def note(contents: Team, round_id: str, private_key: str, codes: list[str]) -> Team:
        entry: TeamOpenRound = {
            "id": round_id,
            "profile": asked_key(profile),
            "opened_on": today().isoformat(),
            "until": until.isoformat(),
            "invited": invited,
            "minimum": minimum,
            "private_key": private_key,
            "link": codes[0] if one_link else None,
            "closed_on": None,
            "snapshot": None,
        }
        return with_round(contents, entry, profile, today())

    codes = rounds().open(
        team.keys,
        list(context.profile.items),
        invited=invited,
        minimum=minimum,
        until=until,
        one_link=one_link,
        shows_result=shows_result,
        note=note,
    )
    team.cards = [] if one_link else codes


def close_round(
    context: PageContext, team: OpenTeam, entry: TeamOpenRound, progress: Callable[[float], None]
) -> None:
    """Close the round: its snapshot goes into the team's vault, and everything else is destroyed.

    Raises:
        NoRoundError: another tab has closed it.
        NoVaultError, DamagedVaultError, FullVaultError: nothing was destroyed.
    """
    if team.keys is None:
        return
    profile = _profile_of(context, team.contents, entry)

    def publish(ballots: list[Answers], invited: int, minimum: int) -> StoredSnapshot:
        return snapshot_data(release(profile, ballots, invited=invited, minimum=minimum))

    def note(contents: Team, snapshot: StoredSnapshot | None) -> Team:
        return with_closed_round(contents, entry["id"], snapshot, today())

    rounds().close(
        team.keys, entry["id"], entry["private_key"], publish=publish, note=note, progress=progress
    )
    team.cards = []


def move_last_day(team: OpenTeam, entry: TeamOpenRound, until: date) -> None:
    """Let people share for longer: they and the lead read another last day."""
    team.change(lambda contents: with_last_day(contents, entry["id"], until))
    rounds().move_last_day(entry["id"], until)


def note_left_open(team: OpenTeam, entry: TeamOpenRound) -> None:
    """Note that a round was destroyed because nobody closed it; ignores one that another tab closed."""

    def note(contents: Team) -> Team:
        still = open_round(contents)
        if still is None or still["id"] != entry["id"]:
            return contents
        return with_closed_round(contents, entry["id"], None, today(), left_open=True)

    team.change(note)


def erase_team(context: PageContext, team: OpenTeam) -> None:
    """Remove the team and what its rounds published, for those invited too."""
    if team.keys is None:
        return
    rounds().erase_results([one["id"] for one in team.contents["rounds"]])
    vaults().erase(team.keys)
    open_teams.close(context)


def running_round(team: OpenTeam) -> TeamOpenRound | None:
    """The round that is open."""
    return open_round(team.contents)


def closed_rounds(context: PageContext, team: OpenTeam) -> list[ClosedRound]:
    """The rounds that published something, oldest first."""
    return [
        ClosedRound(
            id=entry["id"],
            closed_on=date.fromisoformat(entry["closed_on"]),
            profile=_profile_of(context, team.contents, entry),
            snapshot=snapshot_from(entry["snapshot"]),
        )
        for entry in published(team.contents)
        if entry["snapshot"] is not None
    ]


def _profile_of(context: PageContext, contents: Team, entry: TeamOpenRound | TeamClosedRound) -> Profile:
    """The profile a round was asked from: today's, topics and all, where it is the same."""
    then = contents["profiles"][entry["profile"]]
    return context.profile if then == asked(context.profile) else profile_from(then)
