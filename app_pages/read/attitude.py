"""The whole attitude profile, to read."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import Pages, primary_link


def show(context: PageContext, pages: Pages) -> None:
    """Every dimension with what it means and what it asks."""
    _ = context.words.gettext
    profile = context.profile
    st.title(context.text(profile.title), anchor="attitude")
    st.markdown(context.text(profile.introduction))
    for dimension in profile.dimensions.values():
        st.header(context.text(dimension.name), divider="gray", anchor=False)
        st.markdown(f"**{context.text(dimension.summary)}**\n\n{context.text(dimension.explanation)}")
        st.markdown(
            "\n".join(
                f"- **{context.text(part.name)}.** {context.text(part.text)}"
                for part in dimension.aspects.values()
            )
        )
    primary_link(context, pages.reflection, _("Reflect on your own attitude"))
