"""The language mirror: words of a case that the attitude profile asks to avoid, and where they stand.

The rules, for a listed word outside quotation marks:

1. Before a noun ('een kwetsbare jongen', 'een gevaarlijke buurt') the noun decides.
2. Elsewhere whom the clause is about decides: he, the writer, somebody else, a situation. See `subjects`.
3. Left alone: what is denied ('niet zielig'), his own account ('hij zegt dat ...'), 'lastig te bereiken'.

It only suggests. What it cannot tell, it leaves unmarked.
"""

from __future__ import annotations

from dataclasses import dataclass

from content import MirrorKind, Profile
from intervision.lexicon import Entry, Lexicon, lexicon
from intervision.sentences import Clause, Paragraph, Sentence, Word, paragraphs
from intervision.subjects import (
    ADVERBS,
    BETWEEN,
    COPULAS,
    DENIALS,
    OF_HIM,
    OF_OTHERS,
    About,
    Reading,
    function_word,
)


@dataclass(frozen=True, order=True)
class Mark:
    """A word to look at again: its place in the text, why, and the listed word that it is a form of."""

    start: int
    end: int
    kind: MirrorKind
    lemma: str


def marks(profile: Profile, text: str) -> tuple[Mark, ...]:
    """The words to mark in a Dutch text, in their order; they do not overlap."""
    words = lexicon(profile.mirror)
    found = sorted(mark for paragraph in paragraphs(text) for mark in _paragraph(words, paragraph))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _paragraph(words: Lexicon, paragraph: Paragraph) -> list[Mark]:
    found: list[Mark] = []
    before: About | None = None
    for sentence in paragraph:
        readings = _read(words, sentence, before)
        flat = [word for clause in sentence for word in clause]
        first = 0
        for clause, (reading, own_account) in zip(sentence, readings, strict=True):
            for at, word in enumerate(clause):
                entry, length = _entry(words, clause, at)
                if entry is None or _denied(flat, first + at):
                    continue
                place = _Place(words, flat, first + at, clause, at, reading, own_account)
                if place.marked(entry):
                    found.append(Mark(word.start, clause[at + length - 1].end, entry.kind, entry.lemma))
            first += len(clause)
        before = readings[-1][0].leaves()
        before = None if before == "said" else before
    return found


def _read(words: Lexicon, sentence: Sentence, before: About | None) -> list[tuple[Reading, bool]]:
    """Each clause as it is understood, and whether it is his own account."""
    readings: list[tuple[Reading, bool]] = []
    last: Word | None = None
    for number, clause in enumerate(sentence):
        reading = Reading(clause, words, before, last, opens=number == 0)
        own_account = False
        if readings:
            told, was_own_account = readings[-1]
            own_account = (told.tells() and clause[0].text in ("dat", "of", "hoe", "wat", "waarom")) or (
                was_own_account and clause[0].text in ("en", "of", "maar")
            )
        readings.append((reading, own_account))
        before, last = reading.leaves(), clause[-1]
    for number, clause in enumerate(sentence[1:], start=1):
        if (words.says(clause[0].text) or words.finds(clause[0].text)) and readings[number][0].tells():
            readings[number - 1] = (readings[number - 1][0], True)  # '..., zegt hij'
    return readings


def _entry(words: Lexicon, clause: Clause, at: int) -> tuple[Entry | None, int]:
    """What is listed at this place, and how many words long it is."""
    for phrase in words.phrases(clause[at].text):
        if tuple(word.text for word in clause[at : at + len(phrase)]) == phrase:
            return words.entry(" ".join(phrase)), len(phrase)
    return words.entry(clause[at].text), 1


def _denied(sentence: list[Word], at: int) -> bool:
    while at > 0 and not sentence[at].pause:
        at -= 1
        if sentence[at].text in DENIALS:
            return True
        if sentence[at].text not in BETWEEN:
            return False
    return False


@dataclass(frozen=True)
class _Place:
    """A listed word in its sentence and in its clause."""

    words: Lexicon
    sentence: list[Word]
    at: int
    clause: Clause
    within: int  # its place in the clause
    reading: Reading
    own_account: bool

    def marked(self, entry: Entry) -> bool:
        about = "said" if self.own_account else self.reading.about(self.within)
        if about == "said":
            return False
        if entry.group in ("traits", "words"):
            head = self._head()
            if head is not None:
                noun = self.words.noun(head.text)
                return noun == "him" or (noun == "conduct" and about not in ("own", "other"))
            if entry.group == "words" and not self._says_something(entry):
                return False
        if entry.group == "labels":
            return not (about in ("own", "other") and self._is_copula())
        if entry.group == "states":
            return self._of() == "him" or (self._of() is None and (about == "him" or self.reading.mentions()))
        return about == "him" or (about is None and entry.group == "traits")

    def _is_copula(self) -> bool:
        return any(word.text in COPULAS for word in self.clause)

    def _says_something(self, entry: Entry) -> bool:
        """Not 'erg leuk', and not 'lastig te bereiken'."""
        word = self.sentence[self.at].text
        if self.words.strengthens(word):
            return self.within == len(self.clause) - 1 and self._is_copula()
        following = [one.text for one in self.sentence[self.at + 1 : self.at + 3]]
        return not (
            entry.kind == "loaded"
            and len(following) == 2
            and following[0] == "te"
            and following[1] not in COPULAS
        )

    def _of(self) -> About | None:
        """Whose state a noun tells, by the word before it: 'zijn eenzaamheid', 'mijn verdriet'."""
        for word in reversed(self.clause[max(0, self.within - 2) : self.within]):
            if word.text in OF_HIM:
                return "him"
            if word.text in OF_OTHERS:
                return "own"
            if not word.text.endswith(("e", "eigen")):
                break
        return None

    def _head(self) -> Word | None:
        """The noun that the adjective here stands before, if it does."""
        head = None
        for word in self.sentence[self.at + 1 : self.at + 6]:
            joins = word.text in ("en", "of", "maar") or word.text in ADVERBS
            adjective = self.words.noun(word.text) is None and (
                self.words.inflected(word.text) or word.text.endswith("e")
            )
            if word.pause and not self.words.inflected(word.text):
                break
            if joins or (adjective and not function_word(word.text)):
                continue
            head = None if function_word(word.text) else word
            break
        if head is None:
            return None
        if self.words.inflected(self.sentence[self.at].text):
            return head
        direct = self.at + 1 < len(self.sentence) and head is self.sentence[self.at + 1]
        return head if direct and (self._after_article() or self._before_him(head)) else None

    def _before_him(self, head: Word) -> bool:
        """'kwetsbaar kind', without an article."""
        return self.words.noun(head.text) in ("him", "conduct")

    def _after_article(self) -> bool:
        at = self.at - 1
        while at >= 0 and self.sentence[at].text in ADVERBS:
            at -= 1
        return at >= 0 and self.sentence[at].text in ("een", "zo'n", "'n", "elk", "geen")
