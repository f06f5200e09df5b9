"""A profile of another field, and the words that may not be met with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from content import load_profile

FOLDER: Final = Path(__file__).parents[1] / "profiles" / "bedside"
BEDSIDE: Final = load_profile(FOLDER)

OF_THE_FIRST_FIELD: Final = re.compile(
    r"\b(jongens?|boys?|prostitu\w*|seks|sex|meldcode|reporting code|minderjarig\w*|minors?|SKJ|jeugd\w*"
    r"|youth)\b",
    re.IGNORECASE,
)
OF_THE_FIRST_SCALE: Final = re.compile(
    r"(\d+|most:|meesten:|word:|woord:) (zelden|soms|vaak|seldom|sometimes|often)\b"
    r"|(zelden|seldom) (of minder|or less)|niet van toepassing|not applicable",
    re.IGNORECASE,
)


def foreign(text: str) -> list[str]:
    """The words of the app's first field in a text."""
    return [found[0] for found in OF_THE_FIRST_FIELD.finditer(text)]
