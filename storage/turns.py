"""Turns: work that takes much memory is done by few at once, first come, first served."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from errors import BasishoudingError

AT_ONCE: Final = 2
"""Argon2id takes 64 MiB each time (anonymity.md: 'at most a few at once')."""

MAX_FROM_ONE_CLIENT: Final = 8
"""Requests of one client, at work or waiting: anybody else waits for so many of its requests at most."""


class TooBusyError(BasishoudingError):
    """Too many requests from the same client are waiting already."""


class Turns:
    """A queue; the first `at_once` in it are at work."""

    def __init__(self, at_once: int = AT_ONCE, max_from_one_client: int = MAX_FROM_ONE_CLIENT) -> None:
        self._at_once = at_once
        self._max_from_one_client = max_from_one_client
        self._queue: list[tuple[str | None, object]] = []
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, client_ip: str | None, most: int | None = None) -> Iterator[None]:
        """Wait for a turn, and have it.

        Args:
            most: how many from this address may be in the queue, where that is not `max_from_one_client`.

        Raises:
            TooBusyError: so many from this address are in the queue already.
        """
        most = self._max_from_one_client if most is None else most
        request = (client_ip, object())
        with self._changed:
            if sum(client_ip == other for other, _request in self._queue) >= most:
                raise TooBusyError
            self._queue.append(request)
        try:
            with self._changed:
                self._changed.wait_for(lambda: request in self._queue[: self._at_once])
            yield
        finally:
            with self._changed:
                self._queue.remove(request)
                self._changed.notify_all()
