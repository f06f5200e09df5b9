"""What a code opened closes by itself: told before, and kept open by one press (WCAG 2.2.1)."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from app_pages.group_opened import open_groups
from app_pages.opened import open_vaults
from app_pages.registry import Registry
from app_pages.team_opened import open_teams
from app_pages.visit import Visit

WARNING_SECONDS: Final = 3 * 60
LOOK_SECONDS: Final = 30

REGISTRIES: Final[tuple[Registry[Any], ...]] = (open_vaults, open_teams, open_groups)
"""All that a code can open."""


def tell_before(visit: Visit) -> None:
    """Each click on any page keeps open what is open here; who makes none is told in time."""
    open_here = [kind.get(visit.visitor) for kind in REGISTRIES]
    if any(open_here):
        st.fragment(_tell, run_every=LOOK_SECONDS)(visit)


def _tell(visit: Visit) -> None:
    """Looks without keeping it open. Once it is closed, nothing of it stays on the screen either."""
    _ = visit.words.gettext
    if st.session_state.get("stay-open"):
        for kind in REGISTRIES:
            kind.get(visit.visitor)
    left = [seconds for kind in REGISTRIES if (seconds := kind.seconds_left(visit.visitor)) is not None]
    if not left:
        st.rerun()
    with st.container(key="closing"):
        if min(left) < WARNING_SECONDS:
            st.warning(
                _(
                    "What is open here closes in a few minutes, because nothing was pressed for a while. "
                    "What you are writing is kept."
                )
            )
            st.button(_("Keep it open"), key="stay-open")
