"""Turns: work that costs much memory is done by few at once, and nobody can keep the others from it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Final

AT_ONCE: Final = 1
"""Argon2id takes 64 MiB each time (anonymity.md: 'at most a few at once'). Two at once in a process wait
for each other for ever: OpenSSL gives out threads for its lanes without an order (measured, OpenSSL 3)."""

MOST_WAITING: Final = 8
"""So many may wait from one place; more are sent away with a request to try again."""


class TooBusy(Exception):
    """Too many from the same place are waiting already."""


class Turns:
    """At most `at_once` at work. Of those who wait, the place that had the fewest turns lately goes first.

    So whoever tries a thousand codes from one place takes half of the turns from a single
    visitor elsewhere at most, and mostly waits behind.
    """

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._at_once = self._free = at_once
        self._most_waiting = most_waiting
        self._waiting: list[tuple[Hashable, threading.Event]] = []
        self._had: Counter[Hashable] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, place: Hashable) -> Iterator[None]:
        """Wait for a turn, and have it.

        Raises:
            TooBusy: `most_waiting` from this place are waiting already.
        """
        called = threading.Event()
        with self._lock:
            if sum(other == place for other, _called in self._waiting) >= self._most_waiting:
                raise TooBusy
            self._waiting.append((place, called))
            self._call_next()
        called.wait()
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                self._call_next()

    def _call_next(self) -> None:
        while self._free and self._waiting:
            place, called = min(self._waiting, key=lambda waiting: self._had[waiting[0]])
            self._waiting.remove((place, called))
            self._had[place] += 1
            self._free -= 1
            called.set()
        if self._free == self._at_once:  # nobody is there: nobody is behind anybody any more
            self._had.clear()
