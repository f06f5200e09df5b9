"""What a team's vault holds: one open round at a time, and time between two that publish something."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from storage.contents import Contents, empty
from storage.teams import (
    WEEKS_BETWEEN,
    RoundRunningError,
    empty_team,
    is_team,
    next_round_from,
    open_round,
    published,
    with_closed_round,
    with_round,
)

DAY = date(2026, 11, 24)
ASKED = {"version": "1.0"}


def opened(contents: Contents, id: str, day: date = DAY) -> Contents:
    round: dict[str, Any] = {
        "id": id,
        "profile": "1.0-x",
        "opened_on": day.isoformat(),
        "until": day.isoformat(),
        "invited": 8,
        "minimum": 5,
        "private_key": "secret",
        "link": "CODE",
    }
    return with_round(contents, round, ASKED, day)


def test_a_round_opens_and_closes() -> None:
    team = opened(empty_team("Noord"), "a")
    running = open_round(team)
    assert running is not None
    assert (running["id"], team["profiles"]) == ("a", {"1.0-x": ASKED})
    closed = with_closed_round(team, "a", {"ballots": 6}, DAY)
    assert open_round(closed) is None
    assert [round["snapshot"] for round in published(closed)] == [{"ballots": 6}]
    assert "secret" not in repr(closed)
    assert "CODE" not in repr(closed)
    assert open_round(team) is not None  # contents are made anew, never changed


def test_there_is_one_open_round_at_a_time() -> None:
    with pytest.raises(RoundRunningError):
        opened(opened(empty_team("Noord"), "a"), "b")


def test_rounds_that_publish_something_lie_eight_weeks_apart() -> None:
    team = with_closed_round(opened(empty_team("Noord"), "a"), "a", {"ballots": 6}, DAY)
    first = DAY + timedelta(weeks=WEEKS_BETWEEN)
    assert next_round_from(team) == first
    with pytest.raises(RoundRunningError):
        opened(team, "b", first - timedelta(days=1))
    assert open_round(opened(team, "b", first))


def test_after_a_round_without_figures_a_next_one_may_open_at_once() -> None:
    team = with_closed_round(opened(empty_team("Noord"), "a"), "a", None, DAY)
    assert next_round_from(team) is None
    assert published(team) == []
    again = opened(team, "b")
    assert next_round_from(with_closed_round(again, "b", {"ballots": 5}, DAY)) is not None


def test_a_team_is_told_from_a_vault() -> None:
    assert is_team(empty_team("Noord"))
    assert not is_team(empty())
