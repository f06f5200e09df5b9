"""Asks the worker for names. Whatever goes wrong there, the floor of `intervision` answers alone."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from time import monotonic
from typing import Any, Final

from intervision import Detail, believable, details, together

SOCKET_SETTING: Final = "BASISHOUDING_NAMES"
TIMEOUT_SECONDS: Final = 0.5
"""For the whole exchange: somebody is waiting for the page, and the floor is good enough."""
MOST_BYTES: Final = 1024 * 1024


def all_details(text: str) -> tuple[Detail, ...]:
    """What the floor points out, and the names of the worker where there is one."""
    floor = details(text)
    more = [name for one in names(text) or () if (name := believable(text, one))]
    # The longer of two names that overlap, so that 'Jan' does not hide 'Jan de Vries'.
    both = sorted({*floor, *more}, key=lambda one: (one.kind == "name", one.start - one.end, one.start))
    return together(*([one] for one in both))


def names(
    text: str, path: Path | None = None, *, timeout: float = TIMEOUT_SECONDS
) -> tuple[Detail, ...] | None:
    """The names that the worker at `path` (or `BASISHOUDING_NAMES`) finds; None if it does not say."""
    where = str(path or os.environ.get(SOCKET_SETTING) or "")
    if not where or not hasattr(socket, "AF_UNIX"):
        return None
    try:
        return _names_in(json.loads(_answer(where, text, timeout)), text)
    # RecursionError: JSON with ten thousand brackets
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _answer(where: str, text: str, timeout: float) -> bytes:
    """One line to the worker and one line back, within `timeout` seconds together."""
    end = monotonic() + timeout
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout)
        connection.connect(where)
        connection.sendall(json.dumps({"text": text}).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            connection.settimeout(max(end - monotonic(), 0.001))
            part = connection.recv(65536)
            if not part or len(answer) > MOST_BYTES or monotonic() > end:
                raise OSError("The names worker did not answer in full.")
            answer += part
    return answer


def _names_in(answer: Any, text: str) -> tuple[Detail, ...]:
    found = []
    for start, end in answer["names"]:
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
            raise ValueError("The names worker points outside the text.")
        found.append(Detail(start, end, "name"))
    return tuple(found)
