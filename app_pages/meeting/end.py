"""After the last phase: what the meeting gave, on paper and for the next time."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, TEXT_KEY, TEXTS, without
from app_pages.meeting.parts import open_group_with_code
from app_pages.meeting.session import CASE_FIELD, MEETING_FIELD, open_groups
from app_pages.open_records import RecordClosedError
from app_pages.session_state import CASE_CHECKED, why_closed
from app_pages.ui.confirm import confirmed, question_answered
from app_pages.ui.downloads import download_button
from app_pages.ui.links import Pages
from app_pages.ui.text import literal
from intervision.meeting import (
    LOOKED_BACK,
    NEW_QUESTION,
    QUESTION,
    Back,
    Event,
    Meeting,
    Write,
    about_field,
    line_field,
)
from intervision.record import learning_points, record
from records import GroupMeeting
from report.meeting_document import meeting_pdf
from services import today
from storage import FullVaultError
from storage.groups import with_meeting

ABOUT: Final = ("", "technical", "normative", "personal")

Handler = Callable[[PageContext, Meeting, Event], Meeting]


def show(context: PageContext, pages: Pages, meeting: Meeting, handle: Handler) -> None:
    """The questions, the learning points, the record, and the thread to the next meeting."""
    _ = context.words.gettext
    st.title(_("What the meeting gave"), anchor="end")
    old, new = st.columns(2)
    for column, label, name in (
        (old, _("The question then"), QUESTION),
        (new, _("The question now"), NEW_QUESTION),
    ):
        with column:
            st.caption(label)
            st.markdown(literal(meeting.texts.get(name, "")) or "–")
    _learning_points(context, meeting, handle)
    _lines(context, meeting)
    _record(context, meeting)
    _thread(context, meeting)
    with st.container(horizontal=True, key="steps"):
        if st.button(_("Phase back"), key="back-end"):
            handle(context, meeting, Back(int(time.time())))
            st.rerun()
    _erase(context, pages)


def _learning_points(context: PageContext, meeting: Meeting, handle: Handler) -> None:
    """The learning points, each with the side of the work it is about, as the professional register asks."""
    _ = context.words.gettext
    st.header(_("Learning points"), anchor=False)
    if not learning_points(meeting):
        st.markdown(_("None were written down."))
        return
    sides = {
        "": _("not said"),
        "technical": _("how to do the work"),
        "normative": _("what is right to do"),
        "personal": _("myself in the work"),
    }
    for index, point in learning_points(meeting):
        st.markdown(literal(point.text))
        now = point.about or ""
        about = st.selectbox(
            _("What is this about?"),
            ABOUT,
            ABOUT.index(now) if now in ABOUT else 0,
            sides.__getitem__,
            key=f"about-{index}",
        )
        if about is not None and about != now:
            meeting = handle(context, meeting, Write(about_field(index), about))


def _lines(context: PageContext, meeting: Meeting) -> None:
    _ = context.words.gettext
    fields = (meeting.texts.get(line_field(index), "").strip() for index in range(meeting.people))
    lines = [text for text in fields if text]
    if lines:
        st.header(_("What everyone takes along"), anchor=False)
        st.markdown("\n".join(f"- {literal(text)}" for text in lines))


def _record(context: PageContext, meeting: Meeting) -> None:
    _ = context.words.gettext
    register = context.profile.intervision.register
    st.header(_("The record") if register is None else _("For your registration"), anchor=False)
    st.markdown(
        _(
            "The record holds the date, the time, the questions and the learning points. Names come on it by"
            " hand, on paper."
        )
    )
    made = record(meeting, today())
    download_button(
        _("Record of the meeting (PDF)"),
        partial(meeting_pdf, context.profile, made, language=context.language),
        _("meeting") + f"-{made.held_on.isoformat()}.pdf",
        key="record",
        primary=True,
    )


def _thread(context: PageContext, meeting: Meeting) -> None:
    """Keep what the meeting gave in the group's vault, for the next meeting."""
    _ = context.words.gettext
    group = open_groups.current(context)
    if group is None:  # never opened, or the process ended during the meeting
        was_open = why_closed("group").get() is RecordClosedError
        with st.expander(_("Keep this for a group that has a code"), expanded=was_open):
            open_group_with_code(context)
        return
    entry = _entry(meeting)
    kept = [one for one in group.contents["meetings"] if one["id"] == entry["id"]]
    if kept and entry == {**kept[0], "held_on": entry["held_on"]}:
        st.success(_("This is kept for your group. The next meeting begins with it."))
        return
    if st.button(_("Keep this for the next meeting"), key="keep-meeting"):
        looked_back = meeting.texts.get(LOOKED_BACK, "").strip() or None
        try:
            group.change(lambda contents: with_meeting(contents, entry, looked_back))
        except FullVaultError:
            st.error(_("This group holds as many meetings as fit. Nothing was lost."))
            return
        st.rerun()


def _entry(meeting: Meeting) -> GroupMeeting:
    """What the next meeting looks back on."""
    question = meeting.texts.get(QUESTION, "").strip()
    return {
        "id": meeting.id,
        "held_on": today().isoformat(),
        "topic": meeting.topic,
        "question": question,
        "new_question": meeting.texts.get(NEW_QUESTION, "").strip() or question,
        "learning_points": [point.text for _place, point in learning_points(meeting)],
        "looked_back": None,
    }


def _erase(context: PageContext, pages: Pages) -> None:
    """Clear the screen and the prepared case, so that the next meeting begins with neither."""
    _ = context.words.gettext
    of_meeting, of_case = (
        [
            key.removeprefix(TEXT_KEY)
            for key in context.draft.get(TEXTS, {})
            if key.startswith(TEXT_KEY + field)
        ]
        for field in (MEETING_FIELD, CASE_FIELD)
    )
    if of_case:
        question = _(
            "Clear everything of this meeting from this device, and the case that was prepared here? What you"
            " kept for the group or in a vault stays."
        )
    else:
        question = _("Clear everything of this meeting from this device? What you kept for the group stays.")
    if confirmed(
        _("Clear this meeting"),
        question,
        (_("Yes, clear it"), _("No, keep it")),
        key="clear-meeting",
    ):
        CASE_CHECKED.pop()
        context.clear_texts(*of_meeting, *of_case)
        context.update_draft(lambda draft: without(draft, MEETING))
        question_answered()
        st.switch_page(pages.model, query_params=context.parameters)
