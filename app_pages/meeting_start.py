"""Before a meeting: the group, the topic, how many people."""

from __future__ import annotations

import streamlit as st

from app_pages.code import show_code, too_soon
from app_pages.frame import Pages
from app_pages.group_opened import make_group, open_group, open_groups
from app_pages.opened import too_busy
from app_pages.prepare import case_field, choose_topic
from app_pages.registry import OpenRecord, WasClosed
from app_pages.unlock import looked_up, typed_code, was_closed
from app_pages.visit import MEETING, WRITING_KEY, Visit
from app_pages.visit import MEETING_FIELD as FIELD
from intervision.meeting import (
    MAX_PEOPLE,
    MIN_PEOPLE,
    PREPARE,
    QUESTION,
    meeting_data,
    new_meeting,
)
from storage import TooBusy
from storage.contents import new_id
from storage.groups import is_group, last_meeting

USUAL_PEOPLE = 6


def show(visit: Visit, pages: Pages) -> None:
    """What to choose before the first phase."""
    _ = visit.words.gettext
    group = open_groups.opened(visit)
    if group is not None and group.code is not None:
        _code(visit, group, group.code)
        return
    st.title(_("An intervision meeting"), anchor=False)
    st.markdown(
        _(
            "This screen leads the group through the phases. It keeps the time and holds on to what is said."
            " It does not replace the facilitator. Take 60 to 90 minutes, and do not write down names."
        )
    )
    _group(visit, group)
    topic = choose_topic(visit)
    people = st.number_input(
        _("How many people are there, beside the facilitator?"),
        MIN_PEOPLE,
        MAX_PEOPLE,
        USUAL_PEOPLE,
        key="people",
    )
    st.page_link(pages.prepare, label=_("Prepare a case first"), query_params=visit.parameters)
    if st.button(_("Begin the meeting"), key="begin-meeting", type="primary"):
        _begin(visit, group, topic.id if topic else None, int(people))
        st.rerun()


def open_with_code(visit: Visit) -> None:
    """A field for the code of a group, and what is said where it opens none."""
    _ = visit.words.gettext
    if st.session_state.pop("group-gone", None) is WasClosed:
        st.info(was_closed(visit, _("Your group was closed here in the meantime.")))
    typed = typed_code(_("Code of the group"), _("Open"), form="open-group")
    if typed is not None and (found := looked_up(visit, typed, _("No group opens with this code."))):
        if is_group(found[1]):
            open_group(visit, *found)
            st.rerun()
        st.info(_("This is not the code of a group."))


def _begin(visit: Visit, group: OpenRecord | None, topic: str | None, people: int) -> None:
    looking_back = group is not None and last_meeting(group.contents) is not None
    begun = meeting_data(
        new_meeting(
            new_id(),
            visit.profile.intervision.phases,
            looking_back=looking_back,
            topic=topic,
            people=people,
        )
    )
    questions = visit.profile.intervision.phases[PREPARE].questions
    prepared = visit.draft.get("writings", {}).get(f"{WRITING_KEY}{case_field(len(questions) - 1)}", "")

    def with_meeting(draft: dict[str, object]) -> dict[str, object]:
        writings = draft.get("writings", {})
        told = {**writings, f"{WRITING_KEY}{FIELD}{QUESTION}": prepared} if prepared else writings  # type: ignore[dict-item]
        return {**draft, "writings": told, MEETING: begun}

    visit.keep(with_meeting)


def _group(visit: Visit, group: OpenRecord | None) -> None:
    """The thread from one meeting to the next: optional."""
    _ = visit.words.gettext
    if group is not None:
        last = last_meeting(group.contents)
        if last is None:
            st.info(_("Your group is open. This is its first meeting here."))
        else:
            st.info(_("Your group is open. The meeting begins by looking back on the last one."))
        if st.button(_("Close the group on this device"), key="close-group"):
            open_groups.close(visit)
            st.rerun()
        return
    was_open = st.session_state.get("group-gone") is WasClosed
    with st.expander(_("Go on from an earlier meeting, or begin a group"), expanded=was_open):
        st.markdown(
            _(
                "With a code for your group, the next meeting begins with the question and the learning"
                " points of this one. It holds no names."
            )
        )
        open_with_code(visit)
        if st.button(_("Make a group"), key="make-group"):
            try:
                make_group(visit)
            except TooBusy:
                too_busy(visit)
            else:
                st.rerun()


def _code(visit: Visit, group: OpenRecord, code: str) -> None:
    _ = visit.words.gettext
    st.title(_("The code of your group"), anchor=False)
    show_code(
        visit,
        code,
        "meeting",
        _(
            "With this code your group goes on next time. Who has the code can read the questions and"
            " learning points. We do not keep the code."
        ),
    )
    if st.button(_("I have kept the code"), key="have-code", type="primary") and not too_soon(group):
        group.have_code()
        st.rerun()
