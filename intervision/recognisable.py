"""Points out what makes somebody recognisable in a Dutch text: names, dates of birth, numbers, addresses.

It uses patterns and one list of words. It misses some and marks too much now and then, so it only points out,
and a person decides. How often it does either: docs/decisions/0011-recognisable.md.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, NamedTuple

Kind = Literal["name", "date_of_birth", "phone", "address", "email", "handle", "number"]


class Detail(NamedTuple):
    """A piece of a text, `text[start:end]`, that may tell who it is about."""

    start: int
    end: int
    kind: Kind


def details(text: str) -> tuple[Detail, ...]:
    """What in `text` may tell who it is about, in order and without overlaps.

    Where two overlap, the one whose form is the surest stays: an e-mail address rather than a name in it.
    """
    kept: list[Detail] = []
    for find in (_emails, _numbers, _phones, _addresses, _births, _handles, _names):
        for new in sorted(find(text)):
            index = bisect(kept, new)
            after = index == 0 or kept[index - 1].end <= new.start
            if after and (index == len(kept) or new.end <= kept[index].start):
                kept.insert(index, new)
    return tuple(kept)


# -- patterns ---------------------------------------------------------------------------------

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NUMBER_FORMS: Final = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})(?: ?\d){10}\b"  # IBAN
    r"|\b(?=[A-Z\d-]{8}\b)(?=[^\s]{0,7}[A-Z])(?=[^\s]{0,7}\d)"  # licence plate
    r"(?:[A-Z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|\d{1,3})){2}\b"
    r"|(?<![\d.+/)–-])(?<!\) )[1-9]\d{7,11}(?![\d-])"  # no sum of money in a case is that long
)
_NUMBER_AFTER_CUE: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofinummer|kenteken|dossier|zaak|[vV]-nummer"
    r"|(?:dossier|cliënt|client|klant|zaak|polis|parket|registratie|patiënt|paspoort|rekening)-?(?:nummer|nr\.?))"
    r"(?:\s+(?:is|met|nummer|nr\.?)|:){0,2}\s*(?P<number>(?=(?:[^\s\d]{0,9}\d){3})[\w./-]{0,30}\w)",
    re.IGNORECASE,
)
_BETWEEN_DIGITS: Final = r"[ \u00a0\u202f./()_–—-]{0,3}"
_PHONE: Final = re.compile(
    rf"(?<![\w.+/–-])(?:(?:\+|00){_BETWEEN_DIGITS}[1-9]{_BETWEEN_DIGITS}(?:\(0\){_BETWEEN_DIGITS})?"
    rf"(?:\d{_BETWEEN_DIGITS}){{7,12}}\d"
    rf"|\(?0{_BETWEEN_DIGITS}[1-9](?:{_BETWEEN_DIGITS}\d){{8}})(?![\d–-])"
)
_DIGIT_WORD: Final = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_PHONE_IN_WORDS: Final = re.compile(
    rf"\bnul[ ,-]{{1,2}}zes(?:[ ,-]{{1,2}}{_DIGIT_WORD}\b){{8}}", re.IGNORECASE
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
    r"|\b(?:[A-Z][\w'’-]{0,30} (?:(?:van|der|den|de|het|'t) ){0,2}){0,3}"
    rf"[A-Z]?[\w'’-]{{0,30}}{_STREET}{_HOUSE}"
    rf"|\b(?:Laan|Plein|Weg|Hof|Kade) van (?:de |der |den |het )?[A-Z]\w{{1,30}}{_HOUSE}"
)
_ADDRESS_AFTER_CUE: Final = re.compile(
    r"\b(?:aan|woont op|woonde op|adres is|adres:)\s(?:de\s|het\s)?"
    rf"(?P<address>[A-Z][\w'’-]{{2,30}}(?: [A-Z][\w'’-]{{2,30}})?{_HOUSE})"
)
_MONTH: Final = (
    r"(?:januari|jan|februari|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept?|oktober|okt"
    r"|november|nov|december|dec)"
)
_DATE: Final = re.compile(
    rf"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?"
    rf"(?: {_MONTH}\b(?:\.?,? ['’]?(?P<year>\d{{4}}|\d\d)\b)?"
    r"|([-/.])(?:0?[1-9]|1[0-2])\2['’]?(?P<digits>\d{4}|\d\d))(?![\d/-])",
    re.IGNORECASE,
)
_BIRTH: Final = re.compile(r"\bgeb\b|gebor|geboorte|jarig|verjaar|verjaardag|\bis van\b", re.IGNORECASE)
_SENTENCE_ENDS: Final = re.compile(r"(?<!\bgeb)[.!?]\s+(?=[A-Z])|\n")
_LAST_YEAR_OF_BIRTH: Final = 2015
"""A later date in a case is the day of a conversation, not of a birth."""
_PLATFORM: Final = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|facebook|twitter|discord"
    r"|grindr|hornet|kik|onlyfans|planetromeo)"
)
_HANDLE: Final = re.compile(
    r"(?<![\w@.])(?:@(?P<at>\w(?:[\w.-]{0,40}\w)?)|(?P<plain>\w(?:[\w.-]{0,40}\w)))(?![\w@])"
)
_HANDLE_CUE: Final = re.compile(
    rf"\b(?:{_PLATFORM}|account|gebruikersnaam|username|nickname|profiel)", re.IGNORECASE
)
_WITHIN: Final = 60
_HANDLE_SAID: Final = re.compile(
    rf"\b{_PLATFORM}(?:[ -]?(?:naam|account|adres))?(?: (?:is|heet)|:) [@'‘\"]?"
    r"(?P<name>[^\W\d_][\w.-]{1,40}\w)",
    re.IGNORECASE,
)
"""'snapchat is kevintje': any word that the dictionary does not know."""


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
        date = _DATE.match(text, match.start())
        is_date = date is not None and len(date["year"] or date["digits"] or "") == 4
        if len(digits) in _DIGITS_OF_A_PHONE and not _PUBLIC_PHONE.match(digits) and not is_date:
            yield Detail(*match.span(), "phone")
    for match in _PHONE_IN_WORDS.finditer(text):
        yield Detail(*match.span(), "phone")


def _addresses(text: str) -> Iterator[Detail]:
    for match in _ADDRESS.finditer(text):
        if match[0][0].isdigit() or match[0][0].isupper():
            yield Detail(*match.span(), "address")
    for match in _ADDRESS_AFTER_CUE.finditer(text):
        yield Detail(*match.span("address"), "address")


def _births(text: str) -> Iterator[Detail]:
    """Dates in a sentence about a birth, or in a year that can only be one of birth."""
    ends = [0, *(match.end() for match in _SENTENCE_ENDS.finditer(text)), len(text)]
    for start, end in pairwise(ends):
        about_birth = _BIRTH.search(text, start, end)
        for match in _DATE.finditer(text, start, end):
            year = match["year"] or match["digits"] or ""
            if about_birth or (len(year) == 4 and int(year) <= _LAST_YEAR_OF_BIRTH):
                yield Detail(*match.span(), "date_of_birth")


def _handles(text: str) -> Iterator[Detail]:
    """Words that begin with @, hold _, or look like a made-up name shortly after a platform."""
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
    for match in _HANDLE_SAID.finditer(text):
        if not _is_word(match["name"].lower()):
            yield Detail(*match.span("name"), "handle")


def _is_word(low: str) -> bool:
    """Whether it is a Dutch word, or one that the list explains."""
    from intervision.mirror import is_known  # its dictionary is large, and few texts need it

    return is_known(low) or _in(low, "no names")


# -- names ------------------------------------------------------------------------------------

_COMPOUND: Final = re.compile(r"\w{6}(?:er|ers|ster|ing|heid|dienst|schap)$")
"""Words that are made as one goes, such as 'jeugdreclasseerder'."""
_CALLED: Final = frozenset(("heet", "heette", "genaamd"))

_WORD: Final = re.compile(r"'t\b|(?:[^\W\d_]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_STARTS: Final = re.compile(r"[.!?:…\n\r•*][\s\"'“”‘’«„(\[–-]*$|[\"'“‘«„]$")
_NO_NAME_ENDINGS: Final = re.compile(
    r"\w{2}(?:zorg|wet|bescherming|hulp|recht|school|college|instituut|park|straat|laan|plein|station|dienst|huis|raad|team"
    r"|bureau|ministerie|heid|schap(?:pij)?|handel|journaal|centrum|kliniek|stichting|kerk|universiteit|academie|rechtbank"
    r"|therapeut|werk|werker|groep|aanse?|isc?he?|landse?|[eo]e?nse?|oolse|urkse|aarse|namese|anen|iërs?|lander|ië)$"
)


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists of names.txt, by their headings."""
    text = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(.+)\]$", re.sub(r"^#.*", "", text, flags=re.M), flags=re.M)
    return {
        heading: frozenset(words.split()) for heading, words in zip(parts[1::2], parts[2::2], strict=True)
    }


