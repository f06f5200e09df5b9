"""The whole attitude profile, to read."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.topics import advice, aspect_place


def show(context: PageContext, pages: Pages) -> None:
    """Every dimension with what it means and what it asks."""
    _ = context.words.gettext
    profile = context.profile
    st.title(context.text(profile.title), anchor="attitude")
    st.markdown(context.text(profile.introduction))
    for dimension in profile.dimensions.values():
        st.header(context.text(dimension.name), divider="gray", anchor=False)
        st.markdown(f"**{context.text(dimension.summary)}**\n\n{context.text(dimension.explanation)}")
        for aspect in dimension.aspects.values():
            with st.container(key=aspect_place(aspect.id)):
                st.markdown(f"- **{context.text(aspect.name)}.** {context.text(aspect.text)}")
        with st.expander(_("To ask a colleague about, or to look at together")):
            for topic in dimension.topics.values():
                st.subheader(context.text(topic.title), anchor=False)
                st.markdown(f"{context.text(topic.stake)}\n\n{advice(context, topic, topic.examples)}")
    primary_link(context, pages.reflection, _("Reflect on your own attitude"))
