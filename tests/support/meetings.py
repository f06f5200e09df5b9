"""A running meeting for the tests of pages: in the database, and a draft that takes part in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import services
from content import load_profile
from intervision.events import Event, Next
from intervision.meeting import Meeting, apply, new_meeting
from intervision.stored import meeting_data, meeting_from
from records import DraftMeeting, Role
from storage import Draft, Keys
from storage.codes import LEAD_LENGTH

PROFILE = load_profile()


def meeting_in(phase: str | None = "lobby", **fields: Any) -> Meeting:
    """A meeting in this phase, its clock running since long ago; None for one that is over."""
    made = replace(new_meeting("a" * 16, PROFILE.intervision.phases, looking_back=False), **fields)
    while made.phase != phase:
        made = apply(made, Next(1_700_000_000, made.at))
    return made


def drafts_in(meeting: Meeting) -> dict[Role, Draft]:
    """Store the meeting; the drafts of a stage, a card and a phone that take part in it."""
    code, keys = services.meetings().create(meeting_data(meeting))

    def draft(role: Role) -> Draft:
        place: DraftMeeting = {
            "id": keys.id.hex(),
            "key": keys.key.hex(),
            "code": code[: -LEAD_LENGTH - 1],
            "lead": "" if role == "phone" else code[-LEAD_LENGTH:],
            "role": role,
            "who": role,
        }
        return {"meeting": place}

    return {"stage": draft("stage"), "card": draft("card"), "phone": draft("phone")}


def keys_of(draft: Draft) -> Keys:
    """What opens the meeting of this draft."""
    place = draft["meeting"]
    return Keys(bytes.fromhex(place["id"]), bytes.fromhex(place["key"]))


def stored(draft: Draft) -> Meeting:
    """The meeting of this draft as it is stored now."""
    return meeting_from(services.meetings().read(keys_of(draft))[0])


def happen(draft: Draft, *events: Event) -> None:
    """Have another device do something in the meeting."""

    def changed(meeting: Meeting) -> Meeting:
        for event in events:
            meeting = apply(meeting, event)
        return meeting

    services.meetings().change(keys_of(draft), lambda data: meeting_data(changed(meeting_from(data))))
