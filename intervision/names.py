"""Finds names in Dutch text: by a capital inside a sentence that nothing else explains, and by lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from intervision.detail import Detail
from intervision.words_with_capitals import (
    ALSO_WORDS,
    BETWEEN,
    COMMON,
    FIRST_NAMES,
    HUMAN_VERBS,
    NOBODY,
    PEOPLES,
    PHRASES,
    PLACES,
    ROLES,
    THINGS,
    TITLES,
)

_WORD: Final = re.compile(r"'t\b|[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?(?:[A-Z]\.)*")
_OWNED: Final = re.compile(r"['’]s$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+$")
_PHRASE: Final = re.compile("|".join(rf"\b{phrase}\b" for phrase in PHRASES), re.IGNORECASE)
_STARTS: Final = re.compile(r"[.!?:…\n\r•*][\s\"'“”‘’«„(\[–-]*$|[\"'“‘«„]$")
_MOST_BETWEEN: Final = 6
_EXPLAINED: Final = COMMON | ROLES | NOBODY | PLACES | TITLES
_NOT_A_NAME_AFTER: Final = frozenset(
    {
        "een",
        "elke",
        "zijn",
        "deze",
        "via",
        "mijn",
        "die",
        "dit",
        "in",
        "onze",
        "uit",
        "de",
        "ons",
        "haar",
        "per",
        "te",
        "dat",
        "het",
    }
)


def believable(text: str, name: Detail) -> Detail | None:
    """A name that somebody else found, without the words before it that are none ('Collega Bo'), or None."""
    words = list(_WORD.finditer(text, name.start, name.end))
    lows = [word[0].lower().rstrip(".") for word in words]
    explained = [low not in FIRST_NAMES and low in _EXPLAINED for low in lows]
    if all(known or low in BETWEEN for known, low in zip(explained, lows, strict=True)):
        return None
    first = next(at for at, low in enumerate(lows) if low in BETWEEN or not explained[at])
    return Detail(words[first].start(), name.end, "name")


class _Word:
    """A word of the text and what it looks like."""

    def __init__(self, text: str, start: int, end: int, before: str) -> None:
        written = text[start:end]
        self.initials = bool(_INITIALS.match(written)) and written[0].isupper()
        if not self.initials and written.rstrip(".").lower() not in TITLES:
            end = start + len(_OWNED.sub("", written.split(".")[0]))
        self.text, self.start, self.end = text[start:end], start, end
        self.low = self.text.lower().rstrip(".")
        self.gap = before
        """What stands between the word before and this one."""
        self.capital = self.text[0].isupper()
        self.title = self.low in TITLES
        self.between = self.low in BETWEEN
        self.first = False
        """Whether it is the first of a sentence, where a capital says nothing."""

    @property
    def listed(self) -> bool:
        """A first name, as such, as a genitive, or both parts of a double one."""
        return any(_is_first_name(low) for low in (self.low, self.low.removesuffix("s")))

    @property
    def end_of_name(self) -> int:
        """Without the s of a genitive ('Kevins moeder')."""
        owned = not _is_first_name(self.low) and _is_first_name(self.low.removesuffix("s"))
        return self.end - 1 if owned else self.end

    @property
    def may_be_name(self) -> bool:
        """A capital that none of the lists explains."""
        low = self.low
        if not self.capital or len(low) < 2 or self.initials or self.title:
            return False
        if self.listed and low not in NOBODY:
            return True
        inner = any(
            letter.isupper() and self.text[at] not in "-'’" for at, letter in enumerate(self.text[1:])
        )
        parts = [low, *low.split("-")]
        return not (
            inner
            or low in COMMON
            or low in ROLES
            or low.endswith((*THINGS, *PEOPLES))
            or any(part in NOBODY or part in PLACES for part in parts)
        )


def _is_first_name(low: str) -> bool:
    return low in FIRST_NAMES or ("-" in low and all(part in FIRST_NAMES for part in low.split("-")))


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    last = 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        word = _Word(text, *match.span(), gap)
        ended = not words or _STARTS.search(gap[-20:]) is not None
        after_short = bool(words) and (words[-1].title or words[-1].initials) and not gap.strip()
        word.first = ended and not after_short
        if match[0].endswith(".") and not word.title and not word.initials:
            last = word.end  # the full stop belongs to the gap
        else:
            last = match.end() if word.initials else word.end
        words.append(word)
    return words


def names(text: str) -> Iterator[Detail]:
    """The names in `text`, and each of them again where it stands alone."""
    things = [match.span() for match in _PHRASE.finditer(text)]
    words = [word for word in _words(text) if not any(start <= word.start < end for start, end in things)]
    spans = _spans(words)
    known = {
        word.low for first, last in spans for word in words[first:last] if word.capital and not word.between
    }
    named = {at for first, last in spans for at in range(first, last)}
    for first, last in spans:
        yield Detail(words[first].start, words[last - 1].end_of_name, "name")
    for at, word in enumerate(words):
        if at in named or word.low in COMMON or word.low in NOBODY or word.between or len(word.low) < 2:
            continue
        again = word.capital and (word.low in known or word.low.removesuffix("s") in known)
        sloppy = _is_first_name(word.low) and word.low not in ALSO_WORDS and word.low not in PLACES
        if again or (sloppy and len(word.low) > 3):
            owned = word.low not in known and word.low.removesuffix("s") in known
            yield Detail(word.start, word.end - 1 if owned else word.end_of_name, "name")


def _spans(words: list[_Word]) -> list[tuple[int, int]]:
    """Runs of words, from and up to, that are one name."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = _name_from(words, at)
        if end:
            spans.append((at, end))
        at = end or _past_a_thing(words, at)
    return spans


