"""What stands around every page: the header with the language switch, and the footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from app_pages.visit import Visit, switch_language

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


ADDRESSES: Final = {
    "reflection": "reflectie",
    "result": "resultaat",
    "attitude": "profiel",
    "intervision": "intervisie",
}
"""Where each page is, beside the first one: a plain word in the language most readers have."""


@dataclass(frozen=True)
class Pages:
    """The pages of the app, to link to."""

    welcome: Page
    reflection: Page
    result: Page
    attitude: Page
    intervision: Page

    def all(self) -> list[Page]:
        """Every page, the first one the default."""
        return [self.welcome, self.reflection, self.result, self.attitude, self.intervision]


def header(visit: Visit, pages: Pages) -> None:
    """The name of the app, leading home, and the switch to the other language."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="header"):
        st.page_link(pages.welcome, label="Basishouding", query_params=visit.parameters)
        # each language is offered in its own words
        pressed = st.button(
            "Nederlands" if visit.language == "en" else "English", key="language", type="tertiary"
        )
    if pressed and not visit.language_switched:  # after a restart of the server it is known only now
        switch_language()
        st.rerun()


def footer(visit: Visit, pages: Pages) -> None:
    """The two pages to read, and where the words come from."""
    _ = visit.words.gettext
    with st.container(key="footer", gap="small"):
        with st.container(horizontal=True, key="reading"):
            st.page_link(pages.attitude, label=_("The attitude profile"), query_params=visit.parameters)
            st.page_link(pages.intervision, label=_("The intervision model"), query_params=visit.parameters)
        st.caption(visit.text(visit.profile.source))


def erase_button(visit: Visit, pages: Pages) -> None:
    """Erase everything, after one more question."""
    _ = visit.words.gettext
    if st.session_state.get("erase-sure"):
        visit.erase()
        st.switch_page(pages.welcome, query_params={**visit.parameters, "gewist": "ja"})
    if st.session_state.get("erase") or st.session_state.get("erase-asked"):
        st.session_state["erase-asked"] = True
        st.markdown(_("Erase all your answers? This can not be undone."))
        with st.container(horizontal=True):
            st.button(_("Yes, erase them"), key="erase-sure")
            st.button(_("No, keep them"), key="erase-not", on_click=_keep)
    else:
        st.button(_("Erase my answers"), key="erase")


def _keep() -> None:
    st.session_state.pop("erase-asked", None)
