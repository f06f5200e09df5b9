"""What a code opened closes by itself: the page says so before, and one press keeps it open (WCAG 2.2.1)."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.session import open_groups
from app_pages.open_records import OpenRecords
from app_pages.team.session import open_teams
from app_pages.vault.session import open_vaults

WARNING_SECONDS: Final = 3 * 60
LOOK_SECONDS: Final = 30

ALL_OPEN_RECORDS: Final[tuple[OpenRecords[Any], ...]] = (open_vaults, open_teams, open_groups)
"""Everything that a code can open."""


def show_idle_warning(context: PageContext) -> None:
    """Keep open what is open here, and warn a reader who presses nothing for long."""
    open_here = [records.get(context.client_id) for records in ALL_OPEN_RECORDS]
    if any(open_here):
        st.fragment(_look, run_every=LOOK_SECONDS)(context)


def _look(context: PageContext) -> None:
    """Look without keeping it open. Once it is closed, nothing of it stays on the screen either."""
    _ = context.words.gettext
    if st.session_state.get("stay-open"):
        for records in ALL_OPEN_RECORDS:
            records.get(context.client_id)
    left = [
        seconds
        for records in ALL_OPEN_RECORDS
        if (seconds := records.seconds_left(context.client_id)) is not None
    ]
    if not left:
        st.rerun()
    with st.container(key="closing"):
        if min(left) < WARNING_SECONDS:
            st.warning(
                _(
                    "What is open here will close in a few minutes because of inactivity. What you are"
                    " writing is kept."
                )
            )
            st.button(_("Keep it open"), key="stay-open")
