"""Before a meeting: join one with its code, or begin one; and the lobby in which it waits."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.parts import (
    applied,
    close_group_button,
    group_code_shown,
    group_to_open,
    group_was_closed,
    has_question,
    join_code,
    lead_code,
    leave_button,
    stay_up_to_date,
    team_to_open,
    the_question,
)
from app_pages.meeting.session import (
    OpenGroup,
    Running,
    begin_meeting,
    change_role,
    join_held_meeting,
    note_in_group,
    now,
    open_groups,
    open_keeper,
    other_meeting,
    prepared_case,
)
from app_pages.session_state import MEETING_ENDED, TOPIC_SHOWN
from app_pages.team.session import OpenTeam
from app_pages.ui.any_code import code_field
from app_pages.ui.links import Pages
from app_pages.ui.notices import too_busy, type_code_again
from app_pages.ui.text import literal
from app_pages.ui.topics import choose_topic
from budgets import OverBudgetError
from intervision.events import Next, Prepare
from intervision.meeting import MAX_PEOPLE, MIN_PEOPLE
from records import FormerCase, GroupMeeting, Role
from storage import FullMeetingError, TooBusyError
from storage.groups import to_look_back_on


def show(context: PageContext, pages: Pages) -> None:
    """Join a meeting, or begin one."""
    _ = context.words.gettext
    if group_code_shown(context):
        return
    st.title(_("A meeting for peer consultation (intervision)"), anchor="meeting")
    if MEETING_ENDED.pop():
        st.info(_("The meeting has been cleared. What was written in it is gone, unless you kept it."))
    code_field(context, pages, "meeting", form="join-meeting")
    st.header(_("Begin a meeting"), anchor=False)
    st.markdown(
        _(
            "A screen leads you through the phases and keeps the time. Anyone who likes can join on a phone."
            " It does not replace the facilitator. What you write is cleared afterwards, except what you"
            " keep. Take 60 to 90 minutes, and do not write down names."
        )
    )
    group = open_groups.current(context)
    if group is not None:
        st.info(_("Your group is open on this device."))
        close_group_button(context, group)
        if _is_held_elsewhere(context, group):
            return
    elif group_was_closed():
        st.info(type_code_again(context, _("Your group was closed here in the meantime.")))
    case = prepared_case(context)
    if case is not None:
        st.markdown(_("**Your question goes with you:** {question}").format(question=literal(case.question)))
    with st.container(horizontal=True, key="steps"):
        stage = st.button(_("This is the screen that everyone can see"), key="begin-meeting", type="primary")
        card = st.button(_("This is my own phone, and I lead"), key="begin-card")
    if stage or card:
        begin(context, "stage" if stage else "card")
    st.page_link(pages.prepare, label=_("Prepare a case first"), query_params=context.parameters)


def _is_held_elsewhere(context: PageContext, group: OpenGroup, running: Running | None = None) -> bool:
    """Whether another device has begun a meeting of this group; then the page leads to that one."""
    _ = context.words.gettext
    found = other_meeting(group.contents, running)
    if found is None:
        return False
    st.warning(_("A meeting of your group has begun on another device."))
    if st.button(_("Join that meeting"), key="join-of-group", type="primary"):
        join_held_meeting(context, found)
        st.rerun()
    return True


def begin(context: PageContext, role: Role) -> None:
    """Begin a meeting on this device, and show its lobby."""
    try:
        begin_meeting(context, role)
    except (FullMeetingError, OverBudgetError, TooBusyError):
        too_busy(context)
    else:
        st.rerun()


# -- the lobby --------------------------------------------------------------------------------


def lobby(context: PageContext, running: Running) -> None:
    """On a device that leads: the code for the others, and what the meeting is to be."""
    _ = context.words.gettext
    if group_code_shown(context):
        return
    meeting, keeper = running.meeting, open_keeper(context, running)
    st.title(_("Who joins?"), anchor="lobby")
    if isinstance(keeper, OpenGroup):
        if _is_held_elsewhere(context, keeper, running):
            return
        note_in_group(keeper, running)
    with st.container(key="lobby"):
        left, right = st.columns(2)
        with left:
            st.markdown(_("Scan this with your own phone, or type the code. No account, no name."))
            join_code(context, running.place["code"])
            with st.expander(_("The facilitator’s own phone, or another screen")):
                st.markdown(
                    _(
                        "With this longer code a device can help to lead: as the facilitator’s card, or as"
                        " the screen that everyone can see."
                    )
                )
                if st.toggle(_("Show the longer code"), key="show-lead-code"):
                    join_code(context, lead_code(running))
        with right:
            if has_question(meeting):
                the_question(context, meeting)
            former, looking_back = _thread(context, running)
            if meeting.topic and TOPIC_SHOWN.get() != meeting.topic:  # the presenter brought it just now
                st.session_state["topic"] = meeting.topic
                TOPIC_SHOWN.set(meeting.topic)
            topic = choose_topic(context)
            people = st.number_input(
                _("How many of you are there, not counting the facilitator?"),
                MIN_PEOPLE,
                MAX_PEOPLE,
                meeting.people,
                key="people",
            )
    begin_pressed = st.button(_("Begin"), key=f"on-{meeting.at}", type="primary")
    prepared = Prepare(topic.id if topic else None, int(people), looking_back, former)
    if begin_pressed and applied(context, running, prepared, Next(now(), meeting.at)):
        st.rerun()
    other_device(context, running)
    leave_button(context)
    stay_up_to_date(running, with_clock=False)


def _thread(context: PageContext, running: Running) -> tuple[tuple[FormerCase, ...], bool]:
    """The cases to look back on, and whether to look back: with a group or team, or without one."""
    _ = context.words.gettext
    keeper = open_keeper(context, running)
    former = () if keeper is None else tuple(_former(one) for one in to_look_back_on(keeper.contents))
    if keeper is not None:
        _thread_words(context, keeper, len(former))
    elif running.meeting.of_team:
        team_to_open(context, running)
    else:
        with st.expander(_("Continue from an earlier meeting, or make a group"), expanded=group_was_closed()):
            group_to_open(context)
    looking_back = st.toggle(
        _("Start by looking back on the last time"), value=bool(former), key=f"look-back-{len(former)}"
    )
    return former, looking_back


def _thread_words(context: PageContext, keeper: OpenGroup | OpenTeam, cases: int) -> None:
    """Whose meeting it is, and how many cases there are to look back on."""
    _, ngettext = context.words.gettext, context.words.ngettext
    if isinstance(keeper, OpenGroup):
        whose = _("Your group is open.")
    else:
        whose = _("This is a meeting of {team}. At the end you decide together what to keep.").format(
            team=literal(keeper.contents["name"])
        )
    if not cases:
        found = _("There is no case to look back on yet.")
    else:
        found = ngettext(
            "There is {count} case to look back on.", "There are {count} cases to look back on.", cases
        ).format(count=cases)
    st.info(f"{whose} {found}")
    if isinstance(keeper, OpenGroup):
        close_group_button(context, keeper)


def _former(meeting: GroupMeeting) -> FormerCase:
    return {
        "id": meeting["id"],
        "question": meeting["new_question"] or meeting["question"],
        "learning_points": meeting["learning_points"],
    }


def other_device(context: PageContext, running: Running) -> None:
    """Make a device that leads the screen for all, or the facilitator's card."""
    _ = context.words.gettext
    if not running.place["lead"]:
        return
    role: Role = "card" if running.role == "stage" else "stage"
    label = (
        _("Make this my screen as facilitator")
        if role == "card"
        else _("Make this the screen that everyone can see")
    )
    if st.button(label, key=f"be-{role}", type="tertiary"):
        change_role(context, running, role)
        st.rerun()
