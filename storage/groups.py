"""What the vault of an intervision group holds, as plain data: what each meeting came to.

format, format_version   "basishouding-group", 1
meetings                 oldest first, of each
    id                   random
    held_on              a day, "2026-11-24"
    topic                a topic's id, or None
    question, new_question
    learning_points      texts
    looked_back          what came of it, told at the next meeting; None until then
"""

from __future__ import annotations

from typing import Final

from storage.contents import MOST_ENTRIES, Contents, Entry, FullVault

GROUP_FORMAT: Final = "basishouding-group"
GROUP_FORMAT_VERSION: Final = 1


def empty_group() -> Contents:
    """A group that has not met yet."""
    return {"format": GROUP_FORMAT, "format_version": GROUP_FORMAT_VERSION, "meetings": []}


def is_group(contents: Contents) -> bool:
    """Whether a code opened a group."""
    return bool(contents.get("format") == GROUP_FORMAT)


def last_meeting(contents: Contents) -> Entry | None:
    """The meeting to look back on."""
    return contents["meetings"][-1] if contents["meetings"] else None


def with_meeting(contents: Contents, meeting: Entry, looked_back: str | None) -> Contents:
    """`contents` with a meeting, and with what was said of the one before; kept twice, it is there once.

    Raises:
        FullVault: there are too many.
    """
    before = [one for one in contents["meetings"] if one["id"] != meeting["id"]]
    if before and looked_back:
        before[-1] = {**before[-1], "looked_back": looked_back}
    if len(before) >= MOST_ENTRIES:
        raise FullVault
    return {**contents, "meetings": [*before, {**meeting, "looked_back": None}]}
