"""Codes: made by chance, typed over from paper, read with forgiveness."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

SYMBOLS: Final = "0123456789ACDEFHJKMNPQRTVWXY"
"""Digits and letters of which no two look alike, in print or by hand: 28 of them."""

LOOK_ALIKES: Final = str.maketrans("OILZSGBU", "0112568V")
"""What somebody may read instead; none of these letters is a symbol."""

CODE_LENGTH: Final = 16
"""Of a return or team code: log2(28^16) = 76.9 random bits, where anonymity.md asks for at least 64."""

PARTICIPATION_LENGTH: Final = 20
"""96.1 random bits, where anonymity.md asks for at least 80: this code is kept as a mere hash."""

GROUP: Final = 4


def new_code(length: int = CODE_LENGTH) -> str:
    """A code as the reader gets it, such as 7K4Q-M2HX-90TD-VC8E."""
    return in_groups("".join(secrets.choice(SYMBOLS) for _symbol in range(length)))


def in_groups(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed_code(typed: str) -> str:
    """The code that somebody meant: without spaces, dashes and other marks, capitals, look-alikes put right.

    Whatever was typed gives a text, at most one symbol longer than any code: what is no code opens nothing.

    Example: ' 7k4q m2hx–9otd.vcbe ' -> '7K4QM2HX90TDVC8E'.
    """
    plain = unicodedata.normalize("NFKC", typed[: 8 * CODE_LENGTH]).upper()
    return "".join(symbol for symbol in plain if symbol.isalnum()).translate(LOOK_ALIKES)[
        : PARTICIPATION_LENGTH + 1
    ]
