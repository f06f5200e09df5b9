"""What is open in which browser: a vault, a team, a group. By its code, or made here and stored nowhere.

What opens it stays in this process's memory for half an hour after the last click, so that a refresh or a
sleeping phone does not ask for the code again. Where the process has ended, the reader is told so.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import streamlit as st

from app_pages import session_state
from app_pages.draft import OPEN, without
from budgets import CLIENT_OPEN_BYTES, OPEN_BYTES
from errors import BasishoudingError
from services import vaults
from storage import Contents, DamagedVaultError, Keys, NoVaultError
from storage.contents import new_id
from storage.vaults import check_size

if TYPE_CHECKING:
    from app_pages.context import PageContext

IDLE_SECONDS: Final = 30 * 60

_lock: Final = threading.Lock()


Kind = TypeVar("Kind", bound=Contents)


@dataclass
class OpenRecord(Generic[Kind]):
    """What a code opens; `keys` lead to its record, None where no code does."""

    kind: type[Kind] = field(init=False, repr=False)

    keys: Keys | None
    contents: Kind = field(repr=False)
    code: str | None = field(default=None, repr=False, kw_only=True)  # shown until the reader has it
    unconfirmed: bool = field(default=False, kw_only=True)  # stored once the reader has the code
    code_since: float = field(default_factory=time.monotonic, kw_only=True)
    next_keys: Keys | None = field(default=None, kw_only=True)  # of a shown code that is to replace another
    name: str = field(init=False)  # tells records apart on the pages; the same whenever this one is open
    used: float = field(default_factory=time.monotonic, kw_only=True)
    client_ip: str | None = field(default=None, kw_only=True)  # where it was opened
    size: int = field(init=False)  # of its contents as JSON, in bytes

    def __post_init__(self) -> None:
        """Give it a name that does not lead back to the record, and measure it."""
        self._measure()
        self.name = new_id()[:8] if self.keys is None else sha256(self.keys.id).hexdigest()[:8]

    def _measure(self) -> None:
        self.size = len(json.dumps(self.contents))

    @property
    def stored(self) -> bool:
        """Whether it is in the database, and not in this process's memory only."""
        return self.keys is not None and not self.unconfirmed

    @property
    def seconds_left(self) -> float:
        """How long it stays open if nobody looks at it; below 0 where it should be closed by now."""
        return self.used + IDLE_SECONDS - time.monotonic()

    def change(self, change: Callable[[Kind], Kind]) -> None:
        """Change what is in it, in the database at once, or in memory where nothing is stored.

        Raises:
            NoVaultError, DamagedVaultError, FullVaultError: nothing was changed.
        """
        if self.keys is not None and self.stored:
            self.contents = vaults().change(self.keys, self.kind, change)
        else:
            with _lock:
                self.contents = change(self.contents)
        self._measure()

    def refresh(self) -> None:
        """Read what another tab may have kept.

        Raises:
            NoVaultError, DamagedVaultError.
        """
        if self.keys is not None and self.stored:
            before, self.contents = self.contents, vaults().read(self.keys, self.kind)
            if self.contents != before:
                self._measure()

    def show_new_code(self, client_ip: str | None) -> None:
        """Make a new code to show; the old one holds until `code_received`.

        Raises:
            TooBusyError.
        """
        code, keys = vaults().new_code(client_ip)
        with _lock:
            if self.code is None:
                self.code, self.next_keys, self.code_since = code, keys, time.monotonic()

    def code_received(self) -> None:
        """Store what a new code opens, and forget the code; one that it replaces opens nothing any more.

        Raises:
            NoVaultError, DamagedVaultError, FullVaultError.
        """
        if self.keys is not None and self.unconfirmed:
            vaults().store(self.keys, self.contents)
            self.unconfirmed = False
        if self.keys is not None and self.next_keys is not None:
            vaults().move(self.keys, self.next_keys)
            self.keys = self.next_keys
        self.forget_code()

    def forget_code(self) -> None:
        """Stop showing the code; one that it was to replace stays good."""
        self.code = self.next_keys = None


class RecordClosedError(BasishoudingError):
    """What was open here is not any more: the process that had it ended, or nobody looked at it for long."""


Record = TypeVar("Record", bound=OpenRecord[Any])


_all: Final[list[OpenRecords[Any]]] = []


def move(old_client_id: str, new_client_id: str) -> None:
    """What is open there is from now on open under the new id, and no longer under the old one."""
    with _lock:
        for records in _all:
            if old_client_id in records._open:
                records._open[new_client_id] = records._open.pop(old_client_id)


