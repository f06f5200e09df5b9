"""What an intervision group keeps from one meeting to the next."""

from __future__ import annotations

import pytest

from storage import FullVaultError
from storage.contents import MAX_ENTRIES
from storage.groups import empty_group, last_meeting, with_meeting
from storage.records import GroupMeeting


def meeting(meeting_id: str, question: str = "q") -> GroupMeeting:
    return {
        "id": meeting_id,
        "held_on": "2026-11-24",
        "topic": None,
        "question": question,
        "new_question": "n",
        "learning_points": ["p"],
        "looked_back": None,
    }


def test_looking_back_is_stored_with_the_meeting_before() -> None:
    group = empty_group()
    assert last_meeting(group) is None
    group = with_meeting(group, meeting("a"), None)
    assert last_meeting(group) == meeting("a")
    group = with_meeting(group, meeting("b"), "It went well.")
    assert [one["looked_back"] for one in group["meetings"]] == ["It went well.", None]


def test_meeting_stored_again_takes_its_own_place() -> None:
    group = with_meeting(with_meeting(empty_group(), meeting("a"), None), meeting("b"), "x")
    group = with_meeting(group, meeting("b", "better"), None)
    assert [one["question"] for one in group["meetings"]] == ["q", "better"]
    assert group["meetings"][0]["looked_back"] == "x"


def test_full_group_keeps_what_it_has() -> None:
    group = empty_group()
    group["meetings"] = [meeting(str(number)) for number in range(MAX_ENTRIES)]
    with pytest.raises(FullVaultError):
        with_meeting(group, meeting("new"), None)
