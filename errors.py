"""The base of every error that this project raises on purpose."""

from __future__ import annotations


class BasishoudingError(Exception):
    """An error of this project's own; each subclass says what happened."""