def _title(low: str) -> bool:
    return _in(low, "titles") or _in(low, "titles with a full stop")


def _in(low: str, heading: str) -> bool:
    return low in word_lists()[heading]


class _Word(NamedTuple):
    """A word of the text, without the s of a genitive ('Milans vader')."""

    start: int
    end: int
    text: str
    low: str
    joined: bool  # whether only a space stands before it
    before: str | None  # the word before it in the same sentence, in small letters

    @property
    def titled(self) -> bool:
        """Whether a title stands before it: then any capital is a name ('mevrouw Bakker')."""
        return self.before is not None and _title(self.before)

    @property
    def initials(self) -> bool:
        return self.text.endswith(".") and self.text[0].isupper()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() and len(self.low) > 1 and not self.initials and not _title(self.low)

    @property
    def prefix(self) -> bool:
        """'van' in 'Karim van Dam'."""
        return _in(self.low, "between first and last name")

    @property
    def no_name(self) -> bool:
        """Whether it has its capital for another reason: an abbreviation, a place, an organisation."""
        if _first_name(self.low):
            return False
        parts = [self.low, *self.low.split("-")]
        return (
            any(_in(part, "no names") or _in(part.removesuffix("e"), "no names") for part in parts)
            or any(letter.isupper() for part in self.text.split("-") for letter in part[1:])
            or _NO_NAME_ENDINGS.search(self.low) is not None
        )


