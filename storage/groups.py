"""What a group and a team keep from one meeting to the next (records.schema.json), as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from records import Group, GroupMeeting, Team, Thread
from storage.contents import MAX_ENTRIES, FullVaultError

MAX_AGREED: Final = 2
"""Meetings of which a team is told what it agreed."""

Keeper = TypeVar("Keeper", Group, Team)


def empty_group() -> Group:
    """A group that has not met yet."""
    return {"format": "basishouding-group", "format_version": 1, "meetings": []}


def to_look_back_on(thread: Thread) -> list[GroupMeeting]:
    """The meetings of the last day on which there was one, without those that were looked back on already."""
    if not thread["meetings"]:
        return []
    last_day = thread["meetings"][-1]["held_on"]
    return [one for one in thread["meetings"] if one["held_on"] == last_day and one["looked_back"] is None]


def agreed(thread: Thread, since: str = "", until: str = "") -> list[GroupMeeting]:
    """The last two meetings with learning points, oldest first.

    Args:
        since: the first day on which they were held; empty for any.
        until: the day before which they were held; empty for any.
    """
    found = [
        one
        for one in thread["meetings"]
        if one["learning_points"] and since <= one["held_on"] and (not until or one["held_on"] < until)
    ]
    return found[-MAX_AGREED:]


def with_meeting(keeper: Keeper, meeting: GroupMeeting, looked_back: Mapping[str, str]) -> Keeper:
    """`keeper` with this meeting at the end, or in the place of one with its id.

    `looked_back` says, by the id of a former meeting, what came of it; an empty text changes nothing.

    Raises:
        FullVaultError: there are too many meetings.
    """
    meetings: list[GroupMeeting] = [
        {**one, "looked_back": looked_back.get(one["id"]) or one["looked_back"]} for one in keeper["meetings"]
    ]
    index = next((at for at, one in enumerate(meetings) if one["id"] == meeting["id"]), len(meetings))
    if index >= MAX_ENTRIES:
        raise FullVaultError
    meetings[index : index + 1] = [meeting]
    return {**keeper, "meetings": meetings}
