"""The intervision group that is open in this browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from app_pages.context import PageContext
from app_pages.open_records import OpenRecord, OpenRecords
from storage import Group, Keys
from storage.groups import empty_group

MEETING_FIELD: Final = "meeting-"
"""Before the names of a meeting's fields."""

CASE_FIELD: Final = "case-"
"""Before the number of a question about a case."""


@dataclass
class OpenGroup(OpenRecord[Group]):
    """An open group."""

    kind: type[Group] = field(default=Group, init=False, repr=False)


open_groups: Final = OpenRecords[OpenGroup]("group")


def open_group(context: PageContext, keys: Keys, contents: Group) -> None:
    """Open a group in this browser."""
    open_groups.put(context.new_client_id(), OpenGroup(keys, contents))


def create_group(context: PageContext) -> None:
    """Create a group with a code to show, and open it.

    Raises:
        TooBusyError: nothing was made.
    """
    contents = empty_group()
    before = open_groups.get(context.client_id)
    open_groups.create(context, contents, lambda keys, code: OpenGroup(keys, contents, code=code), before)


def case_field(index: int) -> str:
    """The name of the field for one of the questions about a case."""
    return f"{CASE_FIELD}{index}"
