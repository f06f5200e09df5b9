"""What pages say where something did not work, or has just been done."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.open_records import RecordClosedError
from app_pages.session_state import MESSAGE, why_closed
from storage import DamagedVaultError, NoVaultError


def show_message() -> bool:
    """What has just been done on the page before, if anything; returns whether something was."""
    message = MESSAGE.pop()
    if message:
        st.success(message)
    return bool(message)


def show_why_closed(context: PageContext, kind: str, *, erased: str, closed: str) -> None:
    """Why the vault or team that was open here is not any more.

    Args:
        erased: what to say where its code opens nothing any more.
        closed: what to say where it was closed on this device.
    """
    reason = why_closed(kind).pop()
    if reason is DamagedVaultError:
        damaged(context)
    elif reason is NoVaultError:
        st.info(erased)
    elif reason is RecordClosedError:
        st.info(type_code_again(context, closed))


def type_code_again(context: PageContext, what: str) -> str:
    """What to do where something is not open any more, and that nothing is lost."""
    _ = context.words.gettext
    return " ".join((what, _("Type the code again. What you were writing is still there.")))


def damaged(context: PageContext) -> None:
    """A record that cannot be opened."""
    _ = context.words.gettext
    st.error(
        _(
            "What belongs to this code is damaged on the server and cannot be opened now. We have changed"
            " nothing in it. Ask the administrator to restore a backup. If you downloaded a file of your own"
            " vault, you can still open that."
        )
    )


def too_busy(context: PageContext) -> None:
    """Too many wait for a turn."""
    _ = context.words.gettext
    st.warning(_("It is very busy right now, but nothing was lost. Please try again in a moment."))
