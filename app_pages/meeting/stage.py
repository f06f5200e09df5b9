"""The screen that all can see, which never scrolls: a fixed top, a fixed bottom, and views between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.parts import (
    applied,
    clock,
    count_parked,
    has_question,
    join_code,
    leave_button,
    next_button,
    not_yet,
    other_buttons,
    pause_button,
    phase_heading,
    question_label,
    questions,
    send_form,
    skip_button,
    stay_up_to_date,
    topic_questions,
)
from app_pages.meeting.session import Running, meeting_field
from app_pages.meeting.start import other_device
from app_pages.session_state import IDEAS_PAGE, VIEW
from app_pages.ui.text import literal
from content import Phase
from intervision.events import Advise, Park, Pick, Say
from intervision.meeting import (
    CHOOSE,
    CORE,
    EXPLORE,
    LOOK_BACK,
    MAX_LINE,
    NEW_QUESTION,
    NEW_WAY,
    OPENING,
    QUESTION,
    SHARE,
    Meeting,
    learning_field,
    looked_back_field,
)
from storage.contents import new_id

IDEAS_A_PAGE: Final = 3

View = Callable[[], None]


def show(context: PageContext, running: Running) -> None:
    """The current phase: what is on top, one of its views, and what is at the bottom."""
    with st.container(key="stage"):
        with st.container(key="stage-top"):
            _top(context, running.meeting)
        with st.container(key="stage-middle"):
            _middle(context, running)
        with st.container(key="stage-bottom"):
            _bottom(context, running)
    stay_up_to_date(running, with_clock=True)


def _top(context: PageContext, meeting: Meeting) -> None:
    """Which phase it is, the time, the question, who speaks, and what has to wait."""
    with st.container(key="stage-line", horizontal=True, horizontal_alignment="distribute"):
        st.title(phase_heading(context, meeting), anchor=f"phase-{meeting.phase}")
        clock(context, meeting)
    if meeting.phase in OPENING:
        return
    phase = context.profile.intervision.phases[meeting.phase or ""]
    if meeting.phase != LOOK_BACK:
        with st.container(key="the-question"):
            st.markdown(f"{question_label(context, meeting)}: {literal(meeting.current_question) or '–'}")
    with st.container(key="who-speaks"):
        st.markdown(context.text(phase.speaks))
    if phase.not_yet:
        not_yet(context)


def _bottom(context: PageContext, running: Running) -> None:
    """What is said or parked, pause and next."""
    _ = context.words.gettext
    phase = running.meeting.phase
    if phase == NEW_WAY:
        send_form(context, running, "idea", (_("What the group says"), _("Add")), Advise)
    elif phase == SHARE:
        send_form(
            context,
            running,
            "line",
            (_("What somebody without a phone takes away"), _("Add")),
            lambda text: Say(new_id(), text),
        )
    elif phase not in OPENING:
        send_form(
            context, running, "idea", (_("Do you already have an idea? Park it for later"), _("Park")), Park
        )
    with st.container(horizontal=True, key="steps"):
        pause_button(context, running)
        skip_button(context, running)
        next_button(context, running)


# -- the views of a phase ---------------------------------------------------------------------


def _middle(context: PageContext, running: Running) -> None:
    """One view of the phase, and buttons for the others."""
    _ = context.words.gettext
    views: dict[str, View] = {
        **_views(context, running),
        _("Join"): partial(join_code, context, running.place["code"]),
        _("More"): partial(_more, context, running),
    }
    at = running.meeting.at
    shown_at, shown = VIEW.get() or (at, "")
    if shown_at != at or shown not in views:
        shown = next(iter(views))
        if running.meeting.phase == EXPLORE and not has_question(running.meeting):
            shown = _("The question")
            VIEW.set((at, shown))  # it stays while somebody is writing it
    with st.container(horizontal=True, key="views"):
        for number, name in enumerate(views):
            if st.button(name, key=f"view-{at}-{number}", type="primary" if name == shown else "secondary"):
                VIEW.set((at, name))
                IDEAS_PAGE.pop()
                st.rerun()
    with st.container(key=f"view-of-{running.meeting.phase}"):
        views[shown]()


def _views(context: PageContext, running: Running) -> Mapping[str, View]:
    """What there is to see in the current phase: the name of each view, and what draws it."""
    _ = context.words.gettext
    meeting = running.meeting
    if meeting.phase in OPENING:
        return _views_of_opening(context, running)
    phase = context.profile.intervision.phases[meeting.phase or ""]
    the_questions: dict[str, View] = {_("Questions"): lambda: questions(context, phase.questions)}
    if of_topic := topic_questions(context, meeting, phase):
        the_questions[_("For this topic")] = lambda: questions(context, of_topic)
    if phase.id == EXPLORE:
        return {**the_questions, _("The question"): partial(question_field, context, running)}
    if phase.id == CORE:
        return {**the_questions, _("The question, asked again"): lambda: _asked_again(context, running)}
    if phase.id == NEW_WAY:
        return {
            **the_questions,
            _("What was said"): lambda: _ideas(context, running, phase),
            _("Learning points"): lambda: _learning_points(context, running, phase),
        }
    if phase.id == LOOK_BACK:
        return _views_of_looking_back(context, running, phase)
    if phase.id == SHARE:
        return {_("Questions"): lambda: _share(context, meeting, phase)}
    return the_questions


def _views_of_opening(context: PageContext, running: Running) -> dict[str, View]:
    _ = context.words.gettext
    phase = running.meeting.phase or ""
    lines = context.profile.intervision.opening[phase].lines

    def draw() -> None:
        for line in lines:
            st.markdown(context.text(line))

    views: dict[str, View] = {_("To begin"): draw}
    if phase == CHOOSE:
        views[_("The question")] = partial(question_field, context, running)
    return views


def _views_of_looking_back(context: PageContext, running: Running, phase: Phase) -> dict[str, View]:
    """A view for each former case; without a group, one to write in."""
    _ = context.words.gettext
    came_of_it = _("What came of it? In a few words")
    views: dict[str, View] = {_("Questions"): lambda: questions(context, phase.questions)}
    if not running.meeting.former:
        views[_("What came of it")] = lambda: meeting_field(
            context, running, looked_back_field(0), came_of_it, height=120
        )
    cases: dict[str, View] = {}
    for index, case in enumerate(running.meeting.former):

        def draw(index: int = index) -> None:
            case = running.meeting.former[index]
            st.markdown(_("**The question then:** {question}").format(question=literal(case["question"])))
            points = [
                f"- {context.text(point['question'])} **{literal(point['text'])}**"
                for point in case["learning_points"]
            ]
            st.markdown("\n".join(points))
            meeting_field(context, running, looked_back_field(index), came_of_it, height=80)

        cases[_("Case {number}").format(number=index + 1)] = draw
    return {**cases, **views}


def _asked_again(context: PageContext, running: Running) -> None:
    """The old question, and a field for it as it is now."""
    _ = context.words.gettext
    st.markdown(
        _("**The question then:** {question}").format(
            question=literal(running.meeting.texts.get(QUESTION, "")) or "–"
        )
    )
    label = _("The question now, in your own words")
    meeting_field(context, running, NEW_QUESTION, label, 120, MAX_LINE)


def question_field(context: PageContext, running: Running) -> None:
    """A field for the question."""
    label = context.words.gettext("The question, as it is brought")
    meeting_field(context, running, QUESTION, label, 120, MAX_LINE)


def _ideas(context: PageContext, running: Running, phase: Phase) -> None:
    """What was parked and what the group says, a few at a time, to pick learning points from."""
    _ = context.words.gettext
    ideas = running.meeting.ideas
    if not ideas:
        st.markdown(_("Nothing yet. Type it below, or on your own phone."))
        return
    numbers = range(len(phase.questions))
    pages = -(-len(ideas) // IDEAS_A_PAGE)
    page = min(IDEAS_PAGE.get() or 0, pages - 1)
    target = st.selectbox(
        _("The presenter picks an idea for:"),
        numbers,
        format_func=lambda number: context.text(phase.questions[number]),
        key="for-question",
    )
    for number, idea in list(enumerate(ideas))[page * IDEAS_A_PAGE :][:IDEAS_A_PAGE]:
        text = " ".join(idea.split())
        picked = any(
            text in running.meeting.texts.get(learning_field(one), "").splitlines() for one in numbers
        )
        with st.container(horizontal=True, vertical_alignment="center", key=f"idea-{number}"):
            parked = number < len(running.meeting.parked)
            st.markdown((_("(parked) {idea}") if parked else "{idea}").format(idea=literal(text)))
            label = _("Picked") if picked else _("Pick")
            if st.button(label, key=f"pick-{number}", disabled=picked) and applied(
                context, running, Pick(idea, int(target or 0))
            ):
                st.rerun()
    if pages > 1:
        with st.container(horizontal=True, key="idea-pages"):
            st.markdown(_("{page} of {pages}").format(page=page + 1, pages=pages))
            if st.button(_("The next ideas"), key="more-ideas"):
                IDEAS_PAGE.set((page + 1) % pages)
                st.rerun()


def _learning_points(context: PageContext, running: Running, phase: Phase) -> None:
    """A field for each question; what was picked stands in it, a line each."""
    for index, question in enumerate(phase.questions):
        meeting_field(context, running, learning_field(index), context.text(question), height=68)


def _share(context: PageContext, meeting: Meeting, phase: Phase) -> None:
    questions(context, phase.questions)
    count = len(meeting.lines)
    if count:
        st.caption(
            context.words.ngettext("{count} line was written.", "{count} lines were written.", count).format(
                count=count
            )
        )


def _more(context: PageContext, running: Running) -> None:
    """What is needed now and then: back, more time, and how much was parked."""
    if running.meeting.phase not in OPENING:
        count_parked(context, running.meeting)
    other_buttons(context, running)
    other_device(context, running)
    leave_button(context)
