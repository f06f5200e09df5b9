"""The language mirror: finds the words of profile/mirror.toml in a Dutch text.

It marks a listed word whomever it is about. The page asks, and the writer judges: see
docs/decisions/0012-mirror.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from content import Mirror, MirrorKind

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[-'’](?=[^\W\d_]))*")


@dataclass(frozen=True)
class Mark:
    """A word to look at again, `text[start:end]`, and the listed word that it is a form of."""

    start: int
    end: int
    word: str
    kind: MirrorKind


def marks(mirror: Mirror, text: str) -> tuple[Mark, ...]:
    """The listed words and phrases in a Dutch text, in their order; they do not overlap."""
    lists = _lists(mirror)
    found = list(_WORD.finditer(text))
    words = [unicodedata.normalize("NFC", match[0]).lower() for match in found]
    kept: list[Mark] = []
    index = 0
    while index < len(words):
        if length := _phrase_length(words, index, lists.never):
            index += length
            continue
        length = _phrase_length(words, index, lists.phrases) or 1
        listed = " ".join(words[index : index + length]) if length > 1 else lists.listed(words[index])
        follows = None
        if index + 1 < len(words) and text[found[index].end() : found[index + 1].start()].isspace():
            follows = words[index + 1]
        if listed and not (length == 1 and lists.strengthens(words[index], follows)):
            start, end = found[index].start(), found[index + length - 1].end()
            kept.append(Mark(start, end, listed, lists.kinds[listed]))
        index += length
    return tuple(kept)


def _phrase_length(words: list[str], index: int, phrases: dict[str, list[list[str]]]) -> int:
    """How many words the longest of these phrases takes that begins here; 0 if none does."""
    lengths = [len(one) for one in phrases.get(words[index], []) if words[index : index + len(one)] == one]
    return max(lengths, default=0)


class _Lists:
    """The lists of one mirror, made ready to look words up."""

    def __init__(self, mirror: Mirror) -> None:
        self.mirror = mirror
        self.kinds = {word: kind for kind in mirror.kinds for word in kind.words}
        self.phrases = _by_first_word(word for word in self.kinds if " " in word)
        self.never = _by_first_word(mirror.never)
        # 'beschadigde' is found here: its lemma is a verb that is not listed, 'beschadigen'
        self.forms = {word + ending: word for ending in ("e", "") for word in self.kinds}

    def listed(self, word: str) -> str | None:
        """The listed word that this one is a form of."""
        lemma = _lemma(word)
        for form in (word, lemma, lemma.removesuffix("heid")):
            if form in self.forms:
                return self.forms[form]
        return None

    def strengthens(self, word: str, follows: str | None) -> bool:
        """Whether a word like 'erg' only means 'very' here ('erg blij')."""
        return (
            word in self.mirror.intensifiers
            and follows is not None
            and follows not in self.mirror.after_intensifiers
        )


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    result: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        words = phrase.split()
        result.setdefault(words[0], []).append(words)
    return result


@lru_cache(maxsize=8)
def _lists(mirror: Mirror) -> _Lists:
    return _Lists(mirror)


def is_known(word: str) -> bool:
    """Whether a word in small letters is in the Dutch dictionary, which is loaded with the first word."""
    import simplemma

    return simplemma.is_known(word, "nl")


def _lemma(word: str) -> str:
    """The plain form of a Dutch word."""
    return str(_lemmatizer().lemmatize(word, lang="nl")).lower()


@cache
def _lemmatizer() -> Lemmatizer:
    """Look words up in the dictionary (44 MB, loaded with the first word) and remember none of them."""
    from simplemma import Lemmatizer

    return Lemmatizer(cache_max_size=0)
