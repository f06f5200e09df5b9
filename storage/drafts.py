"""Unfinished reflections: each can be opened by one browser only, the one that holds the cookie."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Engine, bindparam, case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import reading, writing
from storage.sealed import Altered, Keys, keys_from, open_sealed, seal
from storage.tables import drafts

DRAFT_DAYS: Final = 14
"""A draft goes this many days after it was last changed."""

SECRET_BYTES: Final = 32
_FIND: Final = select(drafts.c.sealed).where(
    drafts.c.id == bindparam("the_id"), drafts.c.expires_on >= bindparam("today")
)
_LATEST: Final = case(
    (drafts.c.expires_on > bindparam("until"), drafts.c.expires_on), else_=bindparam("until")
)
"""Never sooner than was promised: a clock that was set back is put right again some day."""

_REPLACE: Final = (
    update(drafts)
    .where(drafts.c.id == bindparam("the_id"), drafts.c.sealed == bindparam("before"))
    .values(sealed=bindparam("after"), expires_on=_LATEST)
)
# Built once: building them costs as much as running them.

_STEP: Final = 2048  # sealed drafts come in steps of this size, so that length tells little

Draft = dict[str, Any]


def new_secret() -> str:
    """A secret for a browser's cookie: 256 random bits, safe in a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def is_secret(value: object) -> bool:
    """Whether a browser sent something that `new_secret` could have made."""
    return isinstance(value, str) and re.fullmatch(r"[\w-]{43}", value, re.ASCII) is not None


class Drafts:
    """The drafts in a database. A draft is a JSON object; the caller says what is in it."""

    def __init__(self, engine: Engine, today: Callable[[], date] | None = None) -> None:
        self._engine = engine
        self._today = today or (lambda: datetime.now(UTC).date())

    def read(self, secret: str) -> Draft:
        """The draft of the browser that holds `secret`; empty where there is none."""
        keys = _keys(secret)
        return _open(self._sealed(keys.id), keys)

    def change(self, secret: str, change: Callable[[Draft], Draft]) -> Draft:
        """Read, change and keep a draft, as one step: two tabs that write at once both count."""
        keys = _keys(secret)
        while True:
            before = self._sealed(keys.id)
            old = _open(before, keys)
            new = change(dict(old))
            if new == old or self._swap(keys.id, before, seal(new, keys, _STEP)):
                return new

    def erase(self, secret: str) -> None:
        """Remove the draft at once."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(drafts.c.id == _keys(secret).id))

    def erase_expired(self) -> int:
        """Remove every draft whose days are over; returns how many."""
        with writing(self._engine) as connection:
            return connection.execute(delete(drafts).where(drafts.c.expires_on < self._today())).rowcount

    def _sealed(self, id: bytes) -> bytes | None:
        with reading(self._engine) as connection:
            sealed: bytes | None = connection.execute(_FIND, {"the_id": id, "today": self._today()}).scalar()
            return sealed

    def _swap(self, id: bytes, before: bytes | None, after: bytes) -> bool:
        """Put `after` where `before` still stands; False where somebody was faster."""
        until = self._today() + timedelta(days=DRAFT_DAYS)
        with writing(self._engine) as connection:
            if before is not None:
                found = {"the_id": id, "before": before, "after": after, "until": until}
                return connection.execute(_REPLACE, found).rowcount == 1
            # what has expired but was not yet cleared away must not stand in the way
            expired = (drafts.c.id == id) & (drafts.c.expires_on < self._today())
            connection.execute(delete(drafts).where(expired))
            try:
                connection.execute(insert(drafts).values(id=id, sealed=after, expires_on=until))
            except IntegrityError:
                connection.rollback()
                return False
            return True


def _keys(secret: str) -> Keys:
    return keys_from(secret.encode(), "draft")


def _open(sealed: bytes | None, keys: Keys) -> Draft:
    """An altered draft opens as an empty one: there is nothing in it to trust."""
    try:
        return {} if sealed is None else open_sealed(sealed, keys)
    except Altered:
        return {}
