"""Prepare a case for intervision, alone: what happened, what stays on one's mind, the question."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.privacy_check import is_recognisable, show_privacy_check
from app_pages.meeting.session import case_field
from app_pages.session_state import CASE_CHECKED, MESSAGE
from app_pages.ui.links import TOPIC_PARAMETER, Pages, primary_link
from app_pages.ui.notices import show_message
from app_pages.ui.text import text_field
from app_pages.ui.topics import choose_topic
from app_pages.vault.session import change_vault, open_vaults
from content import Text, Topic
from intervision.meeting import PREPARE
from records import Case
from services import today
from storage.contents import new_id, with_new_entry

PROMPTING_PHASE = "explore"


def show(context: PageContext, pages: Pages) -> None:
    """The case, along the questions of the first phase and those of its topic."""
    _ = context.words.gettext
    phase = context.profile.intervision.phases[PREPARE]
    st.title(_("Prepare a case"), anchor="prepare")
    show_message()
    st.markdown(context.text(phase.explanation))
    topic = choose_topic(context)
    if topic is not None:
        st.markdown(context.text(topic.stake))
        with st.expander(_("Questions that help with this topic")):
            st.markdown("\n".join(f"- {context.text(one)}" for one in topic.prompts[PROMPTING_PHASE]))
    parts = [
        (question, text_field(context, case_field(index), context.text(question)))
        for index, question in enumerate(phase.questions)
    ]
    written = [(question, text.strip()) for question, text in parts if text.strip()]
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    st.caption(
        _(
            "What you write here stays in this browser for 14 days. Do you share this device? Then choose"
            " ‘Empty the fields’ before you leave."
        )
    )
    _keep(context, pages, topic, written)
    st.header(_("To the meeting"), anchor=False)
    st.markdown(_("On the screen of the meeting you begin with the question that you wrote here."))
    parameters = {TOPIC_PARAMETER: topic.id} if topic else {}
    primary_link(context, pages.meeting, _("Lead a meeting"), **parameters)


def _keep(context: PageContext, pages: Pages, topic: Topic | None, written: list[tuple[Text, str]]) -> None:
    """In the open vault, or as a file of one's own."""
    _ = context.words.gettext
    vault = open_vaults.current(context)
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
        show_privacy_check(context, [text for _question, text in written])
    if vault is None:
        st.page_link(pages.vault, label=_("Open my vault"), query_params=context.parameters)
    if keep and vault is not None:
        if not written:
            st.info(_("There is nothing to keep yet. Write a few words first."))
            return
        texts = [text for _question, text in written]
        if is_recognisable(texts) and CASE_CHECKED.get() != texts:
            CASE_CHECKED.set(texts)  # once: a second press keeps it as it is
            show_privacy_check(context, texts)
            st.info(_("Is it all right like this? Then press ‘Keep it in my vault’ once more."))
            return
        case: Case = {
            "id": new_id(),
            "made_on": today().isoformat(),
            "topic": None if topic is None else {"id": topic.id, "title": dict(topic.title)},
            "parts": [{"question": dict(question), "text": text} for question, text in written],
        }
        change_vault(
            context,
            vault,
            lambda contents: {**contents, "cases": with_new_entry(contents["cases"], case)},
        )
        MESSAGE.set(_("Your case is in your vault."))
        st.rerun()
    if done:
        CASE_CHECKED.pop()
        questions = context.profile.intervision.phases[PREPARE].questions
        context.clear_texts(*(case_field(index) for index in range(len(questions))))
        st.rerun()