def _name_from(words: list[_Word], at: int) -> int:
    """Where the name ends that begins at this word; 0 if none does."""
    word = words[at]
    before = words[at - 1] if at and not word.first else None
    if before and before.title and (word.capital or word.between):
        return _after_title(words, at)
    if word.initials:
        end = _family(words, at + 1)
        return end if end else 0
    if not word.may_be_name:
        return 0
    end = _family_or_more(words, at + 1)
    if any(words[i].low.endswith(THINGS) and not words[i - 1].between for i in range(at, end)):
        return 0
    if word.first:
        follows = words[at + 1] if at + 1 < len(words) and not words[at + 1].first else None
        speaks = follows is not None and follows.gap == " " and follows.low in HUMAN_VERBS
        sure = word.listed and word.low not in ALSO_WORDS
        return end if sure or speaks or end > at + 1 else 0
    if before and before.low in _NOT_A_NAME_AFTER and not word.listed and word.gap == " ":
        return 0
    return end


def _after_title(words: list[_Word], at: int) -> int:
    """After 'meneer': initials, 'van de', and a capital of any kind."""
    end = at
    while (
        end < len(words)
        and (words[end].initials or words[end].between)
        and (end == at or _joined(words[end]))
    ):
        end += 1
    if (
        end < len(words)
        and words[end].capital
        and len(words[end].low) > 1
        and (end == at or _joined(words[end]))
    ):
        if end == at and words[end].low in COMMON:
            return 0
        return _family_or_more(words, end + 1)
    return 0


def _family(words: list[_Word], at: int) -> int:
    """Where a last name ends that begins here, with 'van de' before it or not; 0 if there is none."""
    end, most = at, min(len(words), at + _MOST_BETWEEN)
    while end < most and (words[end].between or words[end].initials) and _joined(words[end]):
        end += 1
    if end < len(words) and _joined(words[end]):
        # 'van der Laan': after an article hardly anything else has a capital
        article = end > at + 1 and words[end - 1].low in ("de", "der", "den") and words[end].capital
        if words[end].may_be_name or (article and words[end].low not in NOBODY):
            return end + 1
    return 0


def _family_or_more(words: list[_Word], at: int) -> int:
    """Where a name goes on to: more capitals, 'van de' with a capital, or an initial."""
    while end := _family(words, at):
        at = end
    if at < len(words) and words[at].initials and _joined(words[at]):
        at += 1
    return at


def _joined(word: _Word) -> bool:
    """Only a space before it, so that it goes on with what stood before."""
    return word.gap in (" ", "") and not word.first


def _past_a_thing(words: list[_Word], at: int) -> int:
    """The next word to look at: behind the whole row of capitals where one of them is a thing's."""
    word = words[at]
    begins = word.first and not word.low.endswith(THINGS)
    if not word.capital or begins or word.title or word.low in ROLES:
        return at + 1
    end = at + 1
    while end < len(words) and words[end].capital and _joined(words[end]):
        end += 1
    row = words[at:end]
    return end if len(row) > 1 and not any(word.listed for word in row[1:]) else at + 1
