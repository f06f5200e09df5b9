"""How many bytes a visitor, and all visitors together, may take up in this process and in the database."""

from __future__ import annotations

import threading
import time
from typing import Final

from errors import BasishoudingError

MIB: Final = 1024 * 1024
SECONDS: Final = 60 * 60

CLIENT_DRAFT_BYTES: Final = 8 * MIB
"""New drafts of one network address in an hour: the first screens of four thousand people."""
CLIENT_GROWTH_BYTES: Final = 32 * MIB
"""What the drafts of one network address may grow by in an hour: texts and later screens."""
DRAFT_BYTES: Final = 512 * MIB
"""Drafts in the database: more than of people who reflect in fourteen days. The oldest go first."""

CLIENT_MEETING_BYTES: Final = 8 * MIB
"""Written in meetings from one network address in an hour: twenty people in a room write a tenth of it."""
MEETING_BYTES: Final = 256 * 1024
"""What a new meeting counts for: one network address begins thirty in an hour at most."""
MAX_MEETINGS: Final = 10_000
"""Meetings in the database: more than are held in two days. Where there are so many, none is begun."""

CLIENT_FILE_BYTES: Final = 64 * MIB
"""Uploaded files of one network address: a dozen of the longest, and each is read as soon as it is here."""
FILE_BYTES: Final = 256 * MIB
"""Uploaded files of all. Those that came first go first."""

CLIENT_OPEN_BYTES: Final = 16 * MIB
"""Open records of one network address, as JSON, which takes about four times as much memory."""
OPEN_BYTES: Final = 64 * MIB
"""Open records of all. What nobody has looked at for longest goes first."""


class OverBudgetError(BasishoudingError):
    """A network address has used what it may use in an hour."""


class HourlyBudget:
    """Bytes that each network address may use in an hour."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._used: dict[str | None, int] = {}
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def use(self, client_ip: str | None, size: int) -> None:
        """Count `size` bytes for this address.

        Raises:
            OverBudgetError: nothing was counted.
        """
        with self._lock:
            if time.monotonic() - self._since > SECONDS:
                self._used, self._since = {}, time.monotonic()
            used = self._used.get(client_ip, 0) + size
            if used > self._max_bytes:
                raise OverBudgetError
            self._used[client_ip] = used


class DraftBudget:
    """What each network address may write in an hour: new drafts, and what drafts grow by."""

    def __init__(self) -> None:
        self._new, self._growth = HourlyBudget(CLIENT_DRAFT_BYTES), HourlyBudget(CLIENT_GROWTH_BYTES)

    def use(self, client_ip: str | None, before: int, after: int) -> None:
        """Count a draft that was `before` bytes long, 0 where there was none, and is to be `after`.

        Raises:
            OverBudgetError.
        """
        (self._growth if before else self._new).use(client_ip, max(after - before, 0))
