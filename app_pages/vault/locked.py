"""The ways into a vault: a code, or a file that somebody keeps."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.any_code import code_field
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.notices import show_message, show_why_closed
from app_pages.ui.text import literal
from app_pages.vault.session import moments, open_vault
from scoring import InvalidAnswersError
from services import topic_titles
from storage import NotContentsError
from storage.contents import NO_JSON, from_file


def show_locked(context: PageContext, pages: Pages) -> None:
    """The form for a code, the place for a file, and what came of the last attempt."""
    _ = context.words.gettext
    show_why_closed(
        context,
        "vault",
        erased=_("This vault has been erased, or it has a new code."),
        closed=_("Your vault was closed in the meantime."),
    )
    show_message()
    if context.answers:
        st.markdown(_("What you answered in this browser is still here, without a code."))
        primary_link(context, pages.welcome, _("Continue where you were"))
    st.markdown(_("If you kept something earlier, type your code: sixteen characters, in four groups."))
    code_field(context, pages, "vault", form="open", primary=not context.answers)
    with st.container(key="own-file"):
        # any type: a phone may not know what JSON is, and our own sentence says what does not fit
        file = st.file_uploader(_("Or open a file that you keep yourself"), key="own-file-input")
        st.caption(
            _("None of this file is stored here. Once you choose ‘Close my vault’, it is gone from here.")
        )
    if file is not None:
        _open_file(context, file.getvalue())


def _open_file(context: PageContext, file: bytes) -> None:
    _ = context.words.gettext
    try:
        contents = from_file(file, topic_titles)
        moments(context, contents)  # raises where the answers do not fit the statements
    except InvalidAnswersError:
        st.error(_("This file cannot be opened here, because its answers do not match its statements."))
    except NotContentsError as error:
        if error.newer:
            text = _("This file was made by a newer version of this app, and cannot be opened here.")
        else:
            text = _(
                "This file cannot be opened here: it is not a file of this app, or it has been changed. "
                "Nothing was stored."
            )
            if NO_JSON not in error.problems:
                places = literal(", ".join(error.problems))
                text = " ".join((text, _("Where something is not right: {places}").format(places=places)))
        st.error(text)
    else:
        open_vault(context, None, contents)
        st.rerun()
