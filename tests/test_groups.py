"""What a group and a team keep from one meeting to the next."""

from __future__ import annotations

import pytest

from records import GroupMeeting
from storage import FullVaultError
from storage.contents import MAX_ENTRIES
from storage.groups import agreed, empty_group, to_look_back_on, with_meeting
from storage.teams import empty_team


def meeting(meeting_id: str, question: str = "q", day: str = "2026-11-24") -> GroupMeeting:
    return {
        "id": meeting_id,
        "held_on": day,
        "topic": None,
        "question": question,
        "new_question": "n",
        "learning_points": [{"question": {"nl": "w", "en": "w"}, "text": "p"}],
        "looked_back": None,
    }


def test_looking_back_is_stored_with_its_meeting() -> None:
    group = empty_group()
    assert to_look_back_on(group) == []
    group = with_meeting(group, meeting("a"), {})
    group = with_meeting(group, meeting("b"), {})
    assert [one["id"] for one in to_look_back_on(group)] == ["a", "b"]  # two cases in an evening
    group = with_meeting(group, meeting("c", day="2026-12-24"), {"a": "It went well.", "b": "", "x": "y"})
    assert [one["looked_back"] for one in group["meetings"]] == ["It went well.", None, None]
    assert [one["id"] for one in to_look_back_on(group)] == ["c"]


def test_a_case_is_looked_back_on_once() -> None:
    group = with_meeting(with_meeting(empty_group(), meeting("a"), {}), meeting("b"), {"a": "x"})
    assert [one["id"] for one in to_look_back_on(group)] == ["b"]


def test_meeting_stored_again_takes_its_own_place() -> None:
    group = with_meeting(with_meeting(empty_group(), meeting("a"), {}), meeting("b"), {"a": "x"})
    group = with_meeting(group, meeting("b", "better"), {})
    assert [one["question"] for one in group["meetings"]] == ["q", "better"]
    assert group["meetings"][0]["looked_back"] == "x"


def test_full_group_keeps_what_it_has() -> None:
    group = empty_group()
    group["meetings"] = [meeting(str(number)) for number in range(MAX_ENTRIES)]
    with pytest.raises(FullVaultError):
        with_meeting(group, meeting("new"), {})


def test_what_was_agreed_is_that_of_a_period() -> None:
    team = empty_team("Noord")
    days = ("2026-09-01", "2026-10-01", "2026-10-01", "2026-11-01")
    for number, day in enumerate(days):
        team = with_meeting(team, meeting(str(number), day=day), {})
    team = with_meeting(team, {**meeting("none"), "learning_points": []}, {})

    def ids(since: str = "", until: str = "") -> list[str]:
        return [one["id"] for one in agreed(team, since, until)]

    assert ids() == ["2", "3"]
    assert ids("2026-10-01", "2026-11-01") == ["1", "2"]
    assert ids(until="2026-10-01") == ["0"]
    assert ids("2026-11-02") == []
    assert agreed(empty_team("Zuid")) == []
