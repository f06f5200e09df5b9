"""The meeting that this browser takes part in, and the group or team that keeps what comes of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, MEETING_TEXT, TEXT_KEY, TEXTS, without
from app_pages.open_records import OpenRecord, OpenRecords
from app_pages.session_state import COMMITTED, MEETING_ENDED, SYNCED, TOPIC_SHOWN
from app_pages.team.session import OpenTeam, open_teams
from budgets import CLIENT_MEETING_BYTES, MEETING_BYTES, HourlyBudget, OverBudgetError
from intervision.events import Bring, BringsText, Event, Present, Write
from intervision.meeting import PREPARE, Meeting, apply, has_room, new_meeting
from intervision.stored import meeting_data, meeting_from
from records import DraftMeeting, GroupRunning, Role, StoredMeeting, Thread
from services import meetings
from storage import Draft, FullMeetingError, Group, Keys, NoMeetingError, Team
from storage.codes import LEAD_LENGTH
from storage.contents import new_id
from storage.groups import empty_group

SENT_FIELD: Final = "send-"
"""Before the names of the fields that are sent by a button: an idea, a line of one's own."""

MAX_FIELD: Final = 1000
"""Characters of a text of the meeting."""

Height = Literal["content"] | int

CASE_FIELD: Final = "case-"
"""Before the number of a question about a case."""

CASE_ID: Final = f"{CASE_FIELD}id"
"""The id of the case in the vault that is being changed here."""

CASE_TOPIC: Final = f"{CASE_FIELD}topic"
"""The id of the topic of the case that is being prepared here."""

_budget: Final = HourlyBudget(CLIENT_MEETING_BYTES)


def now() -> int:
    """Seconds since 1970."""
    return int(time.time())


# -- the meeting ------------------------------------------------------------------------------


@dataclass
class Running:
    """The meeting that this browser takes part in, as it is now."""

    place: DraftMeeting
    meeting: Meeting
    version: int

    @property
    def keys(self) -> Keys:
        """Where the meeting is stored, and what opens it."""
        return _keys(self.place)

    @property
    def role(self) -> Role:
        """What this device is."""
        return self.place["role"]

    def apply(self, *events: Event) -> None:
        """Apply events to the meeting as it is stored by now, and store it.

        Raises:
            NoMeetingError, FullMeetingError, OverBudgetError: nothing was changed.
        """
        texts = [event for event in events if isinstance(event, BringsText)]
        _budget.use(st.context.ip_address, sum(len(repr(text)) for text in texts))

        def changed(data: StoredMeeting) -> StoredMeeting:
            meeting = meeting_from(data)
            for event in events:
                if not has_room(meeting, event):
                    raise FullMeetingError
                meeting = apply(meeting, event)
            return meeting_data(meeting)

        data, self.version = meetings().change(self.keys, changed, adds_text=bool(texts))
        self.meeting = meeting_from(data)


def running_meeting(context: PageContext) -> Running | None:
    """The meeting that this browser takes part in, with what was written in its fields; None without one."""
    place = context.draft.get(MEETING)
    if place is None:
        return None
    if place.keys() != DraftMeeting.__annotations__.keys():  # of an earlier version
        leave(context)
        return None
    try:
        data, version = meetings().read(_keys(place))
        running = Running(place, meeting_from(data), version)
        with suppress(FullMeetingError, OverBudgetError):  # then the texts stay in the draft
            _commit(context, running)
    except NoMeetingError:
        leave(context)
        MEETING_ENDED.set(True)
        return None
    return running


def begin_meeting(context: PageContext, role: Role) -> Running:
    """Make a meeting in its lobby, with the case that was prepared in this browser, and join it.

    Raises:
        FullMeetingError, OverBudgetError, TooBusyError: nothing was made.
    """
    case = prepared_case(context)
    running = _made(context, role, case)
    _join(context, running.place)
    if role == "phone" and case is not None:
        running.apply(Present(running.place["who"]))
    return running


def _made(
    context: PageContext, role: Role, case: Bring | None, topic: str | None = None, *, of_team: bool = False
) -> Running:
    """A new meeting in its lobby, which nobody has joined yet."""
    _budget.use(st.context.ip_address, MEETING_BYTES)
    phases = context.profile.intervision.phases
    meeting = new_meeting(new_id(), phases, looking_back=False, topic=topic, of_team=of_team)
    if case is not None:
        meeting = apply(meeting, case)
    code, keys = meetings().create(meeting_data(meeting), st.context.ip_address)
    return Running(_place(keys, code[: -LEAD_LENGTH - 1], code[-LEAD_LENGTH:], role), meeting, 1)


