"""A meeting on somebody's own phone; the facilitator's has pitfalls, questions and buttons as well."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.parts import (
    applied,
    as_list,
    clock,
    count_parked,
    has_question,
    join_code,
    lead_code,
    leave_button,
    next_button,
    not_yet,
    other_buttons,
    pause_button,
    phase_heading,
    questions,
    send_form,
    skip_button,
    stay_up_to_date,
    the_question,
    topic_questions,
    unsent,
)
from app_pages.meeting.session import SENT_FIELD, Running, prepared_case
from app_pages.meeting.start import other_device
from app_pages.ui.links import Pages
from app_pages.ui.text import literal
from content import Phase
from intervision.events import Advise, Park, Present, Say
from intervision.meeting import EXPLORE, LOBBY, LOOK_BACK, NEW_WAY, OPENING, QUESTION, SHARE
from intervision.record import learning_points


def show(context: PageContext, pages: Pages, running: Running) -> None:
    """Where the meeting is, and the one thing that this phone can send."""
    _ = context.words.gettext
    meeting = running.meeting
    if meeting.phase is None:
        _over(context, running)
    elif meeting.phase == LOBBY:
        st.title(_("You are in the meeting"), anchor="joined")
        st.markdown(_("It begins as soon as the facilitator says so. Leave this page open."))
        _case(context, running)
        if has_question(meeting):
            the_question(context, meeting)
        if running.place["lead"]:  # made on the presenter's own device, before it had a screen
            st.markdown(
                _("Type this code on the screen that everyone can see, or let the facilitator scan it:")
            )
            join_code(context, lead_code(running))
            other_device(context, running)
    else:
        _phase(context, running)
    leave_button(context)
    stay_up_to_date(running, with_clock=meeting.phase is not None)


def _phase(context: PageContext, running: Running) -> None:
    _ = context.words.gettext
    meeting = running.meeting
    with st.container(key="phone"):
        st.title(phase_heading(context, meeting), anchor=f"phase-{meeting.phase}")
        clock(context, meeting)
        if meeting.phase in OPENING:
            for line in context.profile.intervision.opening[meeting.phase or ""].lines:
                st.markdown(context.text(line))
            _case(context, running)
            phase = None
        else:
            phase = context.profile.intervision.phases[meeting.phase or ""]
            _case(context, running)
            if meeting.phase != LOOK_BACK:
                the_question(context, meeting)
            st.markdown(context.text(phase.speaks))
            if phase.not_yet:
                not_yet(context)
            _send(context, running)
    if running.role == "card":
        _card(context, running, phase)


def _send(context: PageContext, running: Running) -> None:
    """An idea to park, advice, or a line of one's own; what was typed and not sent stays in sight."""
    _ = context.words.gettext
    meeting = running.meeting
    if meeting.phase == NEW_WAY:
        send_form(context, running, "idea", (_("Your idea for the presenter"), _("Send")), Advise)
        if meeting.ideas:
            st.markdown(as_list(list(meeting.ideas)))
    elif meeting.phase == SHARE:
        st.caption(
            _("Without a name. The others see it at the end. The presenter’s also goes into the record.")
        )
        _send_line(context, running)
        _brought(context, running)
        _send_unsent_idea(context, running)
    else:
        send_form(
            context,
            running,
            "idea",
            (
                _("Do you already have an idea? Park it. The others see it later, without your name"),
                _("Park"),
            ),
            Park,
        )
        count_parked(context, meeting)


def _send_line(context: PageContext, running: Running) -> None:
    """A field for a line of one's own; a newer one takes the place of what was kept."""
    _ = context.words.gettext
    who = running.place["who"]
    labels = (_("My line: what I take away"), _("Send my line"))
    send_form(context, running, "line", labels, lambda text: Say(who, text))
    if who in running.meeting.lines:
        with st.container(key="told-line"):
            line = running.meeting.lines[who]
            st.markdown(_("Sent: {line}").format(line=literal(line)))
            back = st.button(_("Take it back, to change it"), key="take-back", type="tertiary")
        if back and applied(context, running, Say(who, "")):
            context.set_text(f"{SENT_FIELD}line", line)
            st.rerun()


def _send_unsent_idea(context: PageContext, running: Running) -> None:
    _ = context.words.gettext
    if unsent(context, "idea"):
        send_form(context, running, "idea", (_("Typed, and not sent yet"), _("Send")), Advise)


def _brought(context: PageContext, running: Running) -> None:
    """Whose line is the presenter's: it goes into the record."""
    _ = context.words.gettext
    pressed = running.meeting.presenter is None and st.button(_("I brought the case"), key="presenter")
    if pressed and applied(context, running, Present(running.place["who"])):
        st.rerun()


def _case(context: PageContext, running: Running) -> None:
    """Carry the question and the topic of a prepared case to the screen; its text stays here."""
    _ = context.words.gettext
    case, meeting = prepared_case(context), running.meeting
    asked = meeting.texts.get(QUESTION, "").strip()
    early = meeting.phase in (LOBBY, LOOK_BACK, *OPENING) or (meeting.phase == EXPLORE and not asked)
    if case is None or not early or asked == case.question:
        return
    with st.container(border=True, key="carry-case"):
        st.markdown(_("**You prepared a case here:** {question}").format(question=literal(case.question)))
        st.caption(_("The question and the topic go to the screen. What you wrote about it stays here."))
        if st.button(_("Put my question on the screen"), key="bring-case") and applied(
            context, running, case, Present(running.place["who"])
        ):
            st.rerun()


def _card(context: PageContext, running: Running, phase: Phase | None) -> None:
    """For the facilitator: the way on, what goes wrong here, and the questions."""
    _ = context.words.gettext
    with st.container(horizontal=True, key="steps"):
        pause_button(context, running)
        skip_button(context, running)
        next_button(context, running)
    if phase is not None:
        if phase.pitfalls is not None:
            st.header(_("What can go wrong here"), anchor=False)
            st.markdown(context.text(phase.pitfalls))
        st.header(_("Questions"), anchor=False)
        questions(context, (*topic_questions(context, running.meeting, phase), *phase.questions))
    other_buttons(context, running)
    other_device(context, running)


def _over(context: PageContext, running: Running) -> None:
    """After the last phase: what it came to, until the meeting is closed."""
    _ = context.words.gettext
    meeting = running.meeting
    st.title(_("The meeting is over"), anchor="over")
    st.markdown(_("What was written is gone once the meeting is cleared, unless you keep it."))
    the_question(context, meeting)
    points = learning_points(meeting)
    if points:
        asked = context.profile.intervision.phases[NEW_WAY].questions
        st.markdown(
            "\n".join(f"- {context.text(asked[one.question])} **{literal(one.text)}**" for one in points)
        )
    if meeting.said_lines:
        st.markdown(as_list(list(meeting.said_lines)))
    if unsent(context, "line"):
        _send_line(context, running)
    _send_unsent_idea(context, running)
