"""What the record of an intervision group holds (records.schema.json), as plain data."""

from __future__ import annotations

from collections.abc import Mapping

from records import Group, GroupMeeting
from storage.contents import MAX_ENTRIES, FullVaultError


def empty_group() -> Group:
    """A group that has not met yet."""
    return {"format": "basishouding-group", "format_version": 1, "meetings": []}


def to_look_back_on(group: Group) -> list[GroupMeeting]:
    """The meetings of the last day that the group met, without those that it looked back on already."""
    if not group["meetings"]:
        return []
    last_day = group["meetings"][-1]["held_on"]
    return [one for one in group["meetings"] if one["held_on"] == last_day and one["looked_back"] is None]


def with_meeting(group: Group, meeting: GroupMeeting, looked_back: Mapping[str, str]) -> Group:
    """`group` with this meeting at the end, or in the place of one with its id.

    `looked_back` says, by the id of a former meeting, what came of it; an empty text changes nothing.

    Raises:
        FullVaultError: there are too many meetings.
    """
    meetings: list[GroupMeeting] = [
        {**one, "looked_back": looked_back.get(one["id"]) or one["looked_back"]} for one in group["meetings"]
    ]
    index = next((at for at, one in enumerate(meetings) if one["id"] == meeting["id"]), len(meetings))
    if index >= MAX_ENTRIES:
        raise FullVaultError
    meetings[index : index + 1] = [meeting]
    return {**group, "meetings": meetings}