def join_meeting(context: PageContext, typed: str) -> None:
    """Take part in the meeting with this code; with the code of who leads, as the facilitator's card.

    Raises:
        NoMeetingError, TooBusyError.
    """
    keys, code, lead = meetings().find(typed, st.context.ip_address)
    before = context.draft.get(MEETING)
    if lead or before is None or before["id"] != keys.id.hex():  # else this device is in it already
        _join(context, _place(keys, code, lead, "card" if lead else "phone"))


def _keys(found: DraftMeeting | GroupRunning) -> Keys:
    return Keys(bytes.fromhex(found["id"]), bytes.fromhex(found["key"]))


def _place(keys: Keys, code: str, lead: str, role: Role) -> DraftMeeting:
    return {
        "id": keys.id.hex(),
        "key": keys.key.hex(),
        "code": code,
        "lead": lead,
        "role": role,
        "who": new_id(),
    }


def _join(context: PageContext, place: DraftMeeting) -> None:
    """Note the meeting in the draft, under a secret that nobody can have copied; fields are emptied."""
    context.new_client_id()
    TOPIC_SHOWN.pop()
    clear_meeting_fields(context)
    context.update_draft(lambda draft: {**draft, MEETING: place})


def other_meeting(thread: Thread, running: Running | None = None) -> GroupRunning | None:
    """The meeting that this group or team is holding, other than `running`; None where there is none."""
    found = thread.get("running")
    if found is None or (running is not None and found["id"] == running.place["id"]):
        return None
    return None if meetings().version(bytes.fromhex(found["id"])) is None else found


def note_in_group(group: OpenGroup, running: Running) -> None:
    """Let the group's other devices find this meeting, so that none begins another one."""
    noted = _held(running.place)
    if group.contents.get("running") != noted:
        group.change(lambda contents: {**contents, "running": noted})


def _held(place: DraftMeeting) -> GroupRunning:
    return {"id": place["id"], "key": place["key"], "code": place["code"], "lead": place["lead"]}


def join_held_meeting(context: PageContext, found: GroupRunning) -> None:
    """Take part in the meeting that the group or team is holding, as the facilitator's card."""
    _join(context, _place(_keys(found), found["code"], found["lead"], "card"))


def change_role(context: PageContext, running: Running, role: Role) -> None:
    """Make this device something else in the meeting."""
    place = running.place = {**running.place, "role": role}
    context.update_draft(lambda draft: {**draft, MEETING: place})


def leave(context: PageContext) -> None:
    """Take no part in a meeting any more; the meeting goes on."""
    clear_meeting_fields(context)
    context.update_draft(lambda draft: without(draft, MEETING))


def end_meeting(context: PageContext, running: Running) -> None:
    """Erase the meeting, for all devices."""
    meetings().erase(running.keys)
    leave(context)


# -- what is written in the fields ------------------------------------------------------------


def _commit(context: PageContext, running: Running) -> None:
    """Put into the meeting what was written in its fields since the last run, and keep it there only."""
    texts = context.draft.get(TEXTS, {})
    written = {key: text for key, text in texts.items() if key.startswith(MEETING_TEXT)}
    if not written or not running.place["lead"]:  # other devices have no such fields
        return
    running.apply(*(Write(key.removeprefix(MEETING_TEXT), text) for key, text in written.items()))
    COMMITTED.get_or_set({}).update(written)
    context.update_draft(
        lambda draft: {
            **draft,
            TEXTS: {key: text for key, text in draft.get(TEXTS, {}).items() if written.get(key) != text},
        }
    )


def meeting_field(
    context: PageContext, running: Running, name: str, label: str, height: Height, max_chars: int = MAX_FIELD
) -> None:
    """A field for a text of the meeting, stored as soon as one leaves it; other devices may write it too."""
    key = f"{MEETING_TEXT}{name}"
    stored = running.meeting.texts.get(name, "")
    committed = COMMITTED.get_or_set({})
    if committed.get(key) != stored or key not in st.session_state:
        st.session_state[key] = SYNCED.get_or_set({})[key] = committed[key] = stored
    st.text_area(label, key=key, max_chars=max_chars, height=height)


def clear_meeting_fields(context: PageContext) -> None:
    """Empty the fields of a meeting."""
    COMMITTED.pop()
    starts = (MEETING_TEXT, f"{TEXT_KEY}{SENT_FIELD}")
    names = {
        key.removeprefix(TEXT_KEY)
        for key in (*context.draft.get(TEXTS, {}), *map(str, st.session_state))
        if key.startswith(starts)
    }
    context.clear_texts(*names)


