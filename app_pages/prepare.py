"""Prepare a case for intervision, alone: what happened, what stays on one's mind, the question."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.frame import TOPIC_PARAMETER, Pages, primary_link, writing
from app_pages.opened import change, opened
from app_pages.privacy_check import is_recognisable, show_privacy_check
from app_pages.visit import Visit, today
from content import Text, Topic
from intervision.meeting import PREPARE
from storage.contents import with_new_entry

PROMPTING_PHASE = "explore"


def show(visit: Visit, pages: Pages) -> None:
    """The case, along the questions of the first phase and those of its topic."""
    _ = visit.words.gettext
    phase = visit.profile.intervision.phases[PREPARE]
    st.title(_("Prepare a case"), anchor=False)
    if st.session_state.pop("case-kept", False):
        st.success(_("Your case is in your vault."))
    st.markdown(visit.text(phase.explanation))
    topic = choose_topic(visit)
    if topic is not None:
        st.markdown(visit.text(topic.stake))
        with st.expander(_("Questions that help with this topic")):
            st.markdown("\n".join(f"- {visit.text(one)}" for one in topic.prompts[PROMPTING_PHASE]))
    parts = [
        (question, writing(visit, case_field(place), visit.text(question)))
        for place, question in enumerate(phase.questions)
    ]
    written = [(question, text.strip()) for question, text in parts if text.strip()]
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    _keep(visit, pages, topic, written)
    st.header(_("To the meeting"), anchor=False)
    st.markdown(_("On the screen of the meeting you begin with the question that you wrote here."))
    parameters = {TOPIC_PARAMETER: topic.id} if topic else {}
    primary_link(visit, pages.meeting, _("Lead a meeting"), **parameters)


def case_field(place: int) -> str:
    """The name of the field for one of the questions."""
    return f"case-{place}"


def choose_topic(visit: Visit, first: Sequence[Topic] = ()) -> Topic | None:
    """The topic that the address names, another one, or none; those of `first` stand above the others."""
    _ = visit.words.gettext
    topics = {topic.id: topic for topic in (*first, *visit.profile.topics.values())}
    wanted, choices = st.query_params.get(TOPIC_PARAMETER, ""), ["", *topics]
    chosen = st.selectbox(
        _("What is it about?"),
        choices,
        index=choices.index(wanted) if wanted in topics else int(bool(first)),
        format_func=lambda id: visit.text(topics[id].title) if id else _("something else"),
        key="topic",
    )
    return topics.get(chosen or "")


def _keep(visit: Visit, pages: Pages, topic: Topic | None, written: list[tuple[Text, str]]) -> None:
    """In the open vault, or as a file of one's own."""
    _ = visit.words.gettext
    vault = opened(visit)
    with st.container(horizontal=True, key="steps"):
        keep = vault is not None and st.button(_("Keep it in my vault"), key="keep-case", type="primary")
        # basishouding.js makes the file: what was typed last has not reached the server yet
        taken = st.button(_("Download as a file"), key="case-file")
        look = st.button(_("Look at my words"), key="look-over")
        done = st.button(_("Empty the fields"), key="empty-case")
    if taken and is_recognisable([text for _question, text in written]):
        st.info(_("Look at this before you share the file with somebody."))
        look = True
    if look:
        show_privacy_check(visit, [text for _question, text in written])
    if vault is None:
        st.page_link(pages.vault, label=_("Open my vault"), query_params=visit.parameters)
    if keep and vault is not None:
        if not written:
            st.info(_("There is nothing to keep yet. Write a few words first."))
            return
        texts = [text for _question, text in written]
        if is_recognisable(texts) and st.session_state.get("pointed-case") != texts:
            st.session_state["pointed-case"] = texts  # once: whoever keeps it all the same, wants to
            show_privacy_check(visit, texts)
            st.info(_("Is it all right like this? Then press ‘Keep it in my vault’ once more."))
            return
        case = {
            "made_on": today().isoformat(),
            "topic": topic.id if topic else None,
            "parts": [{"question": dict(question), "text": text} for question, text in written],
        }
        change(visit, vault, lambda contents: with_new_entry(contents, "cases", case))
        st.session_state["case-kept"] = True
        st.rerun()
    if done:
        visit.put_away(*(case_field(place) for place in range(len(written) + 3)))
        st.rerun()
