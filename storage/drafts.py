"""Drafts: what one browser is in the middle of; only the browser that holds the cookie can open it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final, cast

from sqlalchemy import Connection, Engine, bindparam, case, delete, insert, select, update
from sqlalchemy import func as sql
from sqlalchemy.exc import IntegrityError

from errors import BasishoudingError
from records import Draft
from storage.database import reading, writing
from storage.sealed import AlteredError, Keys, keys_from, open_sealed, seal
from storage.tables import drafts

DRAFT_DAYS: Final = 14
"""A draft is removed this many days after it was last changed."""

SECRET_BYTES: Final = 32

# Statements are built once: building them costs as much as running them.
_FIND: Final = select(drafts.c.sealed).where(
    drafts.c.id == bindparam("the_id"), drafts.c.expires_on >= bindparam("today")
)
_LATEST: Final = case(
    (drafts.c.expires_on > bindparam("until"), drafts.c.expires_on), else_=bindparam("until")
)
"""Never earlier than it was: a clock that was set back is set right again some day."""

_REPLACE: Final = (
    update(drafts)
    .where(drafts.c.id == bindparam("the_id"), drafts.c.sealed == bindparam("before"))
    .values(sealed=bindparam("after"), expires_on=_LATEST)
)

DRAFT_STEP: Final = 2048
"""Sealed drafts come in steps of this many bytes, so that their length tells little."""


def new_secret() -> str:
    """256 random bits, safe in a header. A cookie's secret is signed as well (draft_secrets.py)."""
    return secrets.token_urlsafe(SECRET_BYTES)


_RETIRED: Final = "retired"
"""What is sealed in the place of a draft whose secret opens nothing any more."""


class RetiredError(BasishoudingError):
    """Another secret has taken the place of this one, which opens nothing any more."""


class Drafts:
    """The drafts in a database."""

    def __init__(self, engine: Engine, today: Callable[[], date] | None = None) -> None:
        self._engine = engine
        self._today = today or (lambda: datetime.now(UTC).date())

    def read(self, secret: str) -> Draft:
        """The draft of the browser that holds `secret`; empty if there is none.

        Raises:
            RetiredError.
        """
        keys = _keys(secret)
        return _open(self._sealed(keys.id), keys)

    def change(
        self,
        secret: str,
        change: Callable[[Draft], Draft],
        count: Callable[[int, int], None] = lambda _before, _after: None,
    ) -> Draft:
        """Read, change and store a draft, as one step: two tabs that write at once both count.

        Args:
            count: gets its sealed length as it was, 0 where there was none, and as it is to be; may refuse.

        Raises:
            RetiredError: nothing was changed.
        """
        keys = _keys(secret)
        while True:
            before = self._sealed(keys.id)
            old = _open(before, keys)
            new = change(old.copy())
            if new == old:
                return new
            after = seal(new, keys, DRAFT_STEP)
            count(len(before or b""), len(after))
            with writing(self._engine) as connection:
                if self._swap(connection, keys.id, before, after):
                    return new

    def retire(self, old: str, new: str | None = None) -> None:
        """From now on `old` opens nothing; what it opened is erased, or opened by `new`."""
        keys = _keys(old)
        while True:
            before = self._sealed(keys.id)
            try:
                draft = _open(before, keys)
            except RetiredError:
                return
            with writing(self._engine) as connection:
                if not self._swap(connection, keys.id, before, seal({_RETIRED: True}, keys, DRAFT_STEP)):
                    continue
                if new is not None and draft:
                    keys, until = _keys(new), self._today() + timedelta(days=DRAFT_DAYS)
                    sealed = seal(draft, keys, DRAFT_STEP)
                    connection.execute(insert(drafts).values(id=keys.id, sealed=sealed, expires_on=until))
                return

    def erase_expired(self) -> int:
        """Remove every draft whose days are over; returns how many."""
        with writing(self._engine) as connection:
            return connection.execute(delete(drafts).where(drafts.c.expires_on < self._today())).rowcount

    def erase_oldest(self, max_bytes: int) -> int:
        """Keep so many bytes of drafts, those that were changed last; returns how many were removed."""
        with reading(self._engine) as connection:
            total = connection.execute(select(sql.sum(sql.length(drafts.c.sealed)))).scalar() or 0
        if total <= max_bytes:
            return 0
        newest_first = (drafts.c.expires_on.desc(), drafts.c.id)
        up_to_here = sql.sum(sql.length(drafts.c.sealed)).over(order_by=newest_first).label("up_to_here")
        lengths = select(drafts.c.id, up_to_here).subquery()
        too_old = select(lengths.c.id).where(lengths.c.up_to_here > max_bytes)
        with writing(self._engine) as connection:
            return connection.execute(delete(drafts).where(drafts.c.id.in_(too_old))).rowcount

    def _sealed(self, draft_id: bytes) -> bytes | None:
        with reading(self._engine) as connection:
            parameters = {"the_id": draft_id, "today": self._today()}
            sealed: bytes | None = connection.execute(_FIND, parameters).scalar()
            return sealed

    def _swap(self, connection: Connection, draft_id: bytes, before: bytes | None, after: bytes) -> bool:
        """Store `after` if `before` is still what is stored; False if somebody was faster."""
        until = self._today() + timedelta(days=DRAFT_DAYS)
        if before is not None:
            parameters = {"the_id": draft_id, "before": before, "after": after, "until": until}
            return connection.execute(_REPLACE, parameters).rowcount == 1
        # an expired draft that was not removed yet must not be in the way
        expired = (drafts.c.id == draft_id) & (drafts.c.expires_on < self._today())
        connection.execute(delete(drafts).where(expired))
        try:
            connection.execute(insert(drafts).values(id=draft_id, sealed=after, expires_on=until))
        except IntegrityError:
            connection.rollback()
            return False
        return True


def _keys(secret: str) -> Keys:
    return keys_from(secret.encode(), "draft")


def _open(sealed: bytes | None, keys: Keys) -> Draft:
    """The draft in `sealed`; an altered one opens as an empty one, since nothing in it can be trusted.

    Raises:
        RetiredError.
    """
    try:
        content = {} if sealed is None else open_sealed(sealed, keys)
    except AlteredError:
        return {}
    if _RETIRED in content:
        raise RetiredError
    return cast("Draft", content)  # what opens with a draft's key was sealed as a draft
