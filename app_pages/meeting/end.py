"""After the last phase: what the meeting gave, on paper and for the next time."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import TEXT_KEY, TEXTS
from app_pages.meeting.parts import (
    applied,
    group_code_shown,
    group_to_open,
    group_was_closed,
    stay_up_to_date,
    team_to_open,
    unsent,
)
from app_pages.meeting.session import (
    CASE_FIELD,
    SENT_FIELD,
    Running,
    end_meeting,
    meeting_field,
    now,
    open_keeper,
)
from app_pages.session_state import CASE_CHECKED
from app_pages.ui.confirm import confirmed, question_answered
from app_pages.ui.downloads import download_button
from app_pages.ui.links import Pages
from app_pages.ui.text import literal
from content import Phase
from intervision.events import Advise, Back, Event, Present, Remove, Say, Write
from intervision.meeting import (
    MINUTES,
    NEW_QUESTION,
    NEW_WAY,
    QUESTION,
    Meeting,
    about_field,
    learning_field,
    looked_back_field,
)
from intervision.record import MAX_MEETING_MINUTES, learning_points, record
from records import GroupMeeting
from report.meeting_document import meeting_pdf
from services import today
from storage import FullVaultError
from storage.groups import with_meeting

ABOUT: Final = ("", "technical", "normative", "personal")


def show(context: PageContext, pages: Pages, running: Running) -> None:
    """The questions, the learning points, the record, and the thread to the next meeting."""
    _ = context.words.gettext
    if group_code_shown(context):
        return
    meeting = running.meeting
    st.title(_("What people took from the meeting"), anchor="end")
    old, new = st.columns(2)
    again = meeting.texts.get(NEW_QUESTION, "").strip()
    for column, label, text in (
        (old, _("The question then"), meeting.texts.get(QUESTION, "")),
        (new, _("The question now"), again or _("Not written down again.")),
    ):
        with column:
            st.caption(label)
            st.markdown(literal(text) or "–")
    _learning_points(context, running)
    _lines(context, running)
    _said(context, running)
    _record(context, running)
    _thread(context, running)
    with st.container(horizontal=True, key="steps"):
        back = st.button(_("Previous phase"), key="back-end")
        if back and applied(context, running, Back(now(), running.meeting.at)):
            st.rerun()
    _erase(context, pages, running)
    stay_up_to_date(running, with_clock=False)


def _learning_points(context: PageContext, running: Running) -> None:
    """The learning points at each question, and the side of the work they are about, as a register asks."""
    _ = context.words.gettext
    st.header(_("Learning points"), anchor=False)
    sides = {
        "": _("not said"),
        "technical": _("how to do the work"),
        "normative": _("what is right to do"),
        "personal": _("myself in the work"),
    }
    for index, question in enumerate(context.profile.intervision.phases[NEW_WAY].questions):
        meeting_field(context, running, learning_field(index), context.text(question), height="content")
        if not running.meeting.texts.get(learning_field(index), "").strip():
            continue
        now_about = running.meeting.texts.get(about_field(index), "")
        about = st.selectbox(
            _("What is this about?"),
            ABOUT,
            ABOUT.index(now_about) if now_about in ABOUT else 0,
            sides.__getitem__,
            key=f"about-{index}-{now_about}",  # another device may change it too
        )
        changed = about is not None and about != now_about
        if changed and applied(context, running, Write(about_field(index), about or "")):
            st.rerun()


def _lines(context: PageContext, running: Running) -> None:
    """What everyone takes along; the presenter's stands in the record as well."""
    _ = context.words.gettext
    lines = running.meeting.said_lines
    if not lines:
        return
    st.header(_("What everyone takes away"), anchor=False)
    meeting = running.meeting
    for who, line in meeting.lines.items():
        _with_remove_button(context, running, line, Say(who, ""), f"line-{who}")
    choices = ["", *meeting.lines]
    shown = meeting.presenter if meeting.presenter in meeting.lines else ""
    chosen = st.selectbox(
        _("Which line is the presenter’s? It goes into the record."),
        choices,
        choices.index(shown or ""),
        format_func=lambda who: meeting.lines[who] if who else _("none of these"),
        key=f"presenter-line-{len(lines)}-{meeting.presenter}",  # another device may change it too
    )
    if chosen != shown and applied(context, running, Present(chosen or None)):
        st.rerun()


def _with_remove_button(context: PageContext, running: Running, text: str, removed: Event, key: str) -> None:
    """What somebody wrote, with a button that takes it out: a name may have slipped in."""
    _ = context.words.gettext
    with st.container(horizontal=True, vertical_alignment="center", key=f"said-{key}"):
        st.markdown(literal(text).replace("\n", " "))
        if st.button(_("Remove"), key=f"remove-{key}", type="tertiary") and applied(
            context, running, removed
        ):
            st.rerun()


