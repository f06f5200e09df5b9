"""A new code on the page, until the reader has it: large, to copy, to print."""

from __future__ import annotations

import time
from functools import partial
from typing import Final

import streamlit as st

from app_pages.frame import ADDRESSES
from app_pages.registry import OpenRecord
from app_pages.visit import Visit, today
from report.card import code_card_pdf

READING_SECONDS: Final = 0.5
"""Sooner nobody has seen a code: a second press was meant for the page before."""


def show_code(visit: Visit, code: str, page: str, advice: str) -> None:
    """The code, what it is good for, and the ways to keep it; `page` is where it is to be typed."""
    _ = visit.words.gettext
    with st.container(key="code-shown"):
        st.markdown(code)
    st.markdown(advice)
    with st.container(horizontal=True, key="code-ways"):
        st.button(_("Copy the code"), key="copy-code")  # basishouding.js does it
        st.download_button(
            _("Card to print (PDF)"),
            partial(code_card_pdf, code, address(visit, page), language=visit.language, made_on=today()),
            _("card") + ".pdf",
            "application/pdf",
            key="card",
            on_click="ignore",
        )
    copied(visit, _("The code has been copied."))


def copied(visit: Visit, text: str) -> None:
    """What basishouding.js shows once something was copied."""
    with st.container(key="copied"):
        st.markdown(text)


def too_soon(record: OpenRecord) -> bool:
    """Whether a press was meant for the page before."""
    return time.monotonic() - record.code_since < READING_SECONDS


def address(visit: Visit, page: str) -> str:
    """The address of a page of this app, as the reader's browser knows it."""
    here = (st.context.url or "").rstrip("/")
    for path in ADDRESSES.values():
        here = here.removesuffix(f"/{path}")
    language = "".join(f"?{name}={value}" for name, value in visit.parameters.items())
    return f"{here}/{ADDRESSES[page]}{language}"
