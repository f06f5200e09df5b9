"""Answers on a Unix domain socket, one request at a time: texts are short and answers take milliseconds."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 256 * 1024
MOST_SECONDS: Final = 2.0
"""For somebody who connects and does not write."""


def serve(path: Path, find: Callable[[str], Iterable[tuple[int, int]]]) -> None:
    """Answer with what `find` finds, until the process ends. Only this user may connect."""
    if path.is_socket():  # of a worker that was killed
        path.unlink()
    os.umask(0o177)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        listening.listen(64)
        while True:
            connection, _address = listening.accept()
            with connection:
                connection.settimeout(MOST_SECONDS)
                # One bad request is no reason to stop, and its traceback would hold the text.
                with suppress(Exception):
                    connection.sendall(_answer(connection, find))


def _answer(connection: socket.socket, find: Callable[[str], Iterable[tuple[int, int]]]) -> bytes:
    asked = b""
    while not asked.endswith(b"\n"):
        part = connection.recv(65536)
        if not part or len(asked) > MOST_BYTES:
            raise ValueError("Not one line.")
        asked += part
    return json.dumps({"names": [list(span) for span in find(json.loads(asked)["text"])]}).encode() + b"\n"
