"""Lead an intervision meeting on a shared screen, phase by phase."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from app_pages import meeting_end, meeting_start
from app_pages.frame import Pages, literal, writing
from app_pages.group_opened import open_groups
from app_pages.visit import MEETING, WRITING_KEY, Visit
from app_pages.visit import MEETING_FIELD as FIELD
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


def show(visit: Visit, pages: Pages) -> None:
    """The phase that is on; before the first the start, after the last what the meeting gave."""
    kept = meeting_from(visit.draft.get(MEETING))
    if kept is None:
        meeting_start.show(visit, pages)
        return
    meeting = _with_texts(visit, kept)
    if meeting.phase is None:
        meeting_end.show(visit, pages, meeting, _happened)
        return
    phase = visit.profile.intervision.phases[meeting.phase]
    with st.container(key="meeting"):
        _head(visit, meeting, phase)
        _clock(visit, meeting)
        if phase.not_yet:
            _not_yet(visit)
        topic = visit.profile.topics.get(meeting.topic or "")
        DRAWN.get(phase.id, _plain)(visit, meeting, phase, topic)
    _buttons(visit, meeting)


def _with_texts(visit: Visit, meeting: Meeting) -> Meeting:
    """The meeting with what stands in the fields, which are kept as they are written."""
    for key, text in visit.draft.get("writings", {}).items():
        name = key.removeprefix(f"{WRITING_KEY}{FIELD}")
        if name != key and name != IDEA:
            meeting = apply(meeting, Write(name, text))
    return meeting


def _happened(visit: Visit, meeting: Meeting, event: Event) -> Meeting:
    """The meeting after an event, kept."""
    after = apply(meeting, event)
    visit.keep(lambda draft: {**draft, MEETING: meeting_data(after)})
    return after


def _now() -> int:
    return int(time.time())


# -- what every phase has ---------------------------------------------------------------------


def _head(visit: Visit, meeting: Meeting, phase: Phase) -> None:
    _ = visit.words.gettext
    names = [visit.text(visit.profile.intervision.phases[id].name) for id in meeting.phases]
    st.caption(" · ".join(f"**{name}**" if place == meeting.at else name for place, name in enumerate(names)))
    st.title(visit.text(phase.name), anchor=False)
    st.markdown(visit.text(phase.purpose))
    with st.expander(_("Who speaks, and what do the others do?")):
        st.markdown(visit.text(phase.explanation))
        if phase.pitfalls is not None:
            st.markdown(_("**What goes wrong here:** {pitfalls}").format(pitfalls=visit.text(phase.pitfalls)))


@st.fragment(run_every=TICK_SECONDS)
def _clock(visit: Visit, meeting: Meeting) -> None:
    """How much time is left, and quietly that it is over: only that is told to a screen reader as well."""
    _, ngettext = visit.words.gettext, visit.words.ngettext
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


def _not_yet(visit: Visit) -> None:
    _ = visit.words.gettext
    with st.container(key="not-yet", border=True):
        st.markdown(_("**Not yet:** advice, an estimate, a solution."))


def _prompts(visit: Visit, phase: Phase, topic: Topic | None) -> None:
    """The questions of the phase, and those that fit the topic."""
    of_topic = topic.prompts.get(phase.id, ()) if topic else ()
    st.markdown("\n".join(f"- {visit.text(one)}" for one in (*of_topic, *phase.questions)))


def _park(visit: Visit, meeting: Meeting) -> None:
    """A place for an idea that comes too early."""
    _ = visit.words.gettext
    idea = writing(visit, f"{FIELD}{IDEA}", _("An idea already? Park it here until there is room for it."))
    if st.button(_("Park this idea"), key=f"park-{meeting.at}") and idea.strip():
        _happened(visit, meeting, Park(idea))
        visit.put_away(f"{FIELD}{IDEA}")
        st.rerun()
    if meeting.parked:
        count = len(meeting.parked)
        with st.container(key="told-parked"):
            st.caption(
                visit.words.ngettext("{count} idea is parked.", "{count} ideas are parked.", count).format(
                    count=count
                )
            )


def _buttons(visit: Visit, meeting: Meeting) -> None:
    """On and back, pause, more time. The keys name the phase: a second press is not one for the next."""
    _ = visit.words.gettext
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
        _happened(visit, meeting, event)
        st.rerun()


# -- what a phase has of its own --------------------------------------------------------------


def _question(visit: Visit, meeting: Meeting) -> None:
    _ = visit.words.gettext
    with st.container(key="the-question"):
        st.caption(_("The question"))
        st.markdown(literal(meeting.texts.get(QUESTION, "")) or "–")


def _plain(visit: Visit, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """A phase that only another profile has."""
    _prompts(visit, phase, topic)


def _look_back(visit: Visit, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """The former question and learning points, before anything new."""
    _ = visit.words.gettext
    group = open_groups.opened(visit)
    former = last_meeting(group.contents) if group is not None else None
    if former is not None:
        st.markdown(_("**The question then:** {question}").format(question=literal(former["new_question"])))
        points = "\n".join(f"- {literal(point)}" for point in former["learning_points"])
        if points:
            st.markdown(_("**The learning points:**") + f"\n\n{points}")
    _prompts(visit, phase, None)
    writing(visit, f"{FIELD}{LOOKED_BACK}", _("In a few words, for the group: what came of it?"))


def _explore(visit: Visit, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    _ = visit.words.gettext
    writing(visit, f"{FIELD}{QUESTION}", _("The question, as it is brought"), height="content")
    _prompts(visit, phase, topic)
    _park(visit, meeting)


def _core(visit: Visit, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """Ends with the old and the new question side by side."""
    _ = visit.words.gettext
    _prompts(visit, phase, topic)
    old, new = st.columns(2)
    with old:
        _question(visit, meeting)
    with new:
        writing(visit, f"{FIELD}{NEW_QUESTION}", _("The question now, in own words"), height="content")
    _park(visit, meeting)


def _new_way(visit: Visit, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """Now there is room for ideas; then the three questions that make learning points."""
    _ = visit.words.gettext
    with st.container(key="the-question"):
        st.caption(_("The question now"))
        st.markdown(literal(meeting.texts.get(NEW_QUESTION) or meeting.texts.get(QUESTION, "")) or "–")
    if meeting.parked:
        st.markdown(_("**What was parked:**"))
        st.markdown("\n".join(f"- {literal(idea)}" for idea in meeting.parked))
    if topic is not None:
        st.markdown("\n".join(f"- {visit.text(one)}" for one in topic.prompts.get(phase.id, ())))
    for place, question in enumerate(phase.questions):
        writing(visit, f"{FIELD}{learning_field(place)}", visit.text(question), height="content")


def _share(visit: Visit, meeting: Meeting, phase: Phase, topic: Topic | None) -> None:
    """A round in which everyone has a line, without names."""
    _ = visit.words.gettext
    _prompts(visit, phase, None)
    st.caption(_("A line for everyone, without names. Who wants to may leave it empty."))
    for place in range(meeting.people):
        writing(
            visit,
            f"{FIELD}{line_field(place)}",
            _("Line {number}").format(number=place + 1),
            height="content",
        )


DRAWN: Final[dict[str, Callable[[Visit, Meeting, Phase, Topic | None], None]]] = {
    LOOK_BACK: _look_back,
    "explore": _explore,
    "core": _core,
    "new_way": _new_way,
    "share": _share,
}
