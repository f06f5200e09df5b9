"""The way into a vault: a code, or a file that somebody keeps."""

from __future__ import annotations

from typing import Final

import streamlit as st

from app_pages.frame import Pages, literal
from app_pages.group_opened import open_group
from app_pages.opened import moments, open_vault, too_busy
from app_pages.registry import WasClosed, tries, vaults
from app_pages.team_opened import open_team
from app_pages.visit import Visit
from scoring import InvalidAnswersError
from storage import Contents, DamagedVault, Keys, NotContents, NoVault, TooBusy
from storage.contents import from_file
from storage.groups import is_group
from storage.teams import is_team

MOST_FILE_MB: Final = 5
"""As server.maxUploadSize has it: what the fullest vault takes as a file, with room to spare."""


def locked(visit: Visit, pages: Pages) -> None:
    """The form for a code, the place for a file, and what came of the last attempt."""
    _ = visit.words.gettext
    said = st.session_state.pop("vault-said", None)
    gone = st.session_state.pop("vault-gone", None)
    if gone is DamagedVault:
        damaged(visit)
    elif gone is NoVault:
        st.info(_("This vault has been erased, or it has a new code."))
    elif gone is WasClosed:
        st.info(was_closed(visit, _("Your vault was closed in the meantime.")))
    if said:
        st.success(said)
    st.markdown(_("Did you keep something earlier? Type your code: sixteen characters, in four groups."))
    typed = typed_code(_("Your code"), _("Open"), form="open", primary=True)
    if typed is not None and (found := looked_up(visit, typed, _("No vault opens with this code."))):
        keys, contents = found
        if is_team(contents):
            open_team(visit, keys, contents)
            st.switch_page(pages.team, query_params=visit.parameters)
        if is_group(contents):
            open_group(visit, keys, contents)
            st.switch_page(pages.meeting, query_params=visit.parameters)
        open_vault(visit, keys, contents)
        st.rerun()
    with st.container(key="own-file"):
        file = st.file_uploader(
            _("Or open a file that you keep yourself"),
            type="json",
            key="own-file-input",
            max_upload_size=MOST_FILE_MB,
        )
        st.caption(
            _("Nothing of this file is stored here. Once you choose ‘Close my vault’, it is gone from here.")
        )
    if file is not None:
        _open_file(visit, file.getvalue())


def typed_code(label: str, button: str, *, form: str, primary: bool = False) -> str | None:
    """A field for a code, which a scanned card fills in; what was typed once the button is pressed."""
    with st.form(form, border=False):
        typed = st.text_input(label, key="code", max_chars=64, autocomplete="off")
        pressed = st.form_submit_button(button, type="primary" if primary else "secondary")
    return typed if pressed else None


def has_to_wait(visit: Visit) -> bool:
    """Whether this reader tried too many wrong codes just now; then it is said."""
    _ = visit.words.gettext
    seconds = tries().seconds_to_wait(visit.visitor)
    if seconds:
        st.warning(
            _(
                "Several codes in a row did not open anything. Please wait {seconds} seconds and try again."
            ).format(seconds=seconds)
        )
    return bool(seconds)


def looked_up(visit: Visit, typed: str, nothing: str) -> tuple[Keys, Contents] | None:
    """What a code leads to; where that is nothing, the reader is told so, whatever is wrong with the code."""
    _ = visit.words.gettext
    if has_to_wait(visit):
        return None
    who = visit.visitor
    try:
        keys, contents = vaults().find(typed, st.context.ip_address)
    except NoVault:
        tries().wrong(who)
        st.error(" ".join((nothing, _("Please check it once more, character by character."))))
    except DamagedVault:
        damaged(visit)
    except TooBusy:
        too_busy(visit)
    else:
        tries().right(who)
        return keys, contents
    return None


def was_closed(visit: Visit, what: str) -> str:
    """What to do where something is not open any more, and that nothing is lost."""
    _ = visit.words.gettext
    return " ".join((what, _("Type the code once more. What you were writing is still there.")))


def damaged(visit: Visit) -> None:
    _ = visit.words.gettext
    st.error(
        _(
            "What is kept under this code was damaged on the server and can not be opened. We"
            " changed nothing in it. Ask the administrator to put back a backup. Did you download a"
            " file of a vault of your own? You can still open that."
        )
    )


def _open_file(visit: Visit, file: bytes) -> None:
    _ = visit.words.gettext
    try:
        contents = from_file(file)
        moments(visit, contents)  # what can not be scored is no file of ours
    except InvalidAnswersError:
        st.error(_("This file can not be opened here: its answers do not fit its statements."))
    except NotContents as error:
        if error.newer:
            text = _("This file was made by a newer version of this app, and can not be opened here.")
        else:
            text = _(
                "This file can not be opened here: it is not a file of this app, or it has been changed. "
                "Nothing was stored. What does not fit: {places}"
            ).format(places=literal(", ".join(error.problems)))
        st.error(text)
    else:
        open_vault(visit, None, contents)
        st.rerun()
