"""The intervision group that is open in this browser."""

from __future__ import annotations

from typing import Final

import streamlit as st

from app_pages.registry import OpenRecord, Registry, vaults
from app_pages.visit import Visit
from storage import Contents, Keys
from storage.groups import empty_group

open_groups: Final = Registry[OpenRecord]("group")


def open_group(visit: Visit, keys: Keys, contents: Contents) -> None:
    """From now on this group is the open one in this browser."""
    open_groups.put(visit.visitor, OpenRecord(keys, contents))


def make_group(visit: Visit) -> None:
    """A new group with a code to show. Pressed twice, it is made once (see `opened.make_vault`).

    Raises:
        TooBusy: nothing was made.
    """
    visitor, place = visit.visitor, st.context.ip_address
    contents = empty_group()
    before = open_groups.get(visitor)
    code, keys = vaults().create(contents, place)
    if not open_groups.put_new(visitor, before, OpenRecord(keys, contents, code=code)):
        vaults().erase(keys)
