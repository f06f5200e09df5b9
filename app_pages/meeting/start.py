"""Before a meeting: the group, the topic, how many people."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, TEXT_KEY, TEXTS
from app_pages.meeting.parts import open_group_with_code
from app_pages.meeting.session import MEETING_FIELD, OpenGroup, case_field, create_group, open_groups
from app_pages.open_records import RecordClosedError
from app_pages.session_state import why_closed
from app_pages.ui.code_card import code_screen
from app_pages.ui.links import Pages
from app_pages.ui.notices import too_busy
from app_pages.ui.topics import choose_topic
from intervision.meeting import (
    MAX_PEOPLE,
    MIN_PEOPLE,
    PREPARE,
    QUESTION,
    meeting_data,
    new_meeting,
)
from storage import Draft, TooBusyError
from storage.contents import new_id
from storage.groups import last_meeting

USUAL_PEOPLE = 6


def show(context: PageContext, pages: Pages) -> None:
    """What to choose before the first phase."""
    _ = context.words.gettext
    group = open_groups.current(context)
    if group is not None and group.code is not None:
        _code(context, group, group.code)
        return
    st.title(_("An intervision meeting"), anchor="meeting")
    st.markdown(
        _(
            "This screen leads the group through the phases. It keeps the time and holds on to what is said."
            " It does not replace the facilitator. Take 60 to 90 minutes, and do not write down names."
        )
    )
    _group(context, group)
    topic = choose_topic(context)
    people = st.number_input(
        _("How many people are there, beside the facilitator?"),
        MIN_PEOPLE,
        MAX_PEOPLE,
        USUAL_PEOPLE,
        key="people",
    )
    st.page_link(pages.prepare, label=_("Prepare a case first"), query_params=context.parameters)
    if st.button(_("Begin the meeting"), key="begin-meeting", type="primary"):
        _begin(context, group, topic.id if topic else None, int(people))
        st.rerun()


def _begin(context: PageContext, group: OpenGroup | None, topic: str | None, people: int) -> None:
    looking_back = group is not None and last_meeting(group.contents) is not None
    begun = meeting_data(
        new_meeting(
            new_id(),
            context.profile.intervision.phases,
            looking_back=looking_back,
            topic=topic,
            people=people,
        )
    )
    questions = context.profile.intervision.phases[PREPARE].questions
    prepared = context.draft.get(TEXTS, {}).get(f"{TEXT_KEY}{case_field(len(questions) - 1)}", "")

    def with_meeting(draft: Draft) -> Draft:
        texts = draft.get(TEXTS, {})
        if prepared:
            texts = {**texts, f"{TEXT_KEY}{MEETING_FIELD}{QUESTION}": prepared}
        return {**draft, TEXTS: texts, MEETING: begun}

    context.update_draft(with_meeting)


def _group(context: PageContext, group: OpenGroup | None) -> None:
    """The thread from one meeting to the next: optional."""
    _ = context.words.gettext
    if group is not None:
        last = last_meeting(group.contents)
        if last is None:
            st.info(_("Your group is open. This is its first meeting here."))
        else:
            st.info(_("Your group is open. The meeting begins by looking back on the last one."))
        if st.button(_("Close the group on this device"), key="close-group"):
            open_groups.close(context)
            st.rerun()
        return
    was_open = why_closed("group").get() is RecordClosedError
    with st.expander(_("Go on from an earlier meeting, or begin a group"), expanded=was_open):
        st.markdown(
            _(
                "With a code for your group, the next meeting begins with the question and the learning"
                " points of this one. It holds no names."
            )
        )
        open_group_with_code(context)
        if st.button(_("Make a group"), key="make-group"):
            try:
                create_group(context)
            except TooBusyError:
                too_busy(context)
            else:
                st.rerun()


def _code(context: PageContext, group: OpenGroup, code: str) -> None:
    _ = context.words.gettext
    if code_screen(
        context,
        group,
        code,
        title=_("The code of your group"),
        page="meeting",
        advice=_(
            "With this code your group goes on next time. Who has the code can read the questions and"
            " learning points. We do not keep the code."
        ),
    ):
        st.rerun()
