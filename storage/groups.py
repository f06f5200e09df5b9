"""What the record of an intervision group holds (`group.schema.json`), as plain data."""

from __future__ import annotations

from storage.contents import MAX_ENTRIES, FullVaultError
from storage.records import Group, GroupMeeting


def empty_group() -> Group:
    """A group that has not met yet."""
    return {"format": "basishouding-group", "format_version": 1, "meetings": []}


def last_meeting(group: Group) -> GroupMeeting | None:
    """The meeting to look back on."""
    return group["meetings"][-1] if group["meetings"] else None


def with_meeting(group: Group, meeting: GroupMeeting, looked_back: str | None) -> Group:
    """`group` with this meeting at the end, in place of one with its id.

    `looked_back` is what was said of the meeting before, and is stored there; empty or None changes nothing.

    Raises:
        FullVaultError: there are too many meetings.
    """
    before = [one for one in group["meetings"] if one["id"] != meeting["id"]]
    if before and looked_back:
        before[-1] = {**before[-1], "looked_back": looked_back}
    if len(before) >= MAX_ENTRIES:
        raise FullVaultError
    return {**group, "meetings": [*before, meeting]}
