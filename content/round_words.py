"""Four everyday Dutch words that stand for a round, for people to compare."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

WORDS_OF_A_ROUND: Final = 4

BITS_A_WORD: Final = 10
"""1,024 words, so four of them are 40 bits: two rounds have the same words once in 10^12."""

_FILE: Final = Path(__file__).with_name("round_words.txt")


@cache
def all_words() -> tuple[str, ...]:
    """The list: no two words differ by one letter only, so that they can be read aloud."""
    return tuple(_FILE.read_text(encoding="ascii").split())


def round_words(public_key: bytes) -> tuple[str, ...]:
    """The words of the round with this public key, the same in every language.

    Example: 32 bytes of zero give 'maaltijd', 'bloesem', 'dijk', 'tiende'.
    """
    digest = sha256(b"basishouding round words" + public_key).digest()
    number, words = int.from_bytes(digest), all_words()
    shifts = (BITS_A_WORD * place for place in range(WORDS_OF_A_ROUND))
    return tuple(words[number >> shift & (1 << BITS_A_WORD) - 1] for shift in shifts)
