"""Vaults: sealed records that only the holder of a code can open.

The code leads to the lookup id and the key (Argon2id, RFC 9106, then HKDF, RFC 5869); none of the three is
stored. The record is sealed with AES-256-GCM. It is a person's vault, a team or a group (records.py).
Why: docs/decisions/0006-vault.md.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final, cast

from argon2 import Parameters
from argon2.low_level import Type, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from errors import BasishoudingError
from records import FORMAT_VERSION, FORMATS, Contents, Record
from storage.codes import new_code, typed_code
from storage.contents import FullVaultError, TopicTitles, with_topic_titles
from storage.database import reading, writing
from storage.sealed import AlteredError, Keys, keys_from, open_sealed, seal
from storage.tables import vaults
from storage.teams import with_meetings
from storage.turns import Turns

PARAMETERS: Parameters = RFC_9106_LOW_MEMORY
"""Costs of Argon2id: 64 MiB, 3 passes, 4 lanes. Tests replace it by argon2's CHEAPEST."""

SALT: Final = b"basishouding vault, version 1"
"""The same for every vault: the code alone has to lead to its record. 77 random bits need no more."""

STEP: Final = 4096
"""Records come in steps of 4 KiB, so that their length tells little (anonymity.md)."""

MAX_BYTES: Final = 1024 * 1024
"""A hundred reflections and as many plans take less than half of it."""


class NoVaultError(BasishoudingError):
    """Nothing is stored under this code: it is wrong, or the record was erased."""


class DamagedVaultError(BasishoudingError):
    """A record stands under this code and cannot be opened; it is left as it is."""


ARGON_TURNS: Final = Turns()
"""For everything in a process that a code opens."""


def key_material(code: str) -> bytes:
    """32 bytes from a code, as `typed_code` gives it (Argon2id)."""
    return hash_secret_raw(
        code.encode(),
        SALT,
        time_cost=PARAMETERS.time_cost,
        memory_cost=PARAMETERS.memory_cost,
        parallelism=PARAMETERS.parallelism,
        hash_len=32,
        type=Type.ID,
    )


class Vaults:
    """The vaults in a database.

    `topic_titles` is for cases that were stored without the title of their topic (`with_topic_titles`).
    """

    def __init__(
        self,
        engine: Engine,
        topic_titles: TopicTitles = dict,
        *,
        turns: Turns | None = None,
    ) -> None:
        self._engine = engine
        self._topic_titles = topic_titles
        self._turns = turns or ARGON_TURNS

    def keys(self, typed: str, client_ip: str | None = None) -> Keys:
        """Where the record of a code is and what opens it; the same work for any text.

        Raises:
            TooBusyError: too many requests from this client are waiting.
        """
        with self._turns.turn(client_ip):
            material = key_material(typed_code(typed))
        return keys_from(material, "vault")

    def find(self, typed: str, client_ip: str | None = None) -> tuple[Keys, Contents]:
        """What a code opens; its `format` tells whether that is a vault, a team or a group.

        Raises:
            NoVaultError, DamagedVaultError, TooBusyError.
        """
        keys = self.keys(typed, client_ip)
        with reading(self._engine) as connection:
            return keys, _open(_find(connection, keys), keys, self._topic_titles)

    def create(self, contents: Contents, client_ip: str | None = None) -> tuple[str, Keys]:
        """Store `contents` under a new code; gives the code, to be shown once, and its keys.

        Raises:
            FullVaultError, TooBusyError.
        """
        code, keys = self.new_code(client_ip)
        self.store(keys, contents)
        return code, keys

    def store(self, keys: Keys, contents: Contents) -> None:
        """Store `contents` under the keys of a new code; done twice, the first one counts.

        Raises:
            FullVaultError.
        """
        record = _record(contents, keys)
        with suppress(IntegrityError), writing(self._engine) as connection:
            connection.execute(insert(vaults).values(id=keys.id, sealed=record))

    def read(self, keys: Keys, kind: type[Record]) -> Record:
        """The contents of a record of this kind (`Vault`, `Team` or `Group`).

        Raises:
            NoVaultError.
            DamagedVaultError: also where the record is of another kind.
        """
        with reading(self._engine) as connection:
            return _of_kind(_open(_find(connection, keys), keys, self._topic_titles), kind)

    def change(self, keys: Keys, kind: type[Record], change: Callable[[Record], Record]) -> Record:
        """Read, change and store, in one transaction: two tabs that store something at once both count.

        Raises:
            NoVaultError, DamagedVaultError, FullVaultError: nothing was written.
        """
        with writing(self._engine) as connection:
            return change_in(connection, keys, kind, change, self._topic_titles)

    def new_code(self, client_ip: str | None = None) -> tuple[str, Keys]:
        """A code that opens nothing yet, and its keys.

        Raises:
            TooBusyError.
        """
        code = new_code()
        return code, self.keys(code, client_ip)

    def move(self, old: Keys, new: Keys) -> None:
        """Store the record under other keys, in one transaction; after that the old code opens nothing.

        Raises:
            NoVaultError, DamagedVaultError, FullVaultError: the old code still opens it.
        """
        with writing(self._engine) as connection:
            contents = _open(_find(connection, old, to_change=True), old, self._topic_titles)
            record = _record(contents, new)
            connection.execute(insert(vaults).values(id=new.id, sealed=record))
            connection.execute(delete(vaults).where(vaults.c.id == old.id))

    def erase(self, keys: Keys) -> None:
        """Remove the record at once."""
        with writing(self._engine) as connection:
            connection.execute(delete(vaults).where(vaults.c.id == keys.id))


def change_in(
    connection: Connection,
    keys: Keys,
    kind: type[Record],
    change: Callable[[Record], Record],
    topic_titles: TopicTitles = dict,
) -> Record:
    """`Vaults.change` as a part of a larger transaction."""
    new = change(_of_kind(_open(_find(connection, keys, to_change=True), keys, topic_titles), kind))
    connection.execute(update(vaults).where(vaults.c.id == keys.id).values(sealed=_record(new, keys)))
    return new


def _open(sealed: bytes, keys: Keys, topic_titles: TopicTitles) -> Contents:
    try:
        value = open_sealed(sealed, keys)
    except AlteredError as error:
        raise DamagedVaultError from error
    if value.get("format") not in FORMATS.values() or value.get("format_version") != FORMAT_VERSION:
        raise DamagedVaultError
    return cast("Contents", with_meetings(with_topic_titles(value, topic_titles)))


def _of_kind(contents: Contents, kind: type[Record]) -> Record:
    if contents["format"] != FORMATS[kind]:
        raise DamagedVaultError
    return cast("Record", contents)


def _find(connection: Connection, keys: Keys, *, to_change: bool = False) -> bytes:
    query = select(vaults.c.sealed).where(vaults.c.id == keys.id)
    sealed: bytes | None = connection.execute(query.with_for_update() if to_change else query).scalar()
    if sealed is None:
        raise NoVaultError
    return sealed


def check_size(contents: Contents) -> None:
    """Whether `contents` fit in a record.

    Raises:
        FullVaultError.
    """
    _record(contents, Keys(bytes(16), bytes(32)))


def _record(contents: Contents, keys: Keys) -> bytes:
    record = seal(contents, keys, STEP)
    if len(record) > MAX_BYTES:
        raise FullVaultError
    return record
