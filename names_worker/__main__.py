"""`python -m names_worker SOCKET`: see the package. It needs requirements-names.txt only."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from names_worker.serve import serve

TITLE: Final = re.compile(
    r"(?:(?:de|het)\s+)?(?:(?:meneer|mevrouw|mw|mevr|dhr|heer|juffrouw|dr|drs|prof|mr|ing|ir|ds|dokter)\b\.?\s*)+",
    re.IGNORECASE,
)
"""deduce counts a title as a part of the name."""


def main() -> None:
    """Load deduce once, then answer until the process is ended."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m names_worker SOCKET")
    from deduce import Deduce

    deduce = Deduce()

    def find(text: str) -> Iterator[tuple[int, int]]:
        for name in deduce.deidentify(text).annotations:
            if name.tag == "persoon":
                title = TITLE.match(name.text)
                start = name.start_char + (title.end() if title else 0)
                if start < name.end_char:
                    yield start, name.end_char

    serve(Path(sys.argv[1]), find)


if __name__ == "__main__":
    main()
