"""Reads profile/mirror.toml: the words of the language mirror, or problems like those of the other files."""

from __future__ import annotations

from typing import Final

from content.model import Mirror, MirrorKind
from content.reader import Table

NO_MIRROR: Final = Mirror((), (), (), ())
"""A mirror that marks nothing."""


def read_mirror(table: Table) -> Mirror:
    """The words of the mirror; problems go to the table."""
    seen: set[str] = set()
    kinds = []
    for entry in table.tables("kinds"):
        kinds.append(
            MirrorKind(
                words=_words(entry, "words", seen),
                about_him=entry.text("about_him"),
                about_situation=entry.text("about_situation"),
                own_feeling=entry.text("own_feeling"),
            )
        )
        entry.finish()
    mirror = Mirror(
        kinds=tuple(kinds),
        intensifiers=_words(table, "intensifiers", set()),
        after_intensifiers=_words(table, "after_intensifiers", set()),
        never=_words(table, "never", set()),
    )
    table.finish()
    return mirror


def _words(table: Table, key: str, seen: set[str]) -> tuple[str, ...]:
    """A list of words and phrases in small letters; a word that is in `seen` already is a problem."""
    words = table.strings(key)
    for word in words:
        if not word or word != " ".join(word.lower().split()):
            table.problem(f"'{word}' cannot stand in '{key}'.", "Write it in small letters.", key)
        elif word in seen:
            table.problem(f"The word '{word}' is listed twice.", "Keep the one that fits best.", key)
        seen.add(word)
    return words