def _make_room(record: OpenRecord[Any]) -> None:
    """Close what nobody has looked at for longest, but not `record`, where the open records are too large."""
    all_open = [(records._open, key, held) for records in _all for key, held in records._open.items()]
    total = sum(held.size for _, _, held in all_open)
    of_client = sum(held.size for _, _, held in all_open if held.client_ip == record.client_ip)
    for held_open, key, held in sorted(all_open, key=lambda each: each[2].used):
        if total <= OPEN_BYTES and of_client <= CLIENT_OPEN_BYTES:
            return
        own = held.client_ip == record.client_ip
        if held is not record and (own or total > OPEN_BYTES):
            del held_open[key]
            total -= held.size
            of_client -= held.size if own else 0


class OpenRecords(Generic[Record]):
    """The open records of one kind, by browser."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._open: dict[str, Record] = {}
        _all.append(self)

    def put(self, client_id: str, record: Record) -> None:
        """From now on this one is open there."""
        record.client_ip = st.context.ip_address
        with _lock:
            self._put(client_id, record)

    def _put(self, client_id: str, record: Record) -> None:
        self._open[client_id] = record
        _make_room(record)

    def create(
        self,
        context: PageContext,
        contents: Contents,
        record: Callable[[Keys, str], Record],
        before: Record | None = None,
    ) -> None:
        """Open what `record` makes of a new code; `contents` are stored once the reader has it.

        A second press finds that `before` is no longer what is open here, so it is made once. Between
        making and remembering it nothing may be asked of Streamlit, which would end this run for the one
        of the second press.

        Raises:
            FullVaultError, TooBusyError: nothing was made.
        """
        client_id, client_ip = context.new_client_id(), st.context.ip_address
        check_size(contents)
        code, keys = vaults().new_code(client_ip)
        made = record(keys, code)
        made.unconfirmed, made.client_ip = True, client_ip
        with _lock:
            if self._open.get(client_id) is before:
                self._put(client_id, made)

    def close(self, context: PageContext) -> None:
        """Forget what opens it, and a code that is shown."""
        with _lock:
            self._open.pop(context.client_id, None)
        session_state.shown_record(self._kind).pop()
        self._note_in_draft(context, False)

    def _note_in_draft(self, context: PageContext, is_open: bool) -> bool:
        """Note in the draft whether one is open here, for when this process ends; whether that is new."""
        noted = context.draft.get(OPEN, [])
        if (self._kind in noted) == is_open:
            return False
        kinds = [kind for kind in noted if kind != self._kind] + [self._kind] * is_open
        context.update_draft(lambda draft: {**draft, OPEN: kinds} if kinds else without(draft, OPEN))
        return True

    def get(self, client_id: str) -> Record | None:
        """What is open there; looking at it keeps it open."""
        self.close_idle()
        with _lock:
            record = self._open.get(client_id)
            if record is not None:
                record.used = time.monotonic()
            return record

    def seconds_left(self, client_id: str) -> float | None:
        """How long what is open there stays open; None where nothing is. Asking does not keep it open."""
        self.close_idle()
        with _lock:
            record = self._open.get(client_id)
            return None if record is None else record.seconds_left

    def current(self, context: PageContext) -> Record | None:
        """What is open here, as it is stored now; None where nothing is, or no longer.

        Ignores clicks from a page whose record another tab has replaced. Why a record is gone is left in
        the session (`session_state.why_closed`).
        """
        client_id = context.client_id
        shown, why_closed = session_state.shown_record(self._kind), session_state.why_closed(self._kind)
        record = self.get(client_id)
        if record is None:
            was_shown = shown.pop() is not None
            if self._note_in_draft(context, False) or was_shown:
                why_closed.set(RecordClosedError)
            return None
        if shown.get_or_set(record.name) != record.name:
            shown.set(record.name)
            st.rerun()
        try:
            record.refresh()
        except (NoVaultError, DamagedVaultError) as error:
            self.close(context)
            why_closed.set(type(error))
            return None
        with _lock:
            _make_room(record)  # it may have grown
        self._note_in_draft(context, record.keys is not None)
        why_closed.pop()
        return record

    def close_idle(self) -> None:
        """Close what nobody has looked at for half an hour."""
        with _lock:
            for client_id in [key for key, record in self._open.items() if record.seconds_left < 0]:
                del self._open[client_id]
