"""Typst: make a tagged PDF from a template in this folder and its data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

REMEMBERED: Final = 10
"""Documents after which typst drops a result that none of them needed (comemo::evict in typst-py)."""

TEMPLATES: Final = Path(__file__).resolve().parent


def typeset(template: str, data: Mapping[str, Any], made_on: date) -> bytes:
    """The document as PDF/UA-1, the standard for screen readers.

    `data` reaches the template as JSON, and its texts are shown literally. The file keeps no time but the
    day.

    Raises:
        typst.TypstError: the template cannot be compiled; says where.
    """

    def compiled(standard: Literal["ua-1"] | None) -> bytes:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, allow_nan=False)},
            timestamp=datetime.combine(made_on, time(), tzinfo=UTC),
            pdf_standards=standard,
        )

    try:
        return compiled("ua-1")
    except typst.TypstError:
        # PDF/UA refuses a character that no font has, such as an emoji; a box is better than no document.
        return compiled(None)
    finally:
        _forget()


def picture(
    template: str, data: Mapping[str, Any], made_on: date, file_format: Literal["png", "svg"]
) -> bytes:
    """The only page of a document as a picture, a pixel for a point."""
    try:
        made = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            format=file_format,
            ppi=72.0,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, allow_nan=False)},
            timestamp=datetime.combine(made_on, time(), tzinfo=UTC),
        )
    finally:
        _forget()
    return made[0] if isinstance(made, list) else made


def _forget() -> None:
    """Make typst drop what it remembers of the document, which holds its words. Takes 6 ms.

    It remembers each result until ten documents did not need it.
    """
    for _document in range(REMEMBERED + 1):
        typst.compile(b"", font_paths=_fonts(), format="svg")


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the typst package, so that a document looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)