# -- the case that was prepared here ----------------------------------------------------------


def case_field(index: int) -> str:
    """The name of the field for one of the questions about a case."""
    return f"{CASE_FIELD}{index}"


def prepared_case(context: PageContext) -> Bring | None:
    """The question and topic of the case that was prepared in this browser; its text stays here."""
    texts = context.draft.get(TEXTS, {})
    last = len(context.profile.intervision.phases[PREPARE].questions) - 1
    question = texts.get(f"{TEXT_KEY}{case_field(last)}", "").strip()
    if not question:
        return None
    topic = texts.get(f"{TEXT_KEY}{CASE_TOPIC}")
    return Bring(question, topic if topic in context.profile.topics else None)


def take_up_case(
    context: PageContext, texts: Mapping[int, str], topic: str | None, case_id: str = ""
) -> None:
    """Put a case into the fields of the page that prepares one, in the place of what stands there.

    Args:
        texts: number of a question -> what was written there.
        case_id: of the case in the vault that is being changed; empty for another one.
    """
    names = {case_field(number): text for number, text in texts.items()}
    fields = {
        name: text for name, text in {**names, CASE_TOPIC: topic or "", CASE_ID: case_id}.items() if text
    }
    new = {f"{TEXT_KEY}{name}": text for name, text in fields.items()}
    of_case = f"{TEXT_KEY}{CASE_FIELD}"

    def changed(draft: Draft) -> Draft:
        others = {key: text for key, text in draft.get(TEXTS, {}).items() if not key.startswith(of_case)}
        return {**draft, TEXTS: {**others, **new}}

    context.update_draft(changed)
    synced = SYNCED.get_or_set({})
    for number in range(len(context.profile.intervision.phases[PREPARE].questions)):
        key = f"{TEXT_KEY}{case_field(number)}"
        st.session_state[key] = synced[key] = new.get(key, "")
    if topic in context.profile.topics:
        st.session_state["topic"] = topic


# -- what keeps what comes of a meeting: a group, or the team that it was begun from -----------


@dataclass
class OpenGroup(OpenRecord[Group]):
    """An open group."""

    kind: type[Group] = field(default=Group, init=False, repr=False)


open_groups: Final = OpenRecords[OpenGroup]("group")


def open_group(context: PageContext, keys: Keys, contents: Group) -> None:
    """Open a group in this browser."""
    open_groups.put(context.new_client_id(), OpenGroup(keys, contents))


def create_group(context: PageContext) -> None:
    """Create a group with a code to show, and open it.

    Raises:
        TooBusyError: nothing was made.
    """
    contents = empty_group()
    before = open_groups.get(context.client_id)
    open_groups.create(context, contents, lambda keys, code: OpenGroup(keys, contents, code=code), before)


def meeting_of_team(context: PageContext, team: OpenTeam, topic: str | None) -> bool:
    """Take part in the meeting that this team is holding; where there is none, begin one on this topic.

    Returns False where this device takes part in another meeting; that goes on.

    Raises:
        FullMeetingError, OverBudgetError, TooBusyError, FullVaultError: nothing was begun.
    """
    here = running_meeting(context)
    if here is not None:
        return is_held_by(team.contents, here)
    held = other_meeting(team.contents)
    if held is not None:
        join_held_meeting(context, held)
        return True
    case, before = prepared_case(context), team.contents.get("running")
    made = _made(context, "stage", case and replace(case, topic=topic or case.topic), topic, of_team=True)
    noted = _held(made.place)

    def with_running(contents: Team) -> Team:
        return {**contents, "running": noted} if contents.get("running") == before else contents

    team.change(with_running)
    found = team.contents.get("running", noted)
    if found == noted:
        _join(context, made.place)
    else:  # another device was first
        meetings().erase(made.keys)
        join_held_meeting(context, found)
    return True


def is_held_by(team: Thread, running: Running) -> bool:
    """Whether this meeting is the one that the team is holding."""
    held = team.get("running")
    return held is not None and held["id"] == running.place["id"]


def open_keeper(context: PageContext, running: Running) -> OpenGroup | OpenTeam | None:
    """What is open here and keeps this meeting: the team that it was begun from, else a group."""
    if not running.meeting.of_team:
        return open_groups.current(context)
    team = open_teams.current(context)
    return team if team is not None and is_held_by(team.contents, running) else None
