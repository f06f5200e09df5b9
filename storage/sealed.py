"""Sealing: only the holder of a secret can read it, and nobody can alter it unnoticed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from errors import BasishoudingError

_ID_BYTES: Final = 16
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12  # what AES-GCM takes
_TAG_BYTES: Final = 16


class AlteredError(BasishoudingError):
    """Something sealed cannot be opened: it was altered, cut short, or stored under another id."""


class Keys(NamedTuple):
    """Where something sealed is found, and what opens it."""

    id: bytes
    key: bytes


def keys_from(material: bytes, purpose: str) -> Keys:
    """Lookup id and key from secret material (HKDF, RFC 5869); neither leads back to it, or to the other."""

    def derive(what: str, length: int) -> bytes:
        return HKDF(SHA256(), length, salt=None, info=f"basishouding {purpose} {what}".encode()).derive(
            material
        )

    return Keys(derive("id", _ID_BYTES), derive("key", _KEY_BYTES))


def seal(value: Mapping[str, object], keys: Keys, step: int) -> bytes:
    """A JSON object as nonce and AES-256-GCM ciphertext, together a multiple of `step` bytes long.

    The lookup id is associated data: under another id it does not open.
    """
    plain = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    padding = -(_NONCE_BYTES + len(plain) + _TAG_BYTES) % step  # spaces, which JSON ignores
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(keys.key).encrypt(nonce, plain.ljust(len(plain) + padding), keys.id)


def open_sealed(sealed: bytes, keys: Keys) -> dict[str, object]:
    """The JSON object that `seal` was given.

    Raises:
        AlteredError: it is not as it was sealed, for this id.
    """
    try:
        plain = AESGCM(keys.key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], keys.id)
    except (InvalidTag, ValueError) as error:
        raise AlteredError from error
    value: dict[str, object] = json.loads(plain)
    return value
