"""What is in a chart's specification and in its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def values(spec: Any, key: str) -> Iterator[Any]:
    """Every value of `key`, however deep."""
    if isinstance(spec, dict):
        yield from (value for name, value in spec.items() if name == key)
    for part in spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else ():
        yield from values(part, key)


def rows(table: pd.DataFrame) -> list[Any]:
    """The rows, with the columns as attributes."""
    return list(table.itertuples())