def _first_name(low: str, *, unambiguous: bool = False) -> bool:
    """Whether it is a listed first name ('jan-willem' too); with `unambiguous`, one that is no other word."""
    return all(
        _in(part, "first names") or (not unambiguous and _in(part, "first names that are also words"))
        for part in low.split("-")
    )


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    last = 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        written = re.sub(r"['’]s$", "", match[0])
        low = written.lower()
        if low.endswith("s") and not _first_name(low) and _first_name(low[:-1]):
            written, low = written[:-1], low[:-1]
        before = words[-1] if words else None
        if before and _in(before.low, "titles with a full stop") and gap == ". ":
            gap = " "
        if _SENTENCE_STARTS.search(gap[-20:]):
            before = None
        words.append(
            _Word(
                match.start(),
                match.start() + len(written),
                written,
                low,
                gap in ("", " "),
                before and before.low,
            )
        )
        last = match.end()
    return words


def _names(text: str) -> Iterator[Detail]:
    """Runs of capitals that stand for a person, and each of their words again where it stands alone."""
    words = _words(text)
    known: set[str] = set()
    others: list[_Word] = []
    index = 0
    while index < len(words):
        run = _run(words, index)
        start, end = _name(run)
        if start < end:
            known |= {word.low for word in run[start:end] if word.capital}
            yield Detail(run[start].start, run[end - 1].end, "name")
        others += [*run[:start], *run[end:]]
        index += len(run)
    after = {one.start: other.low for one, other in pairwise(words) if other.before}
    known |= {word.low for word in others if _is_said_name(word, after.get(word.start, ""))}
    for word in others:
        again = word.low in known and (word.capital or word.before in _CALLED)
        if again or (not word.capital and len(word.low) > 3 and _first_name(word.low, unambiguous=True)):
            yield Detail(word.start, word.end, "name")


def _is_said_name(word: _Word, after: str) -> bool:
    """'Daan kwam niet', 'Yordanos is gevlucht', 'hij heet yordanos': where a name stands.

    There a listed first name is one, also where it is a word too, and so is a word that no dictionary knows.
    """
    at_start = word.capital and word.before is None and _in(after, "what a person does")
    if at_start and _first_name(word.low):
        return True
    if len(word.low) < 3 or word.no_name or _title(word.low):
        return False
    called = not word.capital and word.before in _CALLED
    return (at_start or called) and not _COMPOUND.search(word.low) and not _is_word(word.low)


def _run(words: list[_Word], index: int) -> list[_Word]:
    """The word at `index` and, where a name may begin there, the words that may belong to it."""
    first = words[index]
    end = index + 1
    if first.capital or first.initials or (first.titled and first.prefix):
        while end < len(words) and words[end].joined and words[end].before:
            if not (words[end].capital or words[end].initials or words[end].prefix):
                break
            end += 1
    return words[index:end]


def _name(run: list[_Word]) -> tuple[int, int]:
    """Where in a run the words of a name start and end; the same number twice if there is none."""
    none, start, end = (0, 0), 0, len(run)
    if not run[0].titled:
        while start < end and (run[start].no_name or not (run[start].capital or run[start].initials)):
            start += 1  # 'Collega Bo'
    while end > start and (
        run[end - 1].prefix or (end > start + 2 and run[end - 1].no_name and run[end - 2].prefix)
    ):
        end -= 1  # 'Karim van de Jeugdzorg'
    if start < end and not run[0].titled and not run[start].initials:
        first = run[start]
        if not _first_name(first.low, unambiguous=first.before is None and end == start + 1):
            if first.before is None:
                start += 1
            elif _in(first.before, "before other capitals"):
                return none
    capitals = [word for word in run[start:end] if word.capital and not word.prefix]
    if not capitals or (not run[0].titled and any(word.no_name for word in capitals)):
        return none
    return start, end
