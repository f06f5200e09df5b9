"""The intervision model, phase by phase, to read."""

from __future__ import annotations

import streamlit as st

from app_pages.frame import Pages
from app_pages.visit import Visit


def show(visit: Visit, pages: Pages) -> None:
    """The six phases: what each is for, what happens, and its questions."""
    _ = visit.words.gettext
    model = visit.profile.intervision
    st.title(visit.text(model.title), anchor=False)
    st.markdown(visit.text(model.introduction))
    for number, phase in enumerate(model.phases.values(), start=1):
        st.header(f"{number}. {visit.text(phase.name)}", divider="gray", anchor=False)
        st.markdown(f"**{visit.text(phase.purpose)}**\n\n{visit.text(phase.explanation)}")
        if phase.not_yet:
            st.markdown(
                _("*Not yet: advice, an estimate or a solution. That comes in phase {number}.*").format(
                    number=[*model.phases].index("new_way") + 1
                )
            )
        st.markdown("\n".join(f"- {visit.text(question)}" for question in phase.questions))
        if phase.pitfalls is not None:
            with st.expander(_("For the facilitator: what goes wrong here")):
                st.markdown(visit.text(phase.pitfalls))
    st.header(_("To work"), anchor=False)
    with st.container(horizontal=True, key="to-work"):
        st.page_link(pages.prepare, label=_("Prepare a case"), query_params=visit.parameters)
        st.page_link(pages.meeting, label=_("Lead a meeting"), query_params=visit.parameters)
    st.markdown(_("Looking for a topic? Your result suggests some that fit your own answers."))
    with st.container(key="primary-link"):
        st.page_link(pages.reflection, label=_("Reflect on your own attitude"), query_params=visit.parameters)
