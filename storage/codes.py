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

SHARD_SYMBOLS: Final = 2
"""The first symbols of a code name the shard that its record lies in; the database shows them, the others
not. So against a copy of the database a return code has 67.3 random bits, a participation code 86.5."""


def new_code(length: int = CODE_LENGTH, shard: int = 0) -> str:
    """A code as the reader gets it, such as 7K4Q-M2HX-90TD-VC8E; of this shard, or of any where it is 0."""
    first = "" if shard == 0 else "".join(SYMBOLS[part] for part in divmod(shard - 1, len(SYMBOLS)))
    rest = (secrets.choice(SYMBOLS) for _symbol in range(length - len(first)))
    return in_groups(first + "".join(rest))


def shard_of(code: str) -> int:
    """The shard that a code names, 1..784; 0 for what is no code. `code` is as `typed_code` gives it."""
    first = code[:SHARD_SYMBOLS]
    if len(first) < SHARD_SYMBOLS or not all(symbol in SYMBOLS for symbol in first):
        return 0
    high, low = (SYMBOLS.index(symbol) for symbol in first)
    return 1 + high * len(SYMBOLS) + low


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
