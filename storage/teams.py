"""What the vault of a team holds, as plain data: its name, and its rounds with what each of them published.

format, format_version   "basishouding-team", 1
name                     as the lead wrote it
profiles                 as in a vault: what was asked, by its key
rounds                   oldest first, of each
    id                   what `Rounds` knows it by
    profile              a key of `profiles`
    opened_on, until     days, "2026-11-24"
    invited, minimum     people
    private_key          opens the ballots; gone when the round is closed
    link                 the one code for all, while the round is open; None where each has a card
    closed_on            a day; None while the round is open
    snapshot             what was published; None while it is open, and where too few took part
    left_open            true where nobody closed it in time; else absent
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from storage.contents import Contents, Entry

TEAM_FORMAT: Final = "basishouding-team"
TEAM_FORMAT_VERSION: Final = 1

WEEKS_BETWEEN: Final = 8
"""From a round that published something to the next: what people answered has to have time to change
(anonymity.md)."""


class RoundRuns(Exception):
    """A team has one open round at a time, and time between two that publish something."""


def empty_team(name: str) -> Contents:
    """A team without a round."""
    return {
        "format": TEAM_FORMAT,
        "format_version": TEAM_FORMAT_VERSION,
        "name": name,
        "profiles": {},
        "rounds": [],
    }


def is_team(contents: Contents) -> bool:
    """Whether a code opened a team, not what somebody keeps for later."""
    return bool(contents.get("format") == TEAM_FORMAT)


def with_round(contents: Contents, round: Entry, asked: Mapping[str, Any], today: date) -> Contents:
    """`contents` with a round that has just been opened, and the profile it is asked from.

    Raises:
        RoundRuns: there is an open round, or the last one is too short ago.
    """
    first = next_round_from(contents)
    if open_round(contents) is not None or (first is not None and today < first):
        raise RoundRuns
    profiles = {**contents["profiles"], round["profile"]: dict(asked)}
    opened = {**round, "closed_on": None, "snapshot": None}
    return {**contents, "profiles": profiles, "rounds": [*contents["rounds"], opened]}


def with_closed_round(contents: Contents, id: str, snapshot: Any, closed_on: date) -> Contents:
    """`contents` with this round closed: what opened its ballots goes, what it published stays."""

    def closed(round: Entry) -> Entry:
        rest = {key: value for key, value in round.items() if key not in ("private_key", "link")}
        return {**rest, "closed_on": closed_on.isoformat(), "snapshot": snapshot}

    rounds = [closed(round) if round["id"] == id else round for round in contents["rounds"]]
    return {**contents, "rounds": rounds}


def with_round_left_open(contents: Contents, id: str, found_on: date) -> Contents:
    """`contents` with this round closed, because nobody did so in time: its ballots are gone, unread."""
    closed = with_closed_round(contents, id, None, found_on)
    rounds = [{**round, "left_open": True} if round["id"] == id else round for round in closed["rounds"]]
    return {**closed, "rounds": rounds}


def open_round(contents: Contents) -> Entry | None:
    """The round that runs, if one does."""
    return next((round for round in contents["rounds"] if round["closed_on"] is None), None)


def published(contents: Contents) -> list[Entry]:
    """The closed rounds with a snapshot, oldest first."""
    return [round for round in contents["rounds"] if round["snapshot"] is not None]


def next_round_from(contents: Contents) -> date | None:
    """The day from which on a next round may open; None where nothing was published yet."""
    found = published(contents)
    return date.fromisoformat(found[-1]["closed_on"]) + timedelta(weeks=WEEKS_BETWEEN) if found else None
