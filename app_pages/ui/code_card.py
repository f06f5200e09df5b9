"""A new code on the page, until the reader has it: large, to copy, to print."""

from __future__ import annotations

import time
from functools import partial
from typing import Any, Final, Literal

import streamlit as st

from app_pages.context import PageContext
from app_pages.open_records import OpenRecord
from app_pages.ui.confirm import confirmed, question_answered
from app_pages.ui.downloads import download_button
from app_pages.ui.links import page_address
from app_pages.ui.notices import too_busy
from report.card import code_card_pdf
from services import today
from storage import TooBusyError

READING_SECONDS: Final = 0.5
"""Sooner nobody has seen a code: a second press was meant for the page before."""


def show_code(
    context: PageContext, code: str, page: str, advice: str, *, team: str = "", of_group: bool = False
) -> None:
    """The code, what it is good for, and the ways to keep it; `page` is where it is to be typed."""
    _ = context.words.gettext
    with st.container(key="code-shown"):
        st.markdown(code)
    st.markdown(advice)
    with st.container(horizontal=True, key="code-ways"):
        st.button(_("Copy the code"), key="copy-code")  # basishouding.js does it
        download_button(
            _("Card to print (PDF)"),
            partial(
                code_card_pdf,
                code,
                page_address(context, page),
                language=context.language,
                made_on=today(),
                team=team,
                of_group=of_group,
            ),
            _("card") + ".pdf",
            key="card",
        )
    show_when_copied(context, _("The code has been copied."))


def show_when_copied(context: PageContext, text: str) -> None:
    """What basishouding.js shows for a while once something was copied, or could not be."""
    _ = context.words.gettext
    with st.container(key="copied"):
        st.markdown(text)
    with st.container(key="not-copied"):
        st.markdown(
            _(
                "Copying does not work in this browser. The text is already selected, so you can copy it"
                " yourself."
            )
        )


def code_screen(
    context: PageContext,
    record: OpenRecord[Any],
    code: str,
    *,
    title: str,
    page: str,
    advice: str,
    undo: str | None = None,
    team: str = "",
    of_group: bool = False,
) -> Literal["kept", "old", "undone"] | None:
    """Show a new code until the reader has it, which is then noted in the record; gives what was pressed.

    `undo` is the button that takes back what the code was made for; the caller does so. A code that replaces
    another one has a button to keep the old one instead.
    """
    _ = context.words.gettext
    st.title(title, anchor="code")
    show_code(context, code, page, advice, team=team, of_group=of_group)
    replacing = record.next_keys is not None
    if record.unconfirmed:
        st.markdown(_("The code works once you press ‘I have kept the code’."))
    if replacing:
        st.markdown(_("The old code works until you press ‘I have kept the code’."))
    with st.container(horizontal=True, key="steps"):
        kept = st.button(_("I have kept the code"), key="have-code", type="primary")
        old = replacing and st.button(_("No, keep the old one"), key="old-code")
        undone = undo is not None and not replacing and st.button(undo, key="no-code")
    if time.monotonic() - record.code_since < READING_SECONDS:
        return None
    if kept:
        record.code_received()
        return "kept"
    if old:
        record.forget_code()
        return "old"
    return "undone" if undone else None


def new_code_wanted(context: PageContext, record: OpenRecord[Any]) -> bool:
    """Ask for a new code, after one more question; whether there is one to show."""
    _ = context.words.gettext
    sure = confirmed(
        _("Give me a new code"),
        _("Do you want a new code? Once you have it, the old one no longer works."),
        (_("Yes, a new code"), _("No, keep the old one")),
        key=f"another-code-{record.name}",
    )
    if sure:
        try:
            record.show_new_code(st.context.ip_address)
        except TooBusyError:
            too_busy(context)
            st.stop()
        question_answered()
    return sure
