"""Where each page is, what an address may say, and the link that leads on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import streamlit as st

from app_pages.context import PageContext

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

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
    "who_runs": "beheer",
}
"""Each page's address, a plain word in the language most readers have. The welcome page has none."""

STEP_PARAMETER: Final = "stap"
"""The screen of the reflection."""

TOPIC_PARAMETER: Final = "onderwerp"
"""The topic that a page is about."""

REFLECTION_PARAMETER: Final = "moment"
"""Which reflection from the vault a result page shows."""

ROUND_PARAMETER: Final = "ronde"
"""Which of a team's rounds its result page shows."""

PRESENT_PARAMETER: Final = "tonen"
"""A team's result is shown a screen at a time."""

PLACE_PARAMETER: Final = "plek"
"""The key of the part to show at once; basishouding.js goes there."""

ERASED_PARAMETER: Final = "gewist"
"""The draft has just been erased."""


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
    who_runs: Page

    def all(self) -> list[Page]:
        """Every page, the first one the default."""
        return [getattr(self, field.name) for field in fields(self)]


def primary_link(context: PageContext, page: Page, label: str, **parameters: str) -> None:
    """The way on, where it leads to another page."""
    with st.container(key="primary-link"):
        st.page_link(page, label=label, query_params={**context.parameters, **parameters})


def page_address(context: PageContext, page: str) -> str:
    """The full address of a page of this app, as the reader's browser knows it."""
    here = (st.context.url or "").rstrip("/")
    # often two: Streamlit takes /teamresultaat for the page 'resultaat' of an app at /team
    while here.rpartition("/")[2] in ADDRESSES.values():
        here = here.rpartition("/")[0]
    language = "".join(f"?{name}={value}" for name, value in context.parameters.items())
    return f"{here}/{ADDRESSES[page]}{language}"