def _said(context: PageContext, running: Running) -> None:
    """What was parked and what the group said; and what was typed on this device and never sent."""
    _ = context.words.gettext
    meeting = running.meeting
    for name, title, ideas in (
        ("parked", _("Parked ideas"), meeting.parked),
        ("advice", _("What the group said"), meeting.advice),
    ):
        if ideas:
            with st.expander(title):
                for number, idea in enumerate(ideas):
                    _with_remove_button(context, running, idea, Remove(idea), f"{name}-{number}")
    typed = unsent(context, "idea")
    if typed:
        with st.container(border=True, key="unsent"):
            st.markdown(_("**Typed, and not added:** {idea}").format(idea=literal(typed)))
            with st.container(horizontal=True):
                add = st.button(_("Add it"), key="add-unsent")
                drop = st.button(_("Leave it out"), key="drop-unsent")
        if drop or (add and applied(context, running, Advise(typed))):
            context.clear_texts(f"{SENT_FIELD}idea")
            st.rerun()


def _record(context: PageContext, running: Running) -> None:
    _ = context.words.gettext
    register = context.profile.intervision.register
    st.header(_("The record") if register is None else _("For your registration"), anchor=False)
    st.markdown(
        _(
            "The record contains the date, the topic, the duration, the question, the learning points and"
            " the presenter’s line. You add names by hand, on paper."
        )
    )
    made = record(running.meeting, today())
    minutes = st.number_input(
        _("How many minutes did it take? Correct it if the clock was wrong."),
        0,
        MAX_MEETING_MINUTES,
        min(made.minutes, MAX_MEETING_MINUTES),
        key=f"minutes-{made.minutes}",
    )
    if minutes != made.minutes and applied(context, running, Write(MINUTES, str(minutes))):
        st.rerun()
    with_parked = bool(running.meeting.parked) and st.toggle(
        _("Include the parked ideas in the record"), key="with-parked"
    )
    made = record(running.meeting, today(), with_parked=with_parked)
    download_button(
        _("Record of the meeting (PDF)"),
        partial(meeting_pdf, context.profile, made, language=context.language),
        _("meeting") + f"-{made.held_on.isoformat()}.pdf",
        key="record",
        primary=True,
    )


def _thread(context: PageContext, running: Running) -> None:
    """Keep what the meeting gave in the record of the group or team, for the next meeting."""
    _ = context.words.gettext
    meeting, keeper = running.meeting, open_keeper(context, running)
    st.header(_("For the next time"), anchor=False)
    if keeper is None and meeting.of_team:
        team_to_open(context, running)
        return
    if keeper is None:  # never opened, or the process ended during the meeting
        with st.expander(_("Keep this for your group, or make a group"), expanded=group_was_closed()):
            group_to_open(context)
        return
    entry = _entry(meeting, context.profile.intervision.phases[NEW_WAY])
    kept = [one for one in keeper.contents["meetings"] if one["id"] == entry["id"]]
    if kept and entry == {**kept[0], "held_on": entry["held_on"], "looked_back": None}:
        if meeting.of_team:
            st.success(_("This is kept for your team. The next round and the next meeting begin with it."))
        else:
            st.success(_("This is kept for your group. The next meeting begins with it."))
        return
    if meeting.of_team:
        st.markdown(
            _(
                "Decide together: keeping nothing is fine too. You keep the question, the learning points"
                " and how earlier ones went. Anyone who has the code of the team can read that, so the lead"
                " can too."
            )
        )
    if st.button(_("Keep this for the next meeting"), key="keep-meeting"):
        looked_back = {
            case["id"]: meeting.texts.get(looked_back_field(index), "").strip()
            for index, case in enumerate(meeting.former)
        }
        try:
            keeper.change(lambda contents: with_meeting(contents, entry, looked_back))
        except FullVaultError:
            st.error(_("There is no room left for this. Nothing was lost."))
            return
        st.rerun()


def _entry(meeting: Meeting, phase: Phase) -> GroupMeeting:
    """What the next meeting looks back on; without a new question, it was not asked again."""
    return {
        "id": meeting.id,
        "held_on": today().isoformat(),
        "topic": meeting.topic,
        "question": meeting.texts.get(QUESTION, "").strip(),
        "new_question": meeting.texts.get(NEW_QUESTION, "").strip(),
        "learning_points": [
            {"question": dict(phase.questions[point.question]), "text": point.text}
            for point in learning_points(meeting)
        ],
        "looked_back": None,
    }


def _erase(context: PageContext, pages: Pages, running: Running) -> None:
    """Erase the meeting for all devices, and the prepared case, so that the next one begins with neither."""
    _ = context.words.gettext
    of_case = [
        key.removeprefix(TEXT_KEY)
        for key in context.draft.get(TEXTS, {})
        if key.startswith(TEXT_KEY + CASE_FIELD)
    ]
    if of_case:
        question = _(
            "Clear this whole meeting on all devices, and the case that was prepared here? What you kept for"
            " the group or in a vault stays."
        )
    else:
        question = _("Clear this whole meeting on all devices? What you kept for the group stays.")
    if confirmed(
        _("Clear this meeting"),
        question,
        (_("Yes, clear it"), _("No, keep it")),
        key="clear-meeting",
    ):
        CASE_CHECKED.pop()
        end_meeting(context, running)
        if of_case:
            context.clear_texts(*of_case)
        question_answered()
        st.switch_page(pages.model, query_params=context.parameters)
