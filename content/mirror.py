"""profile/mirror.toml -> the words of the language mirror, or problems like those of the other files."""

from __future__ import annotations

from typing import Final, cast, get_args

from content.model import Mirror, MirrorKind, MirrorWords
from content.reader import Table

NO_MIRROR: Final = Mirror((), (), (), (), (), (), (), (), (), (), ())
"""A mirror that marks nothing."""

_Seen = set[str]


def read_mirror(table: Table) -> Mirror:
    """The words of the mirror; problems go to the table."""
    listed: _Seen = set()
    kinds = []
    for entry in table.tables("kinds"):
        kinds.append(
            MirrorWords(
                id=cast(MirrorKind, entry.string("id")),
                name=entry.text("name"),
                advice=entry.text("advice"),
                traits=_words(entry, "traits", listed),
                words=_words(entry, "words", listed),
                labels=_words(entry, "labels", listed),
                states=_words(entry, "states", listed),
                verbs=_words(entry, "verbs", listed),
                phrases=_words(entry, "phrases", listed, phrases=True),
            )
        )
        entry.finish()
    if kinds and tuple(kind.id for kind in kinds) != get_args(MirrorKind):
        table.problem(
            "The kinds of words are others than the app knows.",
            f"Give [[kinds]] the ids {', '.join(get_args(MirrorKind))}, in that order.",
            "kinds",
        )
    about, verbs = table.table("about"), table.table("verbs")
    named: _Seen = set()
    meant: _Seen = set()
    mirror = Mirror(
        kinds=tuple(kinds),
        him=_words(about, "him", named),
        conduct=_words(about, "conduct", named),
        others=_words(about, "others", named),
        situations=_words(about, "situations", named),
        times=_words(about, "times", named),
        says=_words(verbs, "says", meant),
        finds=_words(verbs, "finds", meant),
        makes=_words(verbs, "makes", meant),
        strengthens=_words(table, "strengthens", set()),
        exceptions=_words(table, "exceptions", set()),
    )
    about.finish()
    verbs.finish()
    table.finish()
    return mirror


def _words(table: Table, key: str, seen: _Seen, *, phrases: bool = False) -> tuple[str, ...]:
    """A list of words in small letters; `seen` holds those of the lists that must not share a word."""
    words = table.strings(key)
    for word in words:
        if not word or word != word.strip().lower() or (" " in word) != phrases:
            table.problem(
                f"'{word}' cannot stand in '{key}'.",
                f"Write {'two or more words' if phrases else 'one word'} in small letters.",
                key,
            )
        elif word in seen:
            table.problem(f"The word '{word}' is listed twice.", "Keep the one that fits best.", key)
        seen.add(word)
    return words
