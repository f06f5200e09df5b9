"""The intervision group that is open in this browser."""

from __future__ import annotations

from typing import Final

from app_pages.registry import OpenRecord, Registry
from app_pages.visit import Visit
from storage import Contents, Keys
from storage.groups import empty_group

open_groups: Final = Registry[OpenRecord]("group")


def open_group(visit: Visit, keys: Keys, contents: Contents) -> None:
    """From now on this group is the open one in this browser."""
    open_groups.put(visit.visitor, OpenRecord(keys, contents))


def make_group(visit: Visit) -> None:
    """A new group with a code to show, in place of what is open here.

    Raises:
        TooBusy: nothing was made.
    """
    contents = empty_group()
    before = open_groups.get(visit.visitor)
    open_groups.make(visit, contents, lambda keys, code: OpenRecord(keys, contents, code=code), before)
