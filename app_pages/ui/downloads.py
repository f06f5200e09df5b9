"""A button that makes a file when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
    "ics": "text/calendar",
    "png": "image/png",
    "svg": "image/svg+xml",
}


def download_button(
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    *,
    key: str,
    primary: bool = False,
    on_click: Callable[[], None] | None = None,
) -> bool:
    """Offer a file, made by `make` once the button is pressed; returns whether it was."""
    options: dict[str, Any] = {"on_click": on_click or "ignore"}
    return st.download_button(
        label,
        make,
        file_name,
        MEDIA_TYPES[file_name.rpartition(".")[2]],
        key=key,
        type="primary" if primary else "secondary",
        **options,
    )
