"""What stands around every page: the header with the language switch, and the footer."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext, switch_language
from app_pages.session_state import NOT_KEPT, TICKET
from app_pages.ui.links import Pages


def header(context: PageContext, pages: Pages) -> None:
    """The name of the app, leading home, and the switch to the other language."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="header"):
        st.page_link(pages.welcome, label="Basishouding", query_params=context.parameters)
        # each language is offered in its own words
        pressed = st.button(
            "Nederlands" if context.language == "en" else "English", key="language", type="tertiary"
        )
    if pressed and not context.language_switched:  # after a restart of the server it is known only now
        switch_language()
        st.rerun()


def show_ticket() -> None:
    """For basishouding.js: what it hands in to get the cookie with this session's new secret."""
    if ticket := TICKET.get():
        with st.container(key="ticket"):
            st.html(f'<span data-ticket="{ticket}"></span>')


def show_not_kept(context: PageContext) -> None:
    """Say so where drafts of this connection are not kept."""
    _ = context.words.gettext
    if NOT_KEPT.get():
        st.warning(
            _(
                "A lot was filled in from this connection in the last hour. So what you fill in now stays"
                " only as long as this page is open."
            )
        )


def footer(context: PageContext, pages: Pages) -> None:
    """The pages to read, the vault, the team, and where the words come from."""
    _ = context.words.gettext
    with st.container(key="footer", gap="small"):
        with st.container(horizontal=True, key="reading"):
            st.page_link(pages.attitude, label=_("The attitude profile"), query_params=context.parameters)
            st.page_link(pages.model, label=_("The intervision model"), query_params=context.parameters)
            st.page_link(pages.vault, label=_("Your vault"), query_params=context.parameters)
            st.page_link(pages.team, label=_("With your team"), query_params=context.parameters)
            st.page_link(pages.who_runs, label=_("Who runs this"), query_params=context.parameters)
        st.caption(context.text(context.profile.source))
