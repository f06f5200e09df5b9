"""What the meeting's screens share: the code of the group, the clock, the questions, the buttons."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import TEXT_KEY, TEXTS
from app_pages.meeting.session import (
    SENT_FIELD,
    OpenGroup,
    Running,
    create_group,
    is_held_by,
    leave,
    now,
    open_group,
    open_groups,
)
from app_pages.open_records import RecordClosedError
from app_pages.session_state import VIEW, drawn_at, why_closed
from app_pages.team.session import open_team
from app_pages.ui.code_card import code_screen
from app_pages.ui.code_entry import code_form, find_by_code
from app_pages.ui.links import page_address
from app_pages.ui.notices import show_why_closed, too_busy, type_code_again
from app_pages.ui.text import literal
from budgets import OverBudgetError
from content import Phase, Text
from intervision.events import Back, Event, GiveMinutes, Next, Pause, Resume, SkipOpening
from intervision.meeting import CORE, MAX_LINE, NEW_QUESTION, OPENING, QUESTION, Meeting
from report.card import qr_code
from storage import FullMeetingError, NoMeetingError, TooBusyError

STEP_MINUTES = 5
NO_BREAK = "\N{NO-BREAK SPACE}"
CLOCK_STOPS_SECONDS = 60 * 60
"""So long after the planned time nobody looks at the clock any more."""


# -- the group, or the team -------------------------------------------------------------------


def group_code_shown(context: PageContext) -> bool:
    """Show the code of a group that was just made, until the reader has it; whether there is one."""
    _ = context.words.gettext
    group = open_groups.current(context)
    if group is None or group.code is None:
        return False
    if code_screen(
        context,
        group,
        group.code,
        title=_("The code of your group"),
        page="meeting",
        advice=_(
            "With this code your group can continue next time. Anyone who has it can read the questions and"
            " learning points. We do not keep the code."
        ),
        of_group=True,
    ):
        st.rerun()
    return True


def group_to_open(context: PageContext) -> None:
    """A field for the code of a group, and a button that makes one."""
    _ = context.words.gettext
    st.markdown(
        _(
            "With a code for your group, the next meeting starts with the question and the learning points"
            " of this one. The app asks for no names."
        )
    )
    if why_closed("group").pop() is RecordClosedError:
        st.info(type_code_again(context, _("Your group was closed here in the meantime.")))
    typed = code_form(context, _("Code of the group"), _("Open"), form="open-group")
    if typed is not None and (found := find_by_code(context, typed, _("No group opens with this code."))):
        keys, contents = found
        if contents["format"] == "basishouding-group":
            open_group(context, keys, contents)
            st.rerun()
        st.info(_("This is not the code of a group."))
    if st.button(_("Make a code for your group"), key="make-group"):
        try:
            create_group(context)
        except TooBusyError:
            too_busy(context)
        else:
            st.rerun()


def team_to_open(context: PageContext, running: Running) -> None:
    """A field for the code of the team that this meeting belongs to."""
    _ = context.words.gettext
    show_why_closed(
        context,
        "team",
        erased=_("This team has been erased, or it has a new code."),
        closed=_("Your team was locked here in the meantime."),
    )
    st.markdown(
        _(
            "This is a meeting of a team. With the code of the team you see its earlier cases, and you can"
            " keep this meeting for it."
        )
    )
    typed = code_form(context, _("Code of the team"), _("Open"), form="open-team")
    if typed is not None and (found := find_by_code(context, typed, _("No team opens with this code."))):
        keys, contents = found
        if contents["format"] == "basishouding-team" and is_held_by(contents, running):
            open_team(context, keys, contents)
            st.rerun()
        st.info(_("This is not the code of the team that this meeting belongs to."))


def group_was_closed() -> bool:
    """Whether a group was open here and is not any more."""
    return why_closed("group").get() is RecordClosedError


def close_group_button(context: PageContext, group: OpenGroup) -> None:
    """A button that closes the group on this device."""
    _ = context.words.gettext
    if st.button(_("Close the group on this device"), key=f"close-group-{group.name}"):
        open_groups.close(context)
        st.rerun()


# -- where the meeting is ---------------------------------------------------------------------


def applied(context: PageContext, running: Running, *events: Event) -> bool:
    """Apply events to the meeting; whether that was possible, else the page says why not."""
    _ = context.words.gettext
    try:
        running.apply(*events)
    except NoMeetingError:  # another device has just cleared it
        st.rerun()
    except FullMeetingError:
        st.error(_("This meeting is full. What you wrote is still in its field."))
        return False
    except OverBudgetError:
        too_busy(context)
        return False
    return True


def stay_up_to_date(running: Running, *, with_clock: bool) -> None:
    """Have meeting.js run the page again when another device has changed the meeting, and for the clock."""
    meeting = running.meeting
    ticks = with_clock and meeting.since is not None and meeting.seconds_left(now()) > -CLOCK_STOPS_SECONDS
    with st.container(key="up-to-date"):
        st.html(
            f'<i data-meeting="{running.place["id"]}" data-version="{running.version}"'
            f' data-clock="{int(ticks)}"></i>'
        )
        st.button("…", key="changed")


def phase_heading(context: PageContext, meeting: Meeting) -> str:
    """Which phase of the model it is, or which screen of the opening."""
    _ = context.words.gettext
    model, phase = context.profile.intervision, meeting.phase
    if phase in OPENING:
        return context.text(model.opening[phase].title)
    number, count = [*model.phases].index(phase or "") + 1, len(model.phases)
    which = _("Phase {number} of {count}:").format(number=number, count=count)
    name = context.text(model.phases[phase or ""].name)
    return f"{which.replace(' ', NO_BREAK)} {name}"


def clock(context: PageContext, meeting: Meeting) -> None:
    """How much is left of the time that was planned. A screen reader only announces that it is over."""
    _, ngettext = context.words.gettext, context.words.ngettext
    left = meeting.seconds_left(now())
    minutes = -(-left // 60)
    planned = meeting.minutes[meeting.phase or ""]
    if meeting.since is None:
        text = _("The clock is stopped.")
    elif left <= 0:
        text = ngettext(
            "The planned {planned} minute is over. Finish calmly.",
            "The planned {planned} minutes are over. Finish calmly.",
            planned,
        ).format(planned=planned)
    else:
        text = _("{minutes} of {planned} min left").format(minutes=minutes, planned=planned)
    over = meeting.since is not None and left <= 0
    with st.container(key="told-over" if over else "time-left"):
        st.markdown(text)


def question_label(context: PageContext, meeting: Meeting) -> str:
    """What to call the question: as it is brought, as asked again, or as it was brought where it was not."""
    _ = context.words.gettext
    if meeting.texts.get(NEW_QUESTION, "").strip():
        return _("The question now")
    if meeting.phase is None or meeting.at > meeting.phases.index(CORE):
        return _("The question (as it was brought)")
    return _("The question")


def the_question(context: PageContext, meeting: Meeting) -> None:
    """The question, to be read."""
    with st.container(key="the-question"):
        st.caption(question_label(context, meeting))
        st.markdown(literal(meeting.current_question) or "–")


def not_yet(context: PageContext) -> None:
    """What has to wait in this phase."""
    _ = context.words.gettext
    with st.container(key="not-yet"):
        st.markdown(_("**Not yet:** advice, an assessment, a solution."))


def count_parked(context: PageContext, meeting: Meeting) -> None:
    """How many ideas are parked; not which, before there is room for them."""
    count = len(meeting.parked)
    with st.container(key="told-parked"):
        if count:
            st.caption(
                context.words.ngettext("{count} idea is parked.", "{count} ideas are parked.", count).format(
                    count=count
                )
            )


def as_list(texts: list[str]) -> str:
    """Texts that people wrote, as a list in Markdown."""
    return "\n".join(f"- {literal(text).replace(chr(10), ' ')}" for text in texts)


def questions(context: PageContext, texts: tuple[Text, ...]) -> None:
    """Questions of the profile, as a list."""
    st.markdown("\n".join(f"- {context.text(one)}" for one in texts))


def topic_questions(context: PageContext, meeting: Meeting, phase: Phase) -> tuple[Text, ...]:
    """The questions of the topic for this phase."""
    topic = context.profile.topics.get(meeting.topic or "")
    return topic.prompts.get(phase.id, ()) if topic else ()


# -- what is sent by a button -----------------------------------------------------------------


def send_form(
    context: PageContext,
    running: Running,
    name: str,
    labels: tuple[str, str],
    event: Callable[[str], Event],
) -> None:
    """A field in one line, sent by its button or by Enter. What was not sent stays in it, in each phase.

    `labels` are those of the field and of the button.
    """
    key = f"{TEXT_KEY}{SENT_FIELD}{name}"
    drawn, here = drawn_at(name), running.meeting.at
    if drawn.get() != here or key not in st.session_state:  # another screen draws another field
        drawn.set(here)
        st.session_state[key] = context.draft_text(f"{SENT_FIELD}{name}")
    with st.form(f"form-{name}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            labels[0],
            key=key,
            max_chars=MAX_LINE,
            placeholder=labels[0] if running.role == "stage" else None,
            label_visibility="collapsed" if running.role == "stage" else "visible",
        )
        pressed = st.form_submit_button(labels[1], key=f"send-{name}")
    if pressed and text.strip() and applied(context, running, event(text)):
        context.clear_texts(f"{SENT_FIELD}{name}")
        st.rerun()


def unsent(context: PageContext, name: str) -> str:
    """What was typed in such a field on this device and not sent."""
    return context.draft.get(TEXTS, {}).get(f"{TEXT_KEY}{SENT_FIELD}{name}", "").strip()


# -- moving on, the clock, and the code ------------------------------------------------------


def next_button(context: PageContext, running: Running) -> None:
    """On to the next phase. A key names its phase: a double press does not skip the next one."""
    _ = context.words.gettext
    at = running.meeting.at
    last = at == len(running.meeting.phases) - 1
    label = _("Finish the meeting") if last else _("Next phase")
    if st.button(label, key=f"on-{at}", type="primary") and applied(context, running, Next(now(), at)):
        VIEW.pop()
        st.rerun()


def leave_button(context: PageContext) -> None:
    """Take this device out of the meeting, which goes on."""
    _ = context.words.gettext
    if st.button(_("Leave the meeting on this device"), key="leave-meeting", type="tertiary"):
        leave(context)
        st.rerun()


def skip_button(context: PageContext, running: Running) -> None:
    """On to the first phase, from a screen of the opening."""
    _ = context.words.gettext
    at = running.meeting.at
    skips = running.meeting.phase in OPENING and st.button(_("Skip the opening"), key=f"skip-{at}")
    if skips and applied(context, running, SkipOpening(now(), at)):
        st.rerun()


def pause_button(context: PageContext, running: Running) -> None:
    """Stop the clock, or start it."""
    _ = context.words.gettext
    at = running.meeting.at
    event: Event | None
    if running.meeting.since is None:
        event = Resume(now()) if st.button(_("Continue"), key=f"resume-{at}") else None
    else:
        event = Pause(now()) if st.button(_("Pause"), key=f"pause-{at}") else None
    if event is not None and applied(context, running, event):
        st.rerun()


def other_buttons(context: PageContext, running: Running) -> None:
    """Back, and more or less time."""
    _ = context.words.gettext
    meeting, at = running.meeting, running.meeting.at
    phase = meeting.phases[at]
    minutes = meeting.minutes[phase]
    with st.container(horizontal=True, key="other-steps"):
        back = st.button(_("Previous phase"), key=f"back-{at}")
        more = st.button(_("{minutes} minutes more").format(minutes=STEP_MINUTES), key=f"more-{at}-{minutes}")
        less = minutes > STEP_MINUTES and st.button(
            _("{minutes} minutes less").format(minutes=STEP_MINUTES), key=f"less-{at}-{minutes}"
        )
    event: Event | None = None
    if back:
        event = Back(now(), at)
    elif more:
        event = GiveMinutes(phase, minutes + STEP_MINUTES)
    elif less:
        event = GiveMinutes(phase, minutes - STEP_MINUTES)
    if event is not None and applied(context, running, event):
        VIEW.pop()
        st.rerun()


def join_code(context: PageContext, code: str) -> None:
    """A code of the meeting, with the address to type it at, and both as a square to scan."""
    _ = context.words.gettext
    address = page_address(context, "meeting")
    square = qr_code(f"{address}#{code.replace('-', '')}")
    words = _("QR code with the address and the code")
    with st.container(key=f"join-{len(code)}"):
        picture = b64encode(square.encode()).decode()
        st.html(f'<img class="square" alt="{words}" src="data:image/svg+xml;base64,{picture}">')
        with st.container(key=f"meeting-code-{len(code)}"):
            st.markdown(code)
        st.caption(address.partition("://")[2])


def lead_code(running: Running) -> str:
    """The code of who leads."""
    return f"{running.place['code']}-{running.place['lead']}"


def has_question(meeting: Meeting) -> bool:
    """Whether a question was brought."""
    return bool(meeting.texts.get(QUESTION, "").strip())
