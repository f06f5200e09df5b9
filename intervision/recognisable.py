"""Points out what makes a boy recognisable in a case: names, dates of birth, numbers, addresses.

A floor made of patterns and word lists. It misses things and it sees things that are not there, so it only
points out, and a person decides. How often it does either: docs/decisions/0011-recognisable.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from intervision.detail import Detail, Kind, together
from intervision.names import names

__all__ = ["Detail", "Kind", "details", "together"]


def details(text: str) -> tuple[Detail, ...]:
    """What in `text` may tell who it is about, in order and without overlaps."""
    return together(
        _emails(text),
        _numbers(text),
        _phones(text),
        _addresses(text),
        _births(text),
        _handles(text),
        names(text),
    )


# -- what has a form of its own ---------------------------------------------------------------

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NUMBER_FORMS: Final = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})(?: ?\d){10}\b"  # IBAN
    r"|\b(?=[A-Z\d-]{8}\b)(?=[^\s]{0,7}[A-Z])(?=[^\s]{0,7}\d)"  # licence plate
    r"(?:[A-Z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|\d{1,3})){2}\b"
    r"|(?<![\d.+-])[1-9]\d{7,11}(?![\d-])"  # no sum of money in a case is that long
)
_NUMBER_AFTER_CUE: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofinummer|kenteken|dossier|zaak|[vV]-nummer"
    r"|(?:dossier|cliënt|client|klant|zaak|polis|parket|registratie|patiënt|paspoort|rekening)-?(?:nummer|nr\.?))"
    r"(?:\s+(?:is|met|nummer|nr\.?)|:){0,2}\s*(?P<number>(?=(?:[^\s\d]{0,9}\d){3})[\w./-]{0,30}\w)",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\w.+/-])(?:(?:\+|00)[1-9]\d{0,2}[ -]?(?:\(0\)[ -]?)?(?:\d[ -]?){7,10}\d"
    r"|\(?0[1-9]\d{0,2}\)?(?:[ -]{0,3}\d){6,8})(?![\d-])"
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
"""Who comes into a case was born by then; a later date is that of a conversation."""
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
    for start, end in pairwise(ends):
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
