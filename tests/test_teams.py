"""What a team's record holds: one open round at a time, and time between two that publish something."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import pytest

from records import Asked, Snapshot
from storage import RoundRunningError, Team
from storage.teams import (
    WEEKS_BETWEEN,
    empty_team,
    next_round_from,
    open_round,
    published,
    with_closed_round,
    with_round,
)
from tests.support.rounds import DAY, new_round

ASKED = cast(Asked, {"version": "1.0"})
SNAPSHOT = cast(Snapshot, {"ballots": 6})


def opened(team: Team, round_id: str, day: date = DAY) -> Team:
    return with_round(team, new_round(round_id, "secret", "CODE"), ASKED, day)


def test_round_opens_and_closes() -> None:
    team = opened(empty_team("Noord"), "a")
    running = open_round(team)
    assert running is not None
    assert (running["id"], team["profiles"]) == ("a", {"1.0": ASKED})
    closed = with_closed_round(team, "a", SNAPSHOT, DAY)
    assert open_round(closed) is None
    assert [entry["snapshot"] for entry in published(closed)] == [SNAPSHOT]
    assert "secret" not in repr(closed)
    assert "CODE" not in repr(closed)
    assert open_round(team) is not None  # contents are made anew, never changed


def test_one_open_round_at_a_time() -> None:
    with pytest.raises(RoundRunningError):
        opened(opened(empty_team("Noord"), "a"), "b")


def test_published_rounds_lie_eight_weeks_apart() -> None:
    team = with_closed_round(opened(empty_team("Noord"), "a"), "a", SNAPSHOT, DAY)
    first = DAY + timedelta(weeks=WEEKS_BETWEEN)
    assert next_round_from(team) == first
    for days in (1, WEEKS_BETWEEN * 7 + 1, WEEKS_BETWEEN * 7 + 365):  # also when the clock was set back
        with pytest.raises(RoundRunningError):
            opened(team, "b", first - timedelta(days=days))
    assert open_round(opened(team, "b", first))


def test_round_without_figures_needs_no_wait() -> None:
    team = with_closed_round(opened(empty_team("Noord"), "a"), "a", None, DAY)
    assert next_round_from(team) is None
    assert published(team) == []
    again = opened(team, "b")
    assert next_round_from(with_closed_round(again, "b", SNAPSHOT, DAY)) is not None
