"""Text that readers wrote: shown as it is, and fields to write it in."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MAX_TEXT_LENGTH, TEXT_KEY


def literal(text: str) -> str:
    """Text that somebody wrote, for `st.markdown`: it shows as written, and loads and links nothing."""
    # an address becomes a link even when escaped; a space of no width keeps it from being one
    text = re.sub(r"(https?|www|@)", "\\1\u200b", text, flags=re.IGNORECASE)
    lines = (re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line.strip()) for line in text.splitlines())
    return "  \n".join(lines)


def text_field(context: PageContext, name: str, label: str, **options: Any) -> str:
    """A field for the reader's own words; its text survives a refresh until it is cleared."""
    text: str = st.text_area(
        label,
        context.draft_text(name),
        key=f"{TEXT_KEY}{name}",
        max_chars=MAX_TEXT_LENGTH,
        on_change="ignore",
        **options,
    )
    return text
