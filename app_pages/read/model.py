"""The intervision model, phase by phase, to read."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import Pages, primary_link


def show(context: PageContext, pages: Pages) -> None:
    """The six phases: what each is for, what happens, and its questions."""
    _ = context.words.gettext
    model = context.profile.intervision
    st.title(context.text(model.title), anchor="model")
    st.markdown(context.text(model.introduction))
    primary_link(context, pages.meeting, _("Lead a meeting"))
    st.page_link(pages.prepare, label=_("Prepare a case"), query_params=context.parameters)
    for number, phase in enumerate(model.phases.values(), start=1):
        st.header(f"{number}. {context.text(phase.name)}", divider="gray", anchor=False)
        st.markdown(f"**{context.text(phase.purpose)}**\n\n{context.text(phase.explanation)}")
        if phase.not_yet:
            st.markdown(
                _("*Not yet: advice, an assessment or a solution. That comes in phase {number}.*").format(
                    number=[*model.phases].index("new_way") + 1
                )
            )
        st.markdown("\n".join(f"- {context.text(question)}" for question in phase.questions))
        if phase.pitfalls is not None:
            with st.expander(_("For the facilitator: what goes wrong here")):
                st.markdown(context.text(phase.pitfalls))
    st.header(_("Get started"), anchor=False)
    st.markdown(_("Are you still looking for a topic? Your result suggests some that fit your own answers."))
    st.page_link(pages.reflection, label=_("Reflect on your own attitude"), query_params=context.parameters)
