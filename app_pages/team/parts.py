"""What the team's pages share."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.team.session import OpenTeam
from content import round_words


def show_example_note(context: PageContext, team: OpenTeam) -> None:
    """On every page of the demonstration: that it is one."""
    _ = context.words.gettext
    if team.is_example:
        st.warning(_("This is an example. The team does not exist, and its figures are invented."))


def show_round_words(public_key: bytes) -> None:
    """The four words of a round, Dutch in every language: people compare them."""
    with st.container(key="round-words"):
        st.markdown(" · ".join(round_words(public_key)))
