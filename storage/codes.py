"""Codes: random, typed over from paper, and read whatever way they are typed."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

SYMBOLS: Final = "0123456789ACDEFHJKMNPQRTVWXY"
"""Digits and letters of which no two look alike, in print or by hand: 28 of them."""

LOOK_ALIKES: Final = str.maketrans("OILZSGBU", "0112568V")
"""Letters that are read as the symbol they look like; none of them is a symbol itself."""

CODE_LENGTH: Final = 16
"""Of a return or team code: log2(28^16) = 76.9 random bits, where anonymity.md asks for at least 64."""

PARTICIPATION_LENGTH: Final = 20
"""96.1 random bits, where anonymity.md asks for at least 80: this code is stored as a plain SHA-256."""

MEETING_LENGTH: Final = 12
"""57.7 random bits: typed over from a screen, behind Argon2id, and good for a day at most."""

LEAD_LENGTH: Final = 4
"""What the code of who leads a meeting has more than that of who takes part."""

GROUP: Final = 4


def new_code(length: int = CODE_LENGTH) -> str:
    """A random code as the reader gets it, such as 7K4Q-M2HX-90TD-VC8E."""
    return grouped("".join(secrets.choice(SYMBOLS) for _symbol in range(length)))


def grouped(code: str) -> str:
    """A code with a dash between each four symbols."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed_code(typed: str) -> str:
    """The code that somebody meant: capitals, without spaces and dashes, look-alikes replaced.

    Any text is accepted; the result is at most one symbol longer than any code, so that a code followed by
    something else does not open what the code opens.

    Example: ' 7k4q m2hx–9otd.vcbe ' -> '7K4QM2HX90TDVC8E'.
    """
    plain = unicodedata.normalize("NFKC", typed[: 8 * CODE_LENGTH]).upper()
    return "".join(symbol for symbol in plain if symbol.isalnum()).translate(LOOK_ALIKES)[
        : PARTICIPATION_LENGTH + 1
    ]
