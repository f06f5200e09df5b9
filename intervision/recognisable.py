"""Points out what makes a boy recognisable in a case: names, dates of birth, numbers, addresses.

A floor made of patterns and word lists. It misses things and it sees things that are not there, so it only
points out, and a person decides. How often it does either: docs/decisions/0011-recognisable.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

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

Kind = Literal["name", "date_of_birth", "phone", "address", "email", "handle", "number"]


class Detail(NamedTuple):
    """A piece of a text, `text[start:end]`, that may tell who it is about."""

    start: int
    end: int
    kind: Kind


def details(text: str) -> tuple[Detail, ...]:
    """What in `text` may tell who it is about, in order and without overlaps."""
    return together(
        _emails(text),
        _numbers(text),
        _phones(text),
        _addresses(text),
        _births(text),
        _handles(text),
        _names(text),
    )


def together(*found: Iterable[Detail]) -> tuple[Detail, ...]:
    """All of `found` in order; where two overlap, what the earlier of them found stays whole."""
    kept: list[Detail] = []
    for some in found:
        free = [new for new in some if all(new.end <= old.start or old.end <= new.start for old in kept)]
        for new in sorted(free):
            if not kept or all(new.end <= old.start or old.end <= new.start for old in kept):
                kept.append(new)
    return tuple(sorted(kept))


# -- what has a form of its own ---------------------------------------------------------------

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NUMBER_FORMS: Final = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})(?: ?\d){10}\b"  # IBAN
    r"|\b(?=[A-Z\d-]{8}\b)(?=[^\s]{0,7}[A-Z])(?=[^\s]{0,7}\d)(?:[A-Z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|\d{1,3})){2}\b"  # plate
    r"|(?<![\d.+-])[1-9]\d{7,11}(?![\d-])"  # no sum of money in a case is that long
)
_NUMBER_AFTER_CUE: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofinummer|kenteken|dossier|zaak|[vV]-nummer"
    r"|(?:dossier|cliënt|client|klant|zaak|polis|parket|registratie|patiënt|paspoort|rekening)-?(?:nummer|nr\.?))"
    r"(?:\s+(?:is|met|nummer|nr\.?)|:){0,2}\s*(?P<number>(?=(?:[^\s\d]{0,9}\d){3})[\w./-]{0,30}\w)",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\w.+/-])(?:(?:\+|00)[1-9]\d{0,2}[ -]?(?:\(0\)[ -]?)?(?:\d[ -]?){7,10}\d|\(?0[1-9]\d{0,2}\)?(?:[ -]{0,3}\d){6,8})"
    r"(?![\d-])"
)
_PUBLIC_PHONE: Final = re.compile(r"0800|090[069]")
_DIGITS_OF_A_PHONE: Final = range(10, 16)
_STREET: Final = (
    r"(?:straat|straatweg|laan|weg|plein|gracht|kade|singel|hof|hofje|pad|dijk|steeg|plantsoen|markt|baan|dreef|wal|plaats"
    r"|dam|haven|boulevard|ring|erf|veld|oord|brink|poort|zoom|hoek|horst|akker|weide|meent|kwartier|burg|stede|rade|kamp)"
)
_HOUSE: Final = r"\s\d{1,4}(?:[ -]?(?:bis|hs|huis|rood|zwart|[IVX]{1,4}|\d{1,4}|[a-zA-Z])\b)?(?![\d.,:]\d)"
_ADDRESS: Final = re.compile(
    r"\b[1-9]\d{3} ?(?!S[ADS]\b)[A-Z]{2}\b"
    rf"|\b(?:[A-Z][\w'’-]{{0,30}} (?:(?:van|der|den|de|het|'t) ){{0,2}}){{0,3}}[A-Z]?[\w'’-]{{0,30}}{_STREET}{_HOUSE}"
    rf"|\b(?:Laan|Plein|Weg|Hof|Kade) van (?:de |der |den |het )?[A-Z]\w{{1,30}}{_HOUSE}"
)
_ADDRESS_AFTER_CUE: Final = re.compile(
    rf"\b(?:aan|woont op|woonde op|adres is|adres:)\s(?:de\s|het\s)?(?P<address>[A-Z][\w'’-]{{2,30}}(?: [A-Z][\w'’-]{{2,30}})?{_HOUSE})"
)
_MONTH: Final = (
    r"(?:januari|jan|februari|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept?|oktober|okt"
    r"|november|nov|december|dec)"
)
_DATE: Final = re.compile(
    rf"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?(?: {_MONTH}\b(?:\.?,? ['’]?(?P<year>\d{{4}}|\d\d)\b)?"
    r"|([-/.])(?:0?[1-9]|1[0-2])\2['’]?(?P<digits>\d{4}|\d\d))(?![\d/-])",
    re.IGNORECASE,
)
_BIRTH: Final = re.compile(r"\bgeb\b|gebor|geboorte|jarig|verjaar|verjaardag|\bis van\b", re.IGNORECASE)
_SENTENCE_ENDS: Final = re.compile(r"(?<!\bgeb)[.!?]\s+(?=[A-Z])|\n")
_LAST_YEAR_OF_BIRTH: Final = 2015
"""Who comes into a case was born by then; a later date is that of a conversation."""
_PLATFORM: Final = r"(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|facebook|twitter|discord|grindr|hornet|kik|onlyfans|planetromeo)"
_HANDLE: Final = re.compile(
    r"(?<![\w@.])(?:@(?P<at>\w(?:[\w.-]{0,40}\w)?)|(?P<plain>\w(?:[\w.-]{0,40}\w)))(?![\w@])"
)
_HANDLE_CUE: Final = re.compile(
    rf"\b(?:{_PLATFORM}|account|gebruikersnaam|username|nickname|profiel)", re.IGNORECASE
)
_WITHIN: Final = 60


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        yield Detail(match.start(), match.start() + len(match[0].rstrip("-_")), "email")


def _numbers(text: str) -> Iterator[Detail]:
    for match in _NUMBER_AFTER_CUE.finditer(text):
        yield Detail(*match.span("number"), "number")
    for match in _NUMBER_FORMS.finditer(text):
        yield Detail(*match.span(), "number")


def _phones(text: str) -> Iterator[Detail]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) in _DIGITS_OF_A_PHONE and not _PUBLIC_PHONE.match(digits):
            yield Detail(*match.span(), "phone")


def _addresses(text: str) -> Iterator[Detail]:
    for match in _ADDRESS.finditer(text):
        if match[0][0].isdigit() or match[0][0].isupper():
            yield Detail(*match.span(), "address")
    for match in _ADDRESS_AFTER_CUE.finditer(text):
        yield Detail(*match.span("address"), "address")


def _births(text: str) -> Iterator[Detail]:
    """Dates with a word about birth in their sentence, or of a year that only a birth can be of."""
    ends = [0, *(match.end() for match in _SENTENCE_ENDS.finditer(text)), len(text)]
    for start, end in zip(ends, ends[1:], strict=False):
        about_birth = _BIRTH.search(text, start, end)
        for match in _DATE.finditer(text, start, end):
            year = match["year"] or match["digits"] or ""
            if about_birth or (len(year) == 4 and int(year) <= _LAST_YEAR_OF_BIRTH):
                yield Detail(*match.span(), "date_of_birth")


def _handles(text: str) -> Iterator[Detail]:
    """What begins with @, has _ in it, or looks like a made-up name shortly after a platform."""
    cues = [match.end() for match in _HANDLE_CUE.finditer(text)]
    cue = 0
    for match in _HANDLE.finditer(text):
        word = match["plain"] or ""
        while cue < len(cues) and cues[cue] <= match.start():
            cue += 1
        near = cue > 0 and match.start() - cues[cue - 1] <= _WITHIN
        inside = (
            re.search(r"[^\W\d_][.\d][^\W_]", word) is not None
            or re.search(r"\d[^\W\d_]{2}", word) is not None
        )
        made_up = "_" in word or (near and inside)
        if match["at"] or (made_up and re.search(r"[^\W\d_]", word)):
            yield Detail(*match.span(), "handle")


# -- names ------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"'t\b|[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?(?:[A-Z]\.)*")
_OWNED: Final = re.compile(r"['’]s$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+$")
_PHRASE: Final = re.compile("|".join(rf"\b{phrase}\b" for phrase in PHRASES), re.IGNORECASE)
_STARTS: Final = re.compile(r"[.!?:…\n\r•*][\s\"'“”‘’«„(\[–-]*$|[\"'“‘«„]$")
_EXPLAINED: Final = COMMON | ROLES | NOBODY | PLACES | TITLES
_NOT_A_NAME_AFTER: Final = frozenset(
    "de het een deze dit die dat ons onze elke in te uit per via mijn zijn haar".split()
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


def _names(text: str) -> Iterator[Detail]:
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
    end = at
    while end < len(words) and (words[end].between or words[end].initials) and _joined(words[end]):
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
