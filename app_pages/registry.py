"""What is open in which browser: a vault, a team. By its code, or made here and then stored nowhere.

What opens it stays in this process's memory for half an hour after the last click, so that a refresh or a
sleeping phone does not ask for the code again. Where the process has ended, the reader is told so.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Final, Generic, TypeVar

import streamlit as st

from app_pages.visit import OPEN, Visit, database, without
from storage import Contents, DamagedVault, Keys, NoVault, Tries, Vaults
from storage.contents import new_id

IDLE_SECONDS: Final = 30 * 60

_lock: Final = threading.Lock()


@cache
def vaults() -> Vaults:
    """The vaults of this process's database."""
    return Vaults(database())


@cache
def tries() -> Tries:
    """Wrong codes in this process."""
    return Tries()


@dataclass
class OpenRecord:
    """What a code opens; `keys` lead to its record, None where nothing is stored."""

    keys: Keys | None
    contents: Contents = field(repr=False)
    code: str | None = field(default=None, repr=False, kw_only=True)  # shown until the reader has it
    code_since: float = field(default_factory=time.monotonic, kw_only=True)
    next_keys: Keys | None = field(default=None, kw_only=True)  # of a shown code that is to replace another
    name: str = field(init=False)  # tells records apart on the pages; the same whenever this one is open
    used: float = field(default_factory=time.monotonic, kw_only=True)

    def __post_init__(self) -> None:
        """A name that does not lead back to the record."""
        self.name = new_id()[:8] if self.keys is None else sha256(self.keys.id).hexdigest()[:8]

    @property
    def seconds_left(self) -> float:
        """How long it stays open if nobody looks at it; below 0 where it should be closed by now."""
        return self.used + IDLE_SECONDS - time.monotonic()

    def change(self, change: Callable[[Contents], Contents]) -> None:
        """Change what is in it, in the database at once, or in memory where nothing is stored.

        Raises:
            NoVault, DamagedVault, FullVault: nothing was changed.
        """
        if self.keys is not None:
            self.contents = vaults().change(self.keys, change)
        else:
            with _lock:
                self.contents = change(self.contents)

    def refresh(self) -> None:
        """See what another tab has kept meanwhile.

        Raises:
            NoVault, DamagedVault.
        """
        if self.keys is not None:
            self.contents = vaults().read(self.keys)

    def another_code(self, place: str | None) -> None:
        """A new code to show; the old one holds until `have_code`.

        Raises:
            TooBusy.
        """
        code, keys = vaults().new_code(place, self.keys)
        with _lock:
            if self.code is None:
                self.code, self.next_keys, self.code_since = code, keys, time.monotonic()

    def have_code(self) -> None:
        """The reader has the code: it is forgotten here, and one that it replaces opens nothing any more."""
        if self.keys is not None and self.next_keys is not None:
            vaults().move(self.keys, self.next_keys)
            self.keys = self.next_keys
        self.forget_code()

    def forget_code(self) -> None:
        """The code is not shown any more; one that it was to replace stays good."""
        self.code = self.next_keys = None


class WasClosed(Exception):
    """What was open here is not any more: the process that had it ended, or nobody looked at it for long."""


Record = TypeVar("Record", bound=OpenRecord)


class Registry(Generic[Record]):
    """The open records of one kind, by the visitor: a browser, or a session without cookies."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._open: dict[str, Record] = {}

    def put(self, visitor: str, record: Record) -> None:
        """From now on this one is open there."""
        with _lock:
            self._open[visitor] = record

    def make(
        self,
        visit: Visit,
        contents: Contents,
        record: Callable[[Keys, str], Record],
        before: Record | None = None,
    ) -> None:
        """Keep `contents` under a new code and open what `record` makes of its keys and the code.

        Pressed twice, it is made once, since `before` is then no longer what is open here: between making and
        remembering it nothing may be asked of Streamlit, which would end this run there for the one of
        the second press.

        Raises:
            FullVault, TooBusy: nothing was made.
        """
        visitor, place = visit.visitor, st.context.ip_address
        code, keys = vaults().create(contents, place)
        made = record(keys, code)
        with _lock:
            twice = self._open.get(visitor) is not before
            if not twice:
                self._open[visitor] = made
        if twice:
            vaults().erase(keys)

    def close(self, visit: Visit) -> None:
        """Forget what opens it, and a code that is shown."""
        with _lock:
            self._open.pop(visit.visitor, None)
        self._mark(visit, False)

    def _mark(self, visit: Visit, is_open: bool) -> bool:
        """Note in the draft whether one is open here, for when this process ends; whether that is news."""
        marked = visit.draft.get(OPEN, [])
        if (self._kind in marked) == is_open:
            return False
        now = [kind for kind in marked if kind != self._kind] + [self._kind] * is_open
        visit.keep(lambda draft: {**draft, OPEN: now} if now else without(draft, OPEN))
        return True

    def get(self, visitor: str) -> Record | None:
        """What is open there; looking at it keeps it open."""
        self.forget_idle()
        with _lock:
            record = self._open.get(visitor)
            if record is not None:
                record.used = time.monotonic()
            return record

    def seconds_left(self, visitor: str) -> float | None:
        """How long what is open there stays so; None where nothing is. This is no look that keeps it open."""
        self.forget_idle()
        with _lock:
            record = self._open.get(visitor)
            return None if record is None else record.seconds_left

    def opened(self, visit: Visit) -> Record | None:
        """What is open here, as it is now; None where nothing is, or no longer.

        What was pressed on a page that showed another one, opened in another tab since, is not done. Why one
        is gone is left in the session as '<kind>-gone'.
        """
        visitor, shown = visit.visitor, f"{self._kind}-shown"
        record = self.get(visitor)
        if record is None:
            st.session_state.pop(shown, None)
            if self._mark(visit, False):
                st.session_state[f"{self._kind}-gone"] = WasClosed
            return None
        if st.session_state.setdefault(shown, record.name) != record.name:
            st.session_state[shown] = record.name
            st.rerun()
        try:
            record.refresh()
        except (NoVault, DamagedVault) as error:
            self.close(visit)
            st.session_state[f"{self._kind}-gone"] = type(error)
            return None
        self._mark(visit, record.keys is not None)
        st.session_state.pop(f"{self._kind}-gone", None)
        return record

    def forget_idle(self) -> None:
        """Close what nobody has looked at for half an hour."""
        with _lock:
            for visitor in [visitor for visitor, record in self._open.items() if record.seconds_left < 0]:
                del self._open[visitor]
