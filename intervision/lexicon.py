"""The words of profile/mirror.toml, found in their other forms too: inflected, with -heid, in compounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from content import Mirror, MirrorKind

Group = Literal["traits", "words", "labels", "states", "verbs", "phrases"]

SHORTEST_IN_COMPOUND: Final = 4
"""'warm' is no compound of 'arm', nor 'herberg' of 'erg'."""

SHORTEST_IN_FRONT: Final = 6
"""'slachtofferrol' begins with a label; a shorter one would begin too much."""

_DENYING: Final = ("on", "niet-")


@dataclass(frozen=True)
class Entry:
    """One listed word and what it is."""

    lemma: str
    kind: MirrorKind
    group: Group


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The plain form of a Dutch word. The dictionary (40 MB) is loaded with the first word looked up."""
    from simplemma import lemmatize

    return str(lemmatize(word, lang="nl")).lower()


@lru_cache(maxsize=20_000)
def in_dictionary(word: str) -> bool:
    """Whether it is a Dutch word: if not, one with a capital is taken for a name."""
    from simplemma import is_known

    return is_known(word, lang="nl")


class Lexicon:
    """Looks words up in the lists of one mirror."""

    def __init__(self, mirror: Mirror) -> None:
        self._entries: dict[str, Entry] = {}
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for kind in mirror.kinds:
            groups: Mapping[Group, tuple[str, ...]] = {
                "traits": kind.traits,
                "words": kind.words,
                "labels": kind.labels,
                "states": kind.states,
                "verbs": kind.verbs,
            }
            for group, words in groups.items():
                self._entries |= {word: Entry(word, kind.id, group) for word in words}
            for phrase in kind.phrases:
                self._entries[phrase] = Entry(phrase, kind.id, "phrases")
                self._phrases.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
        self._mirror = mirror
        self._found: dict[str, Entry | None] = {}
        # A participle's plain form is its verb, which is not listed: 'beschadigd', not 'hij beschadigt'.
        self._participles = {
            form: entry
            for word, entry in self._entries.items()
            if entry.group in ("traits", "words") and lemma(word) != word
            for form in (word, f"{word}e")
        }

    def entry(self, word: str) -> Entry | None:
        """The listed word that this one is a form of."""
        if word not in self._found:
            if len(self._found) > 50_000:  # a long life of odd texts must not fill the memory
                self._found.clear()
            self._found[word] = self._look(word)
        return self._found[word]

    def _look(self, word: str) -> Entry | None:
        plain = lemma(word)
        if {word, plain} & self._exceptions:
            return None
        if found := self._participles.get(word) or self._entries.get(plain) or self._entries.get(word):
            return found
        for end in ("heid", "heden"):
            if word.endswith(end) and (base := self._look(word.removesuffix(end))):
                return Entry(base.lemma, base.kind, "states")
        for entry in self._entries.values():
            of = entry.lemma
            if entry.group in ("traits", "words", "labels") and len(of) >= SHORTEST_IN_COMPOUND:
                for form in (plain, word.removesuffix("e")):
                    if form.endswith(of) and not form.removesuffix(of).endswith(_DENYING):
                        return entry
            if entry.group == "labels" and len(of) >= SHORTEST_IN_FRONT and plain.startswith(of):
                return entry
        return None

    def phrases(self, first: str) -> list[tuple[str, ...]]:
        """The listed phrases that begin with this word."""
        return self._phrases.get(first, [])

    def inflected(self, word: str) -> bool:
        """'zorgelijke', which stands before what it says something about."""
        entry = self.entry(word)
        return word.endswith("e") and entry is not None and not entry.lemma.endswith("e")

    @cached_property
    def _exceptions(self) -> frozenset[str]:
        return frozenset(self._mirror.exceptions)

    @cached_property
    def _nouns(self) -> Mapping[str, str]:
        about = self._mirror
        lists: tuple[tuple[str, Iterable[str]], ...] = (
            ("time", about.times),
            ("thing", about.situations),
            ("other", about.others),
            ("conduct", about.conduct),
            ("him", about.him),
        )
        return {word: name for name, words in lists for word in words}

    def noun(self, word: str) -> str | None:
        """Which list of nouns has this word: him, conduct, other, thing or time."""
        return self._nouns.get(word) or self._nouns.get(lemma(word))

    def says(self, word: str) -> bool:
        """A form of a verb after which one's own account follows."""
        return lemma(word) in self._mirror.says

    def finds(self, word: str) -> bool:
        """A form, not the participle, of a verb of opinion."""
        return lemma(word) in self._mirror.finds and not word.startswith("ge")

    def makes(self, word: str) -> bool:
        """A form of a verb that gives somebody a feeling."""
        return lemma(word) in self._mirror.makes

    def strengthens(self, word: str) -> bool:
        """Mostly 'very'."""
        return word in self._mirror.strengthens


@lru_cache(maxsize=8)
def lexicon(mirror: Mirror) -> Lexicon:
    """The lexicon of this mirror, made once."""
    return Lexicon(mirror)
