"""The whole attitude profile, to read."""

from __future__ import annotations

import streamlit as st

from app_pages.frame import Pages
from app_pages.visit import Visit


def show(visit: Visit, pages: Pages) -> None:
    """Every dimension with what it means and what it asks."""
    _ = visit.words.gettext
    profile = visit.profile
    st.title(visit.text(profile.title), anchor=False)
    st.markdown(visit.text(profile.introduction))
    for dimension in profile.dimensions.values():
        st.header(visit.text(dimension.name), divider="gray", anchor=False)
        st.markdown(f"**{visit.text(dimension.summary)}**\n\n{visit.text(dimension.explanation)}")
        st.markdown(
            "\n".join(
                f"- **{visit.text(part.name)}.** {visit.text(part.text)}"
                for part in dimension.aspects.values()
            )
        )
    with st.container(key="primary-link"):
        st.page_link(pages.reflection, label=_("Reflect on your own attitude"), query_params=visit.parameters)
