"""Sealing: what only the holder of a secret can read, and what nobody can alter unseen."""

from __future__ import annotations

import json
import secrets
from typing import Any, Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_ID_BYTES: Final = 16
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12  # what AES-GCM takes
_TAG_BYTES: Final = 16


class Altered(Exception):
    """What was sealed cannot be opened: it was altered, cut short, or put in another's place."""


class Keys(NamedTuple):
    """Where something sealed is found, and what opens it."""

    id: bytes
    key: bytes
    shard: int = 0  # of a vault, the part of a distributed database that it lies in


def keys_from(material: bytes, purpose: str) -> Keys:
    """Lookup id and key from secret material (HKDF, RFC 5869); neither leads back to it, or to the other."""

    def derive(what: str, length: int) -> bytes:
        return HKDF(SHA256(), length, salt=None, info=f"basishouding {purpose} {what}".encode()).derive(
            material
        )

    return Keys(derive("id", _ID_BYTES), derive("key", _KEY_BYTES))


def seal(value: dict[str, Any], keys: Keys, step: int) -> bytes:
    """A JSON object as nonce and AES-256-GCM ciphertext, together a multiple of `step` bytes long.

    The lookup id is associated data: under another id it does not open.
    """
    plain = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    padding = -(_NONCE_BYTES + len(plain) + _TAG_BYTES) % step  # spaces: JSON passes over them
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(keys.key).encrypt(nonce, plain.ljust(len(plain) + padding), keys.id)


def open_sealed(sealed: bytes, keys: Keys) -> dict[str, Any]:
    """What `seal` was given.

    Raises:
        Altered: it is not as it was sealed, for this id.
    """
    try:
        plain = AESGCM(keys.key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], keys.id)
    except (InvalidTag, ValueError) as error:
        raise Altered from error
    value: dict[str, Any] = json.loads(plain)
    return value
