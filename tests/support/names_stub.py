"""A names worker without deduce: `python -m tests.support.names_stub SOCKET MANNER`, over the real socket."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from names_worker.serve import serve

RUBBISH = {
    "rubbish": b"\xff\x00 not JSON\n",
    "no object": b"[1, 2]\n",
    "no names": b'{"names": 3}\n',
    "outside": b'{"names": [[0, 99999]]}\n',
    "backwards": b'{"names": [[5, 2]]}\n',
    "not numbers": b'{"names": [["0", "4"]]}\n',
    "deep": b"[" * 100_000 + b"\n",
    "half": b'{"names": [[0',
    "nothing": b"",
}


def main() -> None:
    path, manner = Path(sys.argv[1]), sys.argv[2]
    if manner in RUBBISH or manner in ("silent", "dripping", "endless"):
        _badly(path, manner)
    serve(path, {"right": _right, "slow": _slow, "dying": _dying, "failing": _failing}[manner])


def _right(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"verborgen naam|Jan de Vries", text))


def _slow(text: str) -> Iterator[tuple[int, int]]:
    time.sleep(5)
    return _right(text)


def _dying(text: str) -> Iterator[tuple[int, int]]:
    os._exit(1)


def _failing(text: str) -> Iterator[tuple[int, int]]:
    raise ValueError(f"a message with the text in it: {text}")


def _badly(path: Path, manner: str) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        while True:
            connection, _address = listening.accept()
            with connection:
                connection.recv(65536)
                try:
                    if manner == "silent":
                        connection.recv(1)
                    elif manner in ("dripping", "endless"):
                        while True:
                            connection.sendall(b" " if manner == "dripping" else b" " * 65536)
                            time.sleep(0.05 if manner == "dripping" else 0)
                    else:
                        connection.sendall(RUBBISH[manner])
                except OSError:
                    pass


if __name__ == "__main__":
    main()
