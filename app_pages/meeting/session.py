"""The intervision group that is open in this browser."""

from __future__ import annotations

from typing import Final

from app_pages.context import PageContext
from app_pages.open_records import OpenRecord, OpenRecords
from storage import Contents, Keys
from storage.groups import empty_group

MEETING_FIELD: Final = "meeting-"
"""Before the names of a meeting's fields."""

open_groups: Final = OpenRecords[OpenRecord]("group")


def open_group(context: PageContext, keys: Keys, contents: Contents) -> None:
    """Open a group in this browser."""
    open_groups.put(context.client_id, OpenRecord(keys, contents))


def create_group(context: PageContext) -> None:
    """Create a group with a code to show, and open it.

    Raises:
        TooBusy: nothing was made.
    """
    contents = empty_group()
    before = open_groups.get(context.client_id)
    open_groups.create(context, contents, lambda keys, code: OpenRecord(keys, contents, code=code), before)


def case_field(index: int) -> str:
    """The name of the field for one of the questions about a case."""
    return f"case-{index}"
