"""What an intervision group keeps from one meeting to the next."""

from __future__ import annotations

from typing import Any

import pytest

from storage.contents import MOST_ENTRIES, FullVaultError, empty
from storage.groups import empty_group, is_group, last_meeting, with_meeting
from storage.teams import empty_team


def meeting(id: str, **more: Any) -> dict[str, Any]:
    told = {"held_on": "2026-11-24", "topic": None, "question": "q", "new_question": "n"}
    return {"id": id, **told, "learning_points": ["p"], **more}


def test_the_next_meeting_finds_the_last_one_and_what_came_of_it_is_added_there() -> None:
    group = empty_group()
    assert last_meeting(group) is None
    group = with_meeting(group, meeting("a"), None)
    assert last_meeting(group) == {**meeting("a"), "looked_back": None}
    group = with_meeting(group, meeting("b"), "It went well.")
    assert [one["looked_back"] for one in group["meetings"]] == ["It went well.", None]


def test_a_meeting_that_is_kept_again_takes_its_own_place() -> None:
    group = with_meeting(with_meeting(empty_group(), meeting("a"), None), meeting("b"), "x")
    group = with_meeting(group, meeting("b", question="better"), None)
    assert [one["question"] for one in group["meetings"]] == ["q", "better"]
    assert group["meetings"][0]["looked_back"] == "x"


def test_a_full_group_keeps_what_it_has() -> None:
    group = empty_group()
    group["meetings"] = [meeting(str(number)) for number in range(MOST_ENTRIES)]
    with pytest.raises(FullVaultError):
        with_meeting(group, meeting("new"), None)


def test_a_group_is_told_from_a_vault_and_a_team() -> None:
    assert is_group(empty_group())
    assert not is_group(empty())
    assert not is_group(empty_team("Noord"))
