"""A Dutch text -> words in clauses: enough of it to see whom a word is about, and no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize


def word_set(words: str) -> frozenset[str]:
    """The words of one line, to look up."""
    return frozenset(words.split())


_WORD: Final = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['’-](?:[^\W\d_][\u0300-\u036f]*)+)*")
_END: Final = re.compile(r"[.!?…]['\"”’)\s]|[.!?…]$|\n")
_PAUSE: Final = re.compile(r"[,;:()\[\]–—•]|\s-\s")

_QUOTED: Final = re.compile(
    # What opens and does not close is still being written: it lasts as long as its paragraph.
    r"“[^”]*?(?:”|(?=\n\s*\n)|\Z)|„[^”“]*?(?:[”“]|(?=\n\s*\n)|\Z)|«[^»]*?(?:»|(?=\n\s*\n)|\Z)"
    r"|\"[^\"]*?(?:\"|(?=\n\s*\n)|\Z)"
    # Single marks are apostrophes too ('s avonds, foto's): these must close, and never within a word.
    r"|‘(?:[^‘’\n]|’(?=\w)){0,1000}’(?!\w)|(?<!\w)'(?![stn]\s)(?:[^'\n]|'(?=\w)){0,1000}'(?!\w)"
)
_ABBREVIATIONS: Final = word_set("bijv bv ca dhr mevr mw mr drs dr nr evt resp enz incl excl min max")
PREPOSITIONS: Final = word_set(
    "aan achter bij binnen boven buiten door in met na naar naast om onder op over per rond sinds tegen"
    " tegenover tijdens tot tussen uit van vanaf vanuit via volgens voor vanwege wegens zonder"
)
_OPENERS: Final = word_set(
    "en maar want of omdat doordat terwijl toen als wanneer dat wat hoe waarom waar wie hoewel zodat zodra"
    " totdat voordat nadat tenzij dus"
)
"""Words that mostly open a clause, so that another subject may follow."""


LONGEST: Final = 60
"""Words in a clause: a text without any comma or full stop must not take long."""


@dataclass(frozen=True)
class Word:
    """One word: where it stands, how it is written in small letters, and what comes before it."""

    start: int
    end: int
    text: str
    capital: bool
    gap: str  # what stands between the word before and this one

    @property
    def pause(self) -> bool:
        """A comma, colon or bracket comes first."""
        return bool(_PAUSE.search(self.gap))


Clause = list[Word]
Sentence = list[Clause]
Paragraph = list[Sentence]


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The words outside quotations, in clauses, sentences and paragraphs (a line break ends one)."""
    paragraph: Paragraph = []
    for word in _words(text):
        if "\n" in word.gap and paragraph:
            yield paragraph
            paragraph = []
        if not paragraph or _ends(paragraph[-1][-1][-1], word.gap):
            paragraph.append([[word]])
        elif _opens(paragraph[-1][-1], word):
            paragraph[-1].append([word])
        else:
            paragraph[-1][-1].append(word)
    if paragraph:
        yield paragraph


def _words(text: str) -> Iterator[Word]:
    # Quotations become spaces, so that every word keeps its place.
    text = _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    end = 0
    for found in _WORD.finditer(text):
        written = normalize("NFC", found[0]).replace("’", "'")
        yield Word(
            found.start(), found.end(), written.lower(), written[0].isupper(), text[end : found.start()]
        )
        end = found.end()


def _ends(last: Word, gap: str) -> bool:
    abbreviated = gap.startswith(".") and (last.end - last.start == 1 or last.text in _ABBREVIATIONS)
    return bool(_END.search(gap)) and ("\n" in gap or not abbreviated)


def _opens(clause: Clause, word: Word) -> bool:
    """Whether a new clause begins. 'die jongen' is cut off too: no harm, it names its own subject."""
    last = clause[-1].text
    relative = word.text == "die" and last not in PREPOSITIONS and last not in _OPENERS
    return word.pause or word.text in _OPENERS or relative or len(clause) >= LONGEST
