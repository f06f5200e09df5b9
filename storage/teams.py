"""The record of a team, as plain data (records.schema.json): its rounds and what each published.

What it keeps of its meetings: groups.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from errors import BasishoudingError
from records import FORMATS, Asked, Snapshot, Team, TeamClosedRound, TeamOpenRound

WEEKS_BETWEEN: Final = 8
"""From a round that published something to the next: people's answers need time to change (anonymity.md)."""


class RoundRunningError(BasishoudingError):
    """A team has one open round at a time, and eight weeks between two that publish something."""


def empty_team(name: str) -> Team:
    """A team without a round."""
    return {
        "format": "basishouding-team",
        "format_version": 1,
        "name": name,
        "profiles": {},
        "rounds": [],
        "meetings": [],
    }


def with_meetings(record: dict[str, object]) -> dict[str, object]:
    """A record with a list of meetings where it is a team's; an earlier version stored none."""
    return {"meetings": [], **record} if record.get("format") == FORMATS[Team] else record


def with_round(team: Team, opened: TeamOpenRound, asked: Asked, today: date) -> Team:
    """`team` with a round that has just been opened, and the profile it is asked from.

    Raises:
        RoundRunningError: there is an open round, or the last one was less than eight weeks ago.
    """
    first = next_round_from(team)
    if open_round(team) is not None or (first is not None and today < first):
        raise RoundRunningError
    profiles = {**team["profiles"], opened["profile"]: asked}
    return {**team, "profiles": profiles, "rounds": [*team["rounds"], opened]}


def with_last_day(team: Team, round_id: str, until: date) -> Team:
    """`team` with another last day for this open round."""
    still = open_round(team)
    if still is None or still["id"] != round_id:
        return team
    moved: TeamOpenRound = {**still, "until": until.isoformat()}
    return {**team, "rounds": [moved if one is still else one for one in team["rounds"]]}


def with_closed_round(
    team: Team, round_id: str, snapshot: Snapshot | None, closed_on: date, *, left_open: bool = False
) -> Team:
    """`team` with this open round closed: its private key and link go, what it published is added.

    `left_open` where nobody closed it in time, and its ballots were destroyed unread.
    """

    def closed(opened: TeamOpenRound) -> TeamClosedRound:
        result: TeamClosedRound = {
            "id": opened["id"],
            "profile": opened["profile"],
            "opened_on": opened["opened_on"],
            "until": opened["until"],
            "invited": opened["invited"],
            "minimum": opened["minimum"],
            "closed_on": closed_on.isoformat(),
            "snapshot": snapshot,
        }
        if left_open:
            result["left_open"] = True
        return result

    rounds = [
        closed(one) if one["id"] == round_id and one["closed_on"] is None else one for one in team["rounds"]
    ]
    return {**team, "rounds": rounds}


def only_round(team: Team, round_id: str) -> Team:
    """`team` with this closed round alone, without its meetings: what those invited to it may see."""
    rounds = [one for one in team["rounds"] if one["id"] == round_id]
    profiles = {one["profile"]: team["profiles"][one["profile"]] for one in rounds}
    return {**empty_team(team["name"]), "profiles": profiles, "rounds": rounds}


def open_round(team: Team) -> TeamOpenRound | None:
    """The round that is open, if there is one."""
    return next((one for one in team["rounds"] if one["closed_on"] is None), None)


def published(team: Team) -> list[TeamClosedRound]:
    """The closed rounds with a snapshot, oldest first."""
    return [one for one in team["rounds"] if one["closed_on"] is not None and one["snapshot"] is not None]


def next_round_from(team: Team) -> date | None:
    """The first day on which a next round may open; None if nothing was published yet."""
    found = published(team)
    return date.fromisoformat(found[-1]["closed_on"]) + timedelta(weeks=WEEKS_BETWEEN) if found else None
