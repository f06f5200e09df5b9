"""What a participation code opens to read: about its round, and later the round's result.

Each code leads to the reading key of its round. The row that holds it is made when the round opens and does
not change when the code is used.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from errors import BasishoudingError
from storage.codes import typed_code
from storage.sealed import Keys, keys_from, open_sealed, seal
from storage.tables import readers

STEP: Final = 128


class UnknownCodeError(BasishoudingError):
    """This code opens nothing: it is wrong, or the round is closed. Used codes are not told apart."""


def reading_keys(round_id: bytes, private_key: bytes) -> Keys:
    """What opens what those invited may read; it does not lead back to the key that opens ballots."""
    return Keys(round_id, keys_from(private_key, "round").key)


def reader_row(code: str, keys: Keys) -> dict[str, bytes]:
    """The row of `readers` through which a code leads to the round's reading key."""
    own = keys_from(typed_code(code).encode(), "participation")
    return {"id": own.id, "round": keys.id, "sealed": seal({"key": keys.key.hex()}, own, STEP)}


def keys_to_read(connection: Connection, typed: str) -> Keys:
    """The id and reading key of the round of a code, open or closed.

    Raises:
        UnknownCodeError.
    """
    own = keys_from(typed_code(typed).encode(), "participation")
    query = select(readers.c.round, readers.c.sealed).where(readers.c.id == own.id)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise UnknownCodeError
    return Keys(found.round, bytes.fromhex(str(open_sealed(found.sealed, own)["key"])))
