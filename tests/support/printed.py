"""A document of report/card.py as printed pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
import typst
from PIL import Image

from report.typesetting import TEMPLATES


def printed(make: Callable[[], object], ppi: int) -> list[Image.Image]:
    """The pages, in grey, of the document that `make` typesets."""
    pages: list[bytes] = []

    def as_pictures(template: str, data: dict[str, object], _made_on: date) -> bytes:
        made = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=typst.Fonts(include_system_fonts=False),
            sys_inputs={"data": json.dumps(data)},
            format="png",
            ppi=ppi,
        )
        pages.extend([made] if isinstance(made, bytes) else made)
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report.card.typeset", as_pictures)
        make()
    return [Image.open(BytesIO(page)).convert("L") for page in pages]
