"""Prepare a case for intervision, alone: what happened, what stays on one's mind, the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import TEXT_KEY, TEXTS
from app_pages.meeting.privacy_check import is_recognisable, show_privacy_check
from app_pages.meeting.session import (
    CASE_ID,
    CASE_TOPIC,
    begin_meeting,
    case_field,
    running_meeting,
    take_up_case,
)
from app_pages.session_state import CASE_CHECKED, CASE_FILES, MESSAGE
from app_pages.ui.links import TOPIC_PARAMETER, Pages, primary_link
from app_pages.ui.notices import show_message, too_busy
from app_pages.ui.text import text_field
from app_pages.ui.topics import choose_topic
from app_pages.vault.session import change_vault, open_vaults
from budgets import OverBudgetError
from content import Text, Topic
from intervision.meeting import EXPLORE, PREPARE
from records import Case
from services import today
from storage import FullMeetingError, TooBusyError
from storage.contents import new_id, with_entry, with_new_entry


def show(context: PageContext, pages: Pages) -> None:
    """The case, along the questions of the first phase and those of its topic."""
    _ = context.words.gettext
    phase = context.profile.intervision.phases[PREPARE]
    st.title(_("Prepare a case"), anchor="prepare")
    show_message()
    st.markdown(context.text(phase.explanation))
    _from_file(context)
    texts = context.draft.get(TEXTS, {})
    noted, is_asked = texts.get(f"{TEXT_KEY}{CASE_TOPIC}"), TOPIC_PARAMETER in st.query_params
    if "topic" not in st.session_state and not is_asked and noted in context.profile.topics:
        st.session_state["topic"] = noted
    topic = choose_topic(context)
    if topic is not None:
        st.markdown(context.text(topic.stake))
        with st.expander(_("Questions that help with this topic")):
            st.markdown("\n".join(f"- {context.text(one)}" for one in topic.prompts[EXPLORE]))
    parts = [
        (question, text_field(context, case_field(index), context.text(question)))
        for index, question in enumerate(phase.questions)
    ]
    written = [(question, text.strip()) for question, text in parts if text.strip()]
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    st.caption(
        _(
            "What you write here stays in this browser for 14 days. If you share this device, choose ‘Empty"
            " the fields’ before you leave."
        )
    )
    _keep(context, pages, topic, written)
    _note_topic(context, topic.id if topic else "")
    _to_the_meeting(context, pages)


def _note_topic(context: PageContext, topic: str) -> None:
    """Remember the topic with the case: the page keeps what is typed next without another run."""
    key = f"{TEXT_KEY}{CASE_TOPIC}"
    if context.draft.get(TEXTS, {}).get(key, "") != topic:
        context.update_draft(
            lambda draft: {
                **draft,
                TEXTS: {name: text for name, text in {**draft.get(TEXTS, {}), key: topic}.items() if text},
            }
        )


def _from_file(context: PageContext) -> None:
    """Open a case that was downloaded as a file."""
    _ = context.words.gettext
    asked = context.profile.intervision.phases[PREPARE].questions
    opened = CASE_FILES.get() or 0
    with st.expander(_("Open a case that you downloaded"), expanded=False):
        file = st.file_uploader(_("Choose a file"), key=f"case-upload-{opened}", max_upload_size=1)
    if file is None:
        return
    CASE_FILES.set(opened + 1)  # the next run has an empty place for a file
    topic, texts = read_case(file.getvalue().decode("utf-8-sig", "replace"), asked, context.profile.topics)
    if not texts:
        st.error(_("This file does not contain a case from this app."))
        return
    take_up_case(context, texts, topic)
    st.rerun()


def read_case(
    text: str, asked: Sequence[Text], topics: Mapping[str, Topic]
) -> tuple[str | None, dict[int, str]]:
    """The topic of a downloaded case, and number of a question -> what was written there.

    basishouding.js makes the file: the topic's title, then each question with its text, in either language.
    """
    numbers = {words: number for number, question in enumerate(asked) for words in question.values()}
    titles = {words: topic.id for topic in topics.values() for words in topic.title.values()}
    first, *_rest = text.splitlines() or [""]
    found: dict[int, list[str]] = {}
    number = None
    for line in text.splitlines():
        if line.strip() in numbers:
            number = numbers[line.strip()]
            found[number] = []
        elif number is not None:
            found[number].append(line)
    written = {key: "\n".join(lines).strip() for key, lines in found.items()}
    return titles.get(first.strip()), {key: words for key, words in written.items() if words}


def _to_the_meeting(context: PageContext, pages: Pages) -> None:
    """Carry the question into a meeting: one that this device is in, or one that another leads."""
    _ = context.words.gettext
    st.header(_("Go to the meeting"), anchor=False)
    if running_meeting(context) is not None:
        primary_link(context, pages.meeting, _("Back to the meeting"))
        return
    st.markdown(
        _(
            "Only the question and the topic go to the screen of the meeting. What you wrote about it stays"
            " on this device. The code works until the end of tomorrow."
        )
    )
    with st.container(horizontal=True, key="to-meeting"):
        if st.button(_("Give me a code for the meeting"), key="case-code"):
            try:
                begin_meeting(context, "phone")
            except (FullMeetingError, OverBudgetError, TooBusyError):
                too_busy(context)
            else:
                st.switch_page(pages.meeting, query_params=context.parameters)
    st.page_link(pages.meeting, label=_("Join or lead a meeting"), query_params=context.parameters)


def _keep(context: PageContext, pages: Pages, topic: Topic | None, written: list[tuple[Text, str]]) -> None:
    """In the open vault, or as a file of one's own."""
    _ = context.words.gettext
    vault = open_vaults.current(context)
    with st.container(horizontal=True, key="steps"):
        keep = vault is not None and st.button(_("Keep it in my vault"), key="keep-case", type="primary")
        # basishouding.js makes the file: what was typed last has not reached the server yet
        taken = st.button(_("Download as a file"), key="case-file")
        look = st.button(_("Check my words"), key="look-over")
        done = st.button(_("Empty the fields"), key="empty-case")
    if taken and is_recognisable([text for _question, text in written]):
        st.info(_("Check this before you share the file."))
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
            st.info(_("If you are happy with it as it is, press ‘Keep it in my vault’ again."))
            return
        case: Case = {
            "id": context.draft.get(TEXTS, {}).get(f"{TEXT_KEY}{CASE_ID}") or new_id(),
            "made_on": today().isoformat(),
            "topic": None if topic is None else {"id": topic.id, "title": dict(topic.title)},
            "parts": [{"question": dict(question), "text": text} for question, text in written],
        }
        change_vault(
            context,
            vault,
            lambda contents: {**contents, "cases": _with_case(contents["cases"], case)},
        )
        MESSAGE.set(_("Your case is in your vault."))
        st.rerun()
    if done:
        CASE_CHECKED.pop()
        questions = context.profile.intervision.phases[PREPARE].questions
        context.clear_texts(*(case_field(index) for index in range(len(questions))), CASE_TOPIC, CASE_ID)
        st.rerun()


def _with_case(cases: list[Case], case: Case) -> list[Case]:
    """The cases with this one, in the place of the one that was taken up."""
    known = any(one["id"] == case["id"] for one in cases)
    return with_entry(cases, case) if known else with_new_entry(cases, case)
