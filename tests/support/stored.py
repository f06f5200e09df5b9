"""What can be stored, and the bytes of it on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, text

from storage import open_database
from tests.support.postgres import dump

_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
json_objects = st.dictionaries(st.text(max_size=10), _values, max_size=5)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An open database, until the end of the block."""
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def written(engine: Engine) -> bytes:
    """Every byte of an SQLite database and of what lies beside it; of PostgreSQL, every byte of a backup."""
    if engine.dialect.name == "postgresql":
        return dump(engine.url)
    return b"".join(path.read_bytes() for path in Path(str(engine.url.database)).parent.iterdir())


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    """The rows that a query finds."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def execute(engine: Engine, statement: str, **values: object) -> None:
    """Change the database without the app."""
    with engine.begin() as connection:
        connection.execute(text(statement), values)
