"""What stands around every page: the header with the language switch, and the footer."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from app_pages.visit import LONGEST_WRITING, WRITING_KEY, Visit, switch_language

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


TOPIC_PARAMETER: Final = "onderwerp"

ADDRESSES: Final = {
    "reflection": "reflectie",
    "result": "resultaat",
    "attitude": "profiel",
    "model": "intervisie",
    "keep": "bewaren",
    "vault": "kluis",
    "growth": "verandering",
    "plan": "plan",
    "take_part": "meedoen",
    "team": "team",
    "team_result": "teamresultaat",
    "prepare": "voorbereiden",
    "meeting": "bijeenkomst",
}
"""Where each page is, beside the first one: a plain word in the language most readers have."""


@dataclass(frozen=True)
class Pages:
    """The pages of the app, to link to."""

    welcome: Page
    reflection: Page
    result: Page
    attitude: Page
    model: Page
    keep: Page
    vault: Page
    growth: Page
    plan: Page
    take_part: Page
    team: Page
    team_result: Page
    prepare: Page
    meeting: Page

    def all(self) -> list[Page]:
        """Every page, the first one the default."""
        return [getattr(self, field.name) for field in fields(self)]


def literal(text: str) -> str:
    """Text that somebody wrote, for `st.markdown`: it shows as written, and loads and links nothing."""
    # an address becomes a link even when escaped; a space of no width keeps it from being one
    text = re.sub(r"(https?|www|@)", "\\1\u200b", text, flags=re.IGNORECASE)
    lines = (re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line.strip()) for line in text.splitlines())
    return "  \n".join(lines)


def writing(visit: Visit, name: str, label: str, **options: Any) -> str:
    """A field for the reader's own words; what is in it survives a refresh until it is put away."""
    text: str = st.text_area(
        label,
        visit.written(name),
        key=f"{WRITING_KEY}{name}",
        max_chars=LONGEST_WRITING,
        on_change="ignore",
        **options,
    )
    return text


def primary_link(visit: Visit, page: Page, label: str, **parameters: str) -> None:
    """The way on, where it leads to another page."""
    with st.container(key="primary-link"):
        st.page_link(page, label=label, query_params={**visit.parameters, **parameters})


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
    """The two pages to read, the vault, the team, and where the words come from."""
    _ = visit.words.gettext
    with st.container(key="footer", gap="small"):
        with st.container(horizontal=True, key="reading"):
            st.page_link(pages.attitude, label=_("The attitude profile"), query_params=visit.parameters)
            st.page_link(pages.model, label=_("The intervision model"), query_params=visit.parameters)
            st.page_link(pages.vault, label=_("Your vault"), query_params=visit.parameters)
            st.page_link(pages.team, label=_("With your team"), query_params=visit.parameters)
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
