"""The one field for a code: it knows every kind, and goes where the code leads."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.session import join_meeting, open_group
from app_pages.session_state import MESSAGE
from app_pages.team.session import open_team
from app_pages.ui.code_entry import code_form, find_by_code, has_to_wait
from app_pages.ui.links import Pages
from app_pages.ui.notices import too_busy
from app_pages.ui.sharing import accept_invitation
from app_pages.vault.session import open_vault
from services import tries
from storage import NoMeetingError, TooBusyError
from storage.codes import CODE_LENGTH, MEETING_LENGTH, PARTICIPATION_LENGTH, typed_code

Place = Literal["vault", "team", "take_part", "meeting"]


def code_field(context: PageContext, pages: Pages, here: Place, *, form: str, primary: bool = False) -> None:
    """A field for any code; shows what it opens on its own page, which says so where that is not `here`."""
    _ = context.words.gettext
    length = PARTICIPATION_LENGTH if here == "take_part" else CODE_LENGTH
    label = _("Code of the meeting, or of your group") if here == "meeting" else _("Your code")
    typed = code_form(context, label, _("Open"), form=form, primary=primary, length=length)
    place = None if typed is None else _opened(context, typed, here)
    if place is None:
        return
    if place == here:
        st.rerun()
    if place != "meeting":
        MESSAGE.set(_("This code belongs on this page, so you are here now."))
    st.switch_page(getattr(pages, place), query_params=context.parameters)


def _opened(context: PageContext, typed: str, here: Place) -> Place | None:
    """Open what the code leads to; the page on which it is shown.

    A code of 16 characters may be that with which a meeting is led: only its own page looks for that.
    """
    _ = context.words.gettext
    length = len(typed_code(typed))
    if length > CODE_LENGTH:
        return "take_part" if _invited(context, typed) else None
    if length == MEETING_LENGTH or here == "meeting":
        try:
            return "meeting" if _joined(context, typed) else None
        except NoMeetingError:
            if length == MEETING_LENGTH:
                _no_meeting(context)
                return None
    found = find_by_code(context, typed, _("Nothing opens with this code."))
    if found is None:
        return None
    keys, contents = found
    if contents["format"] == "basishouding-team":
        open_team(context, keys, contents)
        return "team"
    if contents["format"] == "basishouding-group":
        open_group(context, keys, contents)
        return "meeting"
    open_vault(context, keys, contents)
    return "vault"


def _joined(context: PageContext, typed: str) -> bool:
    """Join the meeting with this code; False where that has to wait, as the page then says.

    Raises:
        NoMeetingError.
    """
    if has_to_wait(context):
        return False
    client_id = context.client_id
    try:
        join_meeting(context, typed)
    except TooBusyError:
        too_busy(context)
        return False
    tries().right(client_id)
    return True


def _no_meeting(context: PageContext) -> None:
    """Count a wrong code, and say that no meeting has it."""
    _ = context.words.gettext
    tries().wrong(context.client_id)
    st.error(
        _(
            "No meeting opens with this code. Please check it again, character by character. If it is right,"
            " the meeting has ended."
        )
    )


def _invited(context: PageContext, typed: str) -> bool:
    _ = context.words.gettext
    if has_to_wait(context):
        return False
    client_id = context.client_id
    if accept_invitation(context, typed):
        tries().right(client_id)
        return True
    tries().wrong(client_id)
    st.error(
        _(
            "This code does not open anything. Please check it again, character by character. If it is"
            " right, the round has closed."
        )
    )
    return False
