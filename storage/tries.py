"""Tries: who gives many wrong codes waits a while; nobody else does."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

MOST_WRONG: Final = 5
"""So many wrong codes are a bad hand or bad light; the next one has to wait."""

PAUSE_SECONDS: Final = 60.0

MOST_REMEMBERED: Final = 10_000
"""Visitors; the oldest is forgotten first, so that memory stays small whoever tries."""


class Tries:
    """Counts wrong codes a visitor, in this process's memory only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[Hashable, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, visitor: Hashable) -> int:
        """Whole seconds until this visitor may try again; 0 where that is now."""
        with self._lock:
            count, last = self._wrong.get(visitor, (0, 0.0))
            left = last + PAUSE_SECONDS - self._clock()
            return 0 if count < MOST_WRONG or left <= 0 else int(left) + 1

    def wrong(self, visitor: Hashable) -> None:
        """Count a wrong code; after a pause the count begins anew."""
        with self._lock:
            count, last = self._wrong.pop(visitor, (0, 0.0))
            fresh = self._clock() >= last + PAUSE_SECONDS
            self._wrong[visitor] = (1 if fresh else count + 1, self._clock())
            while len(self._wrong) > MOST_REMEMBERED:
                self._wrong.popitem(last=False)

    def right(self, visitor: Hashable) -> None:
        """Forget the wrong ones."""
        with self._lock:
            self._wrong.pop(visitor, None)
