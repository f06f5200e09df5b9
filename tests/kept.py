"""What can be kept, and what is left of it on disk."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
json_objects = st.dictionaries(st.text(max_size=10), _values, max_size=5)


def on_disk(file: Path) -> bytes:
    """Every byte of the database and of what lies beside it."""
    return b"".join(path.read_bytes() for path in file.parent.iterdir())
