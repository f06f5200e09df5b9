"""A piece of a text that may tell who it is about."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal["name", "date_of_birth", "phone", "address", "email", "handle", "number"]


class Detail(NamedTuple):
    """A piece of a text, `text[start:end]`, that may tell who it is about."""

    start: int
    end: int
    kind: Kind


def together(*found: Iterable[Detail]) -> tuple[Detail, ...]:
    """All of `found` in order; where two overlap, what the earlier of them found stays whole."""
    kept: list[Detail] = []
    for some in found:
        for new in sorted(some):
            at = bisect(kept, new)
            after = at == 0 or kept[at - 1].end <= new.start
            if after and (at == len(kept) or new.end <= kept[at].start):
                kept.insert(at, new)
    return tuple(kept)
