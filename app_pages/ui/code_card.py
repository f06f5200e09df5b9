"""A new code on the page, until the reader has it: large, to copy, to print."""

from __future__ import annotations

import time
from functools import partial
from typing import Any, Final

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


def show_code(context: PageContext, code: str, page: str, advice: str) -> None:
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
                code_card_pdf, code, page_address(context, page), language=context.language, made_on=today()
            ),
            _("card") + ".pdf",
            key="card",
        )
    show_when_copied(_("The code has been copied."))


def show_when_copied(text: str) -> None:
    """What basishouding.js shows once something was copied."""
    with st.container(key="copied"):
        st.markdown(text)


def pressed_too_soon(record: OpenRecord[Any]) -> bool:
    """Whether a press was meant for the page before."""
    return time.monotonic() - record.code_since < READING_SECONDS


def new_code_wanted(context: PageContext, record: OpenRecord[Any]) -> bool:
    """Ask for a new code, after one more question; whether there is one to show."""
    _ = context.words.gettext
    sure = confirmed(
        _("Give me a new code"),
        _("A new code? Once you have it, the old one opens nothing any more."),
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
