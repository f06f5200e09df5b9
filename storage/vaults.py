"""Vaults: what somebody keeps for later, and only the holder of the return code can open.

The code leads to the lookup id and the key (Argon2id, RFC 9106, then HKDF, RFC 5869); neither it nor they are
written down. The record is sealed with AES-256-GCM. Why so: docs/decisions/0006-vault.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from storage.codes import new_code, shard_of, typed_code
from storage.contents import Contents, FullVault
from storage.database import reading, writing
from storage.sealed import Altered, Keys, keys_from, open_sealed, seal
from storage.tables import vaults
from storage.turns import Turns

MEMORY_KIB: Final = 64 * 1024
PASSES: Final = 3
LANES: Final = 4
# RFC 9106, section 4, the second recommended option.

SALT: Final = b"basishouding vault, version 1"
"""The same for every vault: the code alone has to lead to its record. 77 random bits need no more."""

STEP: Final = 4096
"""Records come in steps of 4 KiB (anonymity.md): their length tells little."""

MOST_BYTES: Final = 1024 * 1024
"""A hundred reflections and as many plans take less than half of it."""


class NoVault(Exception):
    """Nothing is kept under this code: it is wrong, or what was kept has been erased."""


class DamagedVault(Exception):
    """A record stands under this code and cannot be opened; it is left as it is."""


_turns: Final = Turns()  # for all vaults of a process


class Vaults:
    """The vaults in a database."""

    def __init__(self, engine: Engine, turns: Turns | None = None) -> None:
        self._engine = engine
        self._turns = turns or _turns

    def keys(self, typed: str, place: Hashable = None) -> Keys:
        """Where the vault of a code is and what opens it; the same work for any text.

        `place` is where the request comes from: places take turns.

        Raises:
            TooBusy: too many from this place are waiting.
        """
        code = typed_code(typed)
        with self._turns.turn(place):
            material = Argon2id(
                salt=SALT, length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB
            ).derive(code.encode())
        return keys_from(material, "vault")._replace(shard=shard_of(code))

    def find(self, typed: str, place: Hashable = None) -> tuple[Keys, Contents]:
        """What a code leads to.

        Raises:
            NoVault, DamagedVault, TooBusy.
        """
        keys = self.keys(typed, place)
        try:
            return keys, self.read(keys)
        except NoVault:
            keys = keys._replace(shard=0)  # it may be from before there were shards
            return keys, self.read(keys)

    def create(self, contents: Contents, place: Hashable = None) -> tuple[str, Keys]:
        """A new vault with `contents`: its code, to be shown once, and what the code leads to.

        Raises:
            FullVault, TooBusy.
        """
        code, keys = self.new_code(place)
        record = _record(contents, keys)
        with writing(self._engine) as connection:
            connection.execute(insert(vaults).values(shard=keys.shard, id=keys.id, sealed=record))
        return code, keys

    def read(self, keys: Keys) -> Contents:
        """What is in the vault.

        Raises:
            NoVault, DamagedVault.
        """
        with reading(self._engine) as connection:
            return _open(_find(connection, keys), keys)

    def change(self, keys: Keys, change: Callable[[Contents], Contents]) -> Contents:
        """Read, change and keep, in one transaction: two tabs that keep something at once both count.

        Raises:
            NoVault, DamagedVault, FullVault: nothing was written.
        """
        with writing(self._engine) as connection:
            return change_in(connection, keys, change)

    def new_code(self, place: Hashable = None, beside: Keys | None = None) -> tuple[str, Keys]:
        """A code that opens nothing yet, and what it leads to; in the shard of the vault it is meant for.

        Raises:
            TooBusy.
        """
        if beside is None:
            code = new_code()
            return code, self.keys(code, place)
        code = new_code(shard=beside.shard)
        return code, self.keys(code, place)._replace(shard=beside.shard)

    def move(self, old: Keys, new: Keys) -> None:
        """Put the vault under other keys, in one transaction: then the old code opens nothing.

        Raises:
            NoVault, DamagedVault, FullVault: the old code still holds.
        """
        with writing(self._engine) as connection:
            record = _record(_open(_find(connection, old, to_change=True), old), new)
            connection.execute(insert(vaults).values(shard=new.shard, id=new.id, sealed=record))
            connection.execute(delete(vaults).where(_at(old)))

    def erase(self, keys: Keys) -> None:
        """Remove the vault at once."""
        with writing(self._engine) as connection:
            connection.execute(delete(vaults).where(_at(keys)))


def change_in(connection: Connection, keys: Keys, change: Callable[[Contents], Contents]) -> Contents:
    """`Vaults.change` as a part of a larger transaction."""
    new = change(_open(_find(connection, keys, to_change=True), keys))
    connection.execute(update(vaults).where(_at(keys)).values(sealed=_record(new, keys)))
    return new


def _at(keys: Keys) -> ColumnElement[bool]:
    return (vaults.c.shard == keys.shard) & (vaults.c.id == keys.id)


def _find(connection: Connection, keys: Keys, *, to_change: bool = False) -> bytes:
    query = select(vaults.c.sealed).where(_at(keys))
    sealed: bytes | None = connection.execute(query.with_for_update() if to_change else query).scalar()
    if sealed is None:
        raise NoVault
    return sealed


def _open(sealed: bytes, keys: Keys) -> Contents:
    try:
        return open_sealed(sealed, keys)
    except Altered as error:
        raise DamagedVault from error


def _record(contents: Contents, keys: Keys) -> bytes:
    record = seal(contents, keys, STEP)
    if len(record) > MOST_BYTES:
        raise FullVault
    return record
