"""What the meeting's screens share."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.session import open_group
from app_pages.open_records import RecordClosedError
from app_pages.session_state import why_closed
from app_pages.ui.code_entry import code_form, find_by_code
from app_pages.ui.notices import type_code_again


def open_group_with_code(context: PageContext) -> None:
    """A field for the code of a group, and what is said where it opens none."""
    _ = context.words.gettext
    if why_closed("group").pop() is RecordClosedError:
        st.info(type_code_again(context, _("Your group was closed here in the meantime.")))
    typed = code_form(context, _("Code of the group"), _("Open"), form="open-group")
    if typed is not None and (found := find_by_code(context, typed, _("No group opens with this code."))):
        keys, contents = found
        if contents["format"] == "basishouding-group":
            open_group(context, keys, contents)
            st.rerun()
        st.info(_("This is not the code of a group."))
