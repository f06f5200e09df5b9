"""Tries: whoever gives many wrong codes waits a while; nobody else does."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MAX_WRONG: Final = 5
"""Wrong codes without a pause: a bad hand or bad light."""

PAUSE_SECONDS: Final = 60.0

MAX_REMEMBERED: Final = 10_000
"""Visitors; the oldest is forgotten first, so that memory stays small whoever tries."""


class Tries:
    """Counts wrong codes for each visitor, in this process's memory only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, visitor: str) -> int:
        """Whole seconds until this visitor may try again; 0 if that is now."""
        with self._lock:
            count, last = self._wrong.get(visitor, (0, 0.0))
            left = last + PAUSE_SECONDS - self._clock()
            return 0 if count < MAX_WRONG or left <= 0 else int(left) + 1

    def wrong(self, visitor: str) -> None:
        """Count a wrong code; after a pause the count starts again."""
        with self._lock:
            count, last = self._wrong.pop(visitor, (0, 0.0))
            paused = self._clock() >= last + PAUSE_SECONDS
            self._wrong[visitor] = (1 if paused else count + 1, self._clock())
            while len(self._wrong) > MAX_REMEMBERED:
                self._wrong.popitem(last=False)

    def right(self, visitor: str) -> None:
        """Forget this visitor's wrong codes."""
        with self._lock:
            self._wrong.pop(visitor, None)
