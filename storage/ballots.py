"""Ballots: a person's answers, blurred by chance, as bytes of one length that only the round's key opens."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from records import ONE_IN_REPLACED, Answers
from storage.sealed import AlteredError

SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""HPKE, RFC 9180."""

OVERHEAD: Final = 32 + 16
"""Bytes that sealing adds: the sender's key of this one ballot, and the tag."""

_UNANSWERED: Final = 0
_NOT_APPLICABLE: Final = 6
# An answer 1..5 is its own byte.


def new_keys() -> tuple[bytes, bytes]:
    """A private and a public key (X25519), 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def ballot_length(items: Sequence[str]) -> int:
    """Bytes of a sealed ballot: the same for everybody who answers these items."""
    return len(items) + OVERHEAD


def seal_ballot(
    answers: Mapping[str, int | None],
    items: Sequence[str],
    public_key: bytes,
    round_id: bytes,
    *,
    randbelow: Callable[[int], int] = secrets.randbelow,
) -> bytes:
    """One byte an item, in the order of `items`, sealed to the round's public key with its id as info.

    Answers: item id -> 1..5, None for not applicable, absent for unanswered; other items are left out. Each
    answer goes through `randomised_response` first.
    """
    plain = bytes(_byte(answers, item, randbelow) for item in items)
    return SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public_key), round_id)


def randomised_response(answer: int, randbelow: Callable[[int], int] = secrets.randbelow) -> int:
    """The answer, or with probability p = 1/5 a draw from 1..5, the answer itself included.

    An answer stays with probability .84 and becomes each other one with .04: epsilon = ln(.84 / .04) = 3.04.
    `randbelow(n)` gives 0..n-1, all equally likely. Source: Warner (1965), J. Am. Stat. Assoc. 60, 63-69, for
    more than two answers as in Kairouz, Bonawitz and Ramage (2016), ICML.
    """
    return 1 + randbelow(5) if randbelow(ONE_IN_REPLACED) == 0 else answer


def open_ballot(
    sealed: bytes, items: Sequence[str], private_key: X25519PrivateKey, round_id: bytes
) -> Answers:
    """The answers that `seal_ballot` put in.

    Raises:
        AlteredError: it is not as it was sealed, for this round.
    """
    try:
        plain = SUITE.decrypt(sealed, private_key, round_id)
    except (InvalidTag, ValueError) as error:
        raise AlteredError from error
    answers = zip(items, plain, strict=True)
    return {item: None if byte == _NOT_APPLICABLE else byte for item, byte in answers if byte != _UNANSWERED}


def _byte(answers: Mapping[str, int | None], item: str, randbelow: Callable[[int], int]) -> int:
    if item not in answers:
        return _UNANSWERED
    answer = answers[item]
    return _NOT_APPLICABLE if answer is None else randomised_response(answer, randbelow)
