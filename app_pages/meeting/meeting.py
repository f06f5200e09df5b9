"""Lead an intervision meeting on a shared screen, phase by phase."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, TEXT_KEY, TEXTS
from app_pages.meeting import end, start
from app_pages.meeting.session import MEETING_FIELD, open_groups
from app_pages.ui.links import Pages
from app_pages.ui.text import literal, text_field
from content import Phase, Topic
from intervision.meeting import (
    LOOK_BACK,
    LOOKED_BACK,
    NEW_QUESTION,
    QUESTION,
    Back,
    Event,
    GiveMinutes,
    Meeting,
    Next,
    Park,
    Pause,
    Resume,
    Write,
    apply,
    learning_field,
    line_field,
    meeting_data,
    meeting_from,
)
from storage.groups import last_meeting

IDEA: Final = "idea"

TICK_SECONDS: Final = 10
STEP_MINUTES: Final = 5


def show(context: PageContext, pages: Pages) -> None:
    """The current phase; before the first one the start, after the last one the outcome."""
    saved = meeting_from(context.draft.get(MEETING))
    if saved is None:
        start.show(context, pages)
        return
    meeting = _with_texts(context, saved)
    if meeting.phase is None:
        end.show(context, pages, meeting, _handle)
        return
    phase = context.profile.intervision.phases[meeting.phase]
    with st.container(key="meeting"):
        _head(context, meeting, phase)
        _clock(context, meeting)
        if phase.not_yet:
            _not_yet(context)
        topic = context.profile.topics.get(meeting.topic or "")
        DRAW.get(phase.id, _plain)(context, meeting, phase, topic)
    _buttons(context, meeting)


def _with_texts(context: PageContext, meeting: Meeting) -> Meeting:
    """The meeting with the texts of its fields, which the draft keeps as they are written."""
    for key, text in context.draft.get(TEXTS, {}).items():
        name = key.removeprefix(f"{TEXT_KEY}{MEETING_FIELD}")
        if name != key and name != IDEA:
            meeting = apply(meeting, Write(name, text))
    return meeting


def _handle(context: PageContext, meeting: Meeting, event: Event) -> Meeting:
    """Apply an event to the meeting and save it."""
    after = apply(meeting, event)
    context.update_draft(lambda draft: {**draft, MEETING: meeting_data(after)})
    return after


def _now() -> int:
    return int(time.time())


# -- what every phase has ---------------------------------------------------------------------


def _head(context: PageContext, meeting: Meeting, phase: Phase) -> None:
    _ = context.words.gettext
    names = [context.text(context.profile.intervision.phases[phase_id].name) for phase_id in meeting.phases]
    st.caption(" · ".join(f"**{name}**" if place == meeting.at else name for place, name in enumerate(names)))
    st.title(context.text(phase.name), anchor=f"phase-{phase.id}")
    st.markdown(context.text(phase.purpose))
    with st.expander(_("Who speaks, and what do the others do?")):
        st.markdown(context.text(phase.explanation))
        if phase.pitfalls is not None:
            st.markdown(
                _("**What goes wrong here:** {pitfalls}").format(pitfalls=context.text(phase.pitfalls))
            )


@st.fragment(run_every=TICK_SECONDS)
def _clock(context: PageContext, meeting: Meeting) -> None:
    """How much time is left. A screen reader only announces that it is over."""
    _, ngettext = context.words.gettext, context.words.ngettext
    left = meeting.seconds_left(_now())
    minutes = -(-left // 60)
    if meeting.since is None:
        text = _("The clock stands still.")
    elif left <= 0:
        text = _("The time for this phase is over. Take a moment to finish it.")
    else:
        text = ngettext("{minutes} minute left", "{minutes} minutes left", minutes).format(minutes=minutes)
    over = meeting.since is not None and left <= 0
    with st.container(key="clock"), st.container(key="told-over" if over else "time-left"):
        st.markdown(text)


def _not_yet(context: PageContext) -> None:
    _ = context.words.gettext
    with st.container(key="not-yet", border=True):
        st.markdown(_("**Not yet:** advice, an estimate, a solution."))


def _prompts(context: PageContext, phase: Phase, topic: Topic | None) -> None:
    """The questions of the phase, and those that fit the topic."""
    of_topic = topic.prompts.get(phase.id, ()) if topic else ()
    st.markdown("\n".join(f"- {context.text(one)}" for one in (*of_topic, *phase.questions)))


def _park(context: PageContext, meeting: Meeting) -> None:
    """A place for an idea that comes too early."""
    _ = context.words.gettext
    idea = text_field(
        context, f"{MEETING_FIELD}{IDEA}", _("An idea already? Park it here until there is room for it.")
    )
    if st.button(_("Park this idea"), key=f"park-{meeting.at}") and idea.strip():
        _handle(context, meeting, Park(idea))
        context.clear_texts(f"{MEETING_FIELD}{IDEA}")
        st.rerun()
    if meeting.parked:
        count = len(meeting.parked)
        with st.container(key="told-parked"):
            st.caption(
                context.words.ngettext("{count} idea is parked.", "{count} ideas are parked.", count).format(
                    count=count
                )
            )


def _buttons(context: PageContext, meeting: Meeting) -> None:
    """On and back, pause, more time. A key names its phase: a double press does not skip the next one."""
    _ = context.words.gettext
    at = meeting.at
    last = at == len(meeting.phases) - 1
    with st.container(horizontal=True, key="steps"):
        back = at > 0 and st.button(_("Phase back"), key=f"back-{at}")
        if meeting.since is None:
            resume = st.button(_("Start the clock"), key=f"resume-{at}")
            pause = False
        else:
            pause, resume = st.button(_("Pause"), key=f"pause-{at}"), False
        minutes = meeting.minutes[meeting.phases[at]]
        more = st.button(_("{minutes} minutes more").format(minutes=STEP_MINUTES), key=f"more-{at}-{minutes}")
        less = minutes > STEP_MINUTES and st.button(
            _("{minutes} minutes less").format(minutes=STEP_MINUTES), key=f"less-{at}-{minutes}"
        )
        on = st.button(_("Finish the meeting") if last else _("Next phase"), key=f"on-{at}", type="primary")
    phase = meeting.phases[at]
    event: Event | None = None
    if on:
        event = Next(_now())
    elif back:
        event = Back(_now())
    elif pause:
        event = Pause(_now())
    elif resume:
        event = Resume(_now())
    elif more:
        event = GiveMinutes(phase, minutes + STEP_MINUTES)
    elif less:
        event = GiveMinutes(phase, minutes - STEP_MINUTES)
    if event is not None:
        _handle(context, meeting, event)
        st.rerun()


# -- what a phase has of its own --------------------------------------------------------------


def _question(context: PageContext, meeting: Meeting) -> None:
    _ = context.words.gettext
    with st.container(key="the-question"):
        st.caption(_("The question"))
        st.markdown(literal(meeting.texts.get(QUESTION, "")) or "–")


def _plain(context: PageContext, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """A phase that only another profile has."""
    _prompts(context, phase, topic)


def _look_back(context: PageContext, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """The former question and learning points, before anything new."""
    _ = context.words.gettext
    group = open_groups.current(context)
    former = last_meeting(group.contents) if group is not None else None
    if former is not None:
        st.markdown(_("**The question then:** {question}").format(question=literal(former["new_question"])))
        points = "\n".join(f"- {literal(point)}" for point in former["learning_points"])
        if points:
            st.markdown(_("**The learning points:**") + f"\n\n{points}")
    _prompts(context, phase, None)
    text_field(context, f"{MEETING_FIELD}{LOOKED_BACK}", _("In a few words, for the group: what came of it?"))


def _explore(context: PageContext, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    _ = context.words.gettext
    text_field(context, f"{MEETING_FIELD}{QUESTION}", _("The question, as it is brought"), height="content")
    _prompts(context, phase, topic)
    _park(context, meeting)


def _core(context: PageContext, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """Ends with the old and the new question side by side."""
    _ = context.words.gettext
    _prompts(context, phase, topic)
    old, new = st.columns(2)
    with old:
        _question(context, meeting)
    with new:
        text_field(
            context, f"{MEETING_FIELD}{NEW_QUESTION}", _("The question now, in own words"), height="content"
        )
    _park(context, meeting)


def _new_way(context: PageContext, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """Now there is room for ideas; then the three questions that make learning points."""
    _ = context.words.gettext
    with st.container(key="the-question"):
        st.caption(_("The question now"))
        st.markdown(literal(meeting.texts.get(NEW_QUESTION) or meeting.texts.get(QUESTION, "")) or "–")
    if meeting.parked:
        st.markdown(_("**What was parked:**"))
        st.markdown("\n".join(f"- {literal(idea)}" for idea in meeting.parked))
    if topic is not None:
        st.markdown("\n".join(f"- {context.text(one)}" for one in topic.prompts.get(phase.id, ())))
    for index, question in enumerate(phase.questions):
        text_field(
            context, f"{MEETING_FIELD}{learning_field(index)}", context.text(question), height="content"
        )


def _share(context: PageContext, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """A round in which everyone has a line, without names."""
    _ = context.words.gettext
    _prompts(context, phase, None)
    st.caption(_("A line for everyone, without names. Who wants to may leave it empty."))
    for index in range(meeting.people):
        text_field(
            context,
            f"{MEETING_FIELD}{line_field(index)}",
            _("Line {number}").format(number=index + 1),
            height="content",
        )


DRAW: Final[dict[str, Callable[[PageContext, Meeting, Phase, Topic | None], None]]] = {
    LOOK_BACK: _look_back,
    "explore": _explore,
    "core": _core,
    "new_way": _new_way,
    "share": _share,
}
