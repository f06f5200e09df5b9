"""A field for a code, and what the code leads to."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.notices import damaged, too_busy
from services import tries, vaults
from storage import Contents, DamagedVaultError, Keys, NoVaultError, TooBusyError
from storage.codes import CODE_LENGTH, MEETING_LENGTH, PARTICIPATION_LENGTH, typed_code


def code_form(
    context: PageContext,
    label: str,
    button: str,
    *,
    form: str,
    primary: bool = False,
    length: int = CODE_LENGTH,
) -> str | None:
    """A field for a code, which a scanned card fills in; what was typed once the button is pressed.

    A code of another length than codes have is no try: the page says so, and nothing is
    returned. `length` is that of the codes that belong here; others are taken too.
    """
    _ = context.words.gettext
    with st.form(form, border=False):
        typed = st.text_input(label, key="code", max_chars=64, autocomplete="off")
        pressed = st.form_submit_button(button, type="primary" if primary else "secondary")
    if not pressed:
        return None
    found = len(typed_code(typed))
    if found in (MEETING_LENGTH, CODE_LENGTH) or found >= PARTICIPATION_LENGTH:
        return typed
    if found:
        text = _("A code has {length} characters, and you typed {found}. Please compare them once more.")
        st.info(text.format(length=length, found=found))
    else:
        st.info(_("There is no code yet. Type it in the field above first."))
    return None


def has_to_wait(context: PageContext) -> bool:
    """Whether this reader tried too many wrong codes just now; then the page says so."""
    _ = context.words.gettext
    seconds = tries().seconds_to_wait(context.client_id)
    if seconds:
        st.warning(
            _(
                "The last few codes did not open anything. Please wait {seconds} seconds and try again."
            ).format(seconds=seconds)
        )
    return bool(seconds)


def find_by_code(context: PageContext, typed: str, nothing: str) -> tuple[Keys, Contents] | None:
    """What a code leads to; where that is nothing, the page says `nothing`, whatever the reason."""
    _ = context.words.gettext
    if has_to_wait(context):
        return None
    client_id = context.client_id
    try:
        keys, contents = vaults().find(typed, st.context.ip_address)
    except NoVaultError:
        tries().wrong(client_id)
        st.error(" ".join((nothing, _("Please check the code again, character by character."))))
    except DamagedVaultError:
        damaged(context)
    except TooBusyError:
        too_busy(context)
    else:
        tries().right(client_id)
        return keys, contents
    return None
