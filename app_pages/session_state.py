"""Everything that pages remember in Streamlit's session, in one place: a typed key each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast

import streamlit as st

from storage import Draft

Value = TypeVar("Value")


@dataclass(frozen=True)
class SessionKey(Generic[Value]):
    """One value in the session of this tab; a refresh forgets it."""

    name: str

    def get(self) -> Value | None:
        """The value; None where it was never set."""
        return cast(Value | None, st.session_state.get(self.name))

    def get_or_set(self, default: Value) -> Value:
        """The value; where there is none, `default`, which is then remembered."""
        return cast(Value, st.session_state.setdefault(self.name, default))

    def set(self, value: Value) -> None:
        """Remember a value."""
        st.session_state[self.name] = value

    def pop(self) -> Value | None:
        """The value, which is then forgotten."""
        return cast(Value | None, st.session_state.pop(self.name, None))


DRAFT: Final = SessionKey[Draft]("draft")
"""The draft, where the browser refuses cookies."""

SECRET: Final = SessionKey[str]("secret")
"""Opens this browser's draft. At first what its cookie holds; a new one comes here before it is there."""

NEXT_SECRET: Final = SessionKey[str]("next-secret")
"""Takes the place of SECRET once the browser has it; what is open here is under this one already."""

TICKET: Final = SessionKey[str]("ticket")
"""For the page, to get the cookie with the new secret."""

NOT_KEPT: Final = SessionKey[bool]("not-kept")
"""This connection's budget for drafts is used up: what is filled in stays in this session only."""

CLIENT_ID: Final = SessionKey[str]("visitor")
"""Stands for this browser, where it refuses cookies."""

SYNCED: Final = SessionKey[dict[str, object]]("seen")
"""Field -> the value that this tab last showed or saved, to recognise what the reader changed."""

TO_CLEAR: Final = SessionKey[set[str]]("to-clear")
"""Fields to empty at the start of the next run: a field that has been drawn cannot be emptied."""

POINTED_AT: Final = SessionKey[set[str]]("pointed")
"""Screens whose open statements have been pointed out."""

ASKING: Final = SessionKey[str]("asking")
"""The button whose 'are you sure' question is on the page."""

MESSAGE: Final = SessionKey[str]("message")
"""What has just been done, for the page that is shown next."""

COMMITTED: Final = SessionKey[dict[str, str]]("committed")
"""Field of a meeting -> the text that the meeting had when this tab last wrote or showed it."""

MEETING_ENDED: Final = SessionKey[bool]("meeting-ended")
"""The meeting that this browser took part in is not there any more."""

TOPIC_SHOWN: Final = SessionKey[str]("topic-shown")
"""The topic that came along with a case, once the lobby has shown it."""

VIEW: Final = SessionKey[tuple[int, str]]("view")
"""Which part of a phase the screen shows, and the index of the phase."""

CODE_REFUSED: Final = SessionKey[bool]("code-refused")
"""The code of a round has just turned out to take no answers any more."""

SIGN_IN_ENDED: Final = SessionKey[str]("sign-in-ended")
"""How the last sign-in ended."""

CASE_FILES: Final = SessionKey[int]("case-files")
"""How many files with a case were opened here; each has its own place for a file."""

CASE_CHECKED: Final = SessionKey[list[str]]("case-checked")
"""The texts of a case for which recognisable details have been pointed out."""


IDEAS_PAGE: Final = SessionKey[int]("ideas-page")
"""Which of the pages of ideas the screen of a meeting shows."""


def drawn_at(name: str) -> SessionKey[int]:
    """At which phase of a meeting the field of this name was drawn last."""
    return SessionKey(f"drawn-{name}")


def why_closed(kind: str) -> SessionKey[type[Exception]]:
    """Why what was open here is not any more."""
    return SessionKey(f"{kind}-closed")


def shown_record(kind: str) -> SessionKey[str]:
    """The record that this tab shows."""
    return SessionKey(f"{kind}-shown")
