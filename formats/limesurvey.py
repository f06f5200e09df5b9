"""LimeSurvey: the profile as a tab-separated survey structure (.txt), in every language.

A dimension is a group, an item a list question, its second wording another one with a condition. Each
answer carries its assessment value, 6 - x where the item describes the opposite; 'not applicable' has 0.
LimeSurvey's assessments add these up; they compute no means. Aspects have no place in it. Codes of questions
are letters and digits there, so an id loses its other characters.

Source: LimeSurvey's manual ('Tab Separated Value survey structure') and its importer (`TSVImportSurvey` in
import_helper.php).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from io import StringIO
from typing import Final

from content import LANGUAGES, Item, Profile, Text
from errors import BasishoudingError
from formats.confidence import CONFIDENCE, confidence_label

COLUMNS: Final = (
    "id",
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
    "assessment_value",
)
SETTINGS: Final = {
    "sid": "130013",  # LimeSurvey gives another one where this number is taken; without it its importer stops
    "language": LANGUAGES[0],
    "additional_languages": " ".join(LANGUAGES[1:]),
    "format": "G",  # a group on a page
    "assessments": "Y",
    "anonymized": "Y",
    "datestamp": "N",
    "ipaddr": "N",
    "refurl": "N",
}
LIST: Final = "L"
MINORS: Final = "M"
"""Ends the code of a second wording; an id has no capitals."""

MAX_QUESTION_CODE: Final = 20
MAX_ANSWER_CODE: Final = 5
"""Characters, in LimeSurvey's tables."""
NOT_APPLICABLE: Final = "NA"

Row = dict[str, str]


class ClashingCodesError(BasishoudingError, ValueError):
    """Ids that LimeSurvey cannot tell apart or that are too long for it; `ids` names them."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        self.ids = ids
        super().__init__(
            f"LimeSurvey needs distinct ids of at most {MAX_QUESTION_CODE - len(MINORS)} letters and digits. "
            f"Rename: {', '.join(ids)}."
        )


def to_limesurvey(profile: Profile) -> str:
    """The profile as the text of a file, with a byte order mark, as LimeSurvey writes it.

    Raises:
        ClashingCodesError: ids that would become one code, or too long a code.
    """
    codes = _codes(profile)
    rows = [
        *({"class": "S", "name": name, "text": value} for name, value in SETTINGS.items()),
        *(row for language in LANGUAGES for row in _survey_texts(profile, language)),
        *(row for language in LANGUAGES for row in _groups(profile, codes, language)),
    ]
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, delimiter="\t", restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return "\ufeff" + text.getvalue()


def question_code(name: str) -> str:
    """The code of the question with this id."""
    return re.sub("[^a-z0-9]", "", name)


def _codes(profile: Profile) -> dict[str, str]:
    """The code of each item, and of the two questions before them."""
    names = ("works_with", "sure", *profile.items)
    codes = {name: question_code(name) for name in names}
    uses = Counter(codes.values())
    longest = MAX_QUESTION_CODE - len(MINORS)
    wrong = [name for name, code in codes.items() if uses[code] > 1 or len(code) > longest]
    if wrong:
        raise ClashingCodesError(tuple(wrong))
    return codes


def _survey_texts(profile: Profile, language: str) -> Iterator[Row]:
    ends = [profile.source] if profile.not_replaced is None else [profile.not_replaced, profile.source]
    for name, text in (
        ("surveyls_title", profile.title[language]),
        ("surveyls_welcometext", _paragraphs([profile.for_whom, profile.introduction], language)),
        ("surveyls_endtext", _paragraphs(ends, language)),
    ):
        yield {"class": "SL", "name": name, "text": text, "language": language}


def _groups(profile: Profile, codes: dict[str, str], language: str) -> Iterator[Row]:
    """The groups with their questions; LimeSurvey finds translations by the order of the rows."""
    yield _group(0, profile.title[language], "", language)
    whom = {choice.id[:MAX_ANSWER_CODE]: choice.label[language] for choice in profile.works_with}
    yield _question(codes["works_with"], profile.works_with_question[language], language)
    yield from (_answer(code, label, language) for code, label in whom.items())
    yield _question(codes["sure"], profile.confidence.question[language], language)
    for number in CONFIDENCE:
        yield _answer(str(number), confidence_label(profile, number, language), language)
    for number, dimension in enumerate(profile.dimensions.values(), start=1):
        yield _group(
            number,
            dimension.name[language],
            _paragraphs([profile.stem], language),
            language,
        )
        for item in dimension.items.values():
            yield from _item(profile, item, codes, language)


def _paragraphs(texts: Sequence[Text], language: str) -> str:
    return "".join(f"<p>{_html(text[language])}</p>" for text in texts)


def _item(profile: Profile, item: Item, codes: dict[str, str], language: str) -> Iterator[Row]:
    code, whom = codes[item.id], codes["works_with"]
    minors, both = (f'{whom}.NAOK == "{answer[:MAX_ANSWER_CODE]}"' for answer in ("minors", "both"))
    wordings = [(code, item.text, "1")]
    if item.minors is not None:
        wordings = [
            (code, item.text, f"!({minors} or {both})"),
            (code + MINORS, item.minors, f"{minors} or {both}"),
        ]
    for name, text, relevance in wordings:
        yield _question(name, text[language], language, relevance)
        for value, label in profile.scale.items():
            yield _answer(str(value), label[language], language, 6 - value if item.opposite else value)
        yield _answer(NOT_APPLICABLE, profile.not_applicable[language], language)


def _group(number: int, name: str, text: str, language: str) -> Row:
    return {"class": "G", "type/scale": f"G{number}", "name": name, "text": text, "language": language}


def _question(code: str, text: str, language: str, relevance: str = "1") -> Row:
    return {
        "class": "Q",
        "type/scale": LIST,
        "name": code,
        "relevance": relevance,
        "text": _html(text),
        "language": language,
        "mandatory": "N",
        "other": "N",
    }


def _answer(code: str, label: str, language: str, value: int = 0) -> Row:
    return {
        "class": "A",
        "type/scale": "0",
        "name": code,
        "text": _html(label),
        "language": language,
        "assessment_value": str(value),
    }


def _html(text: str) -> str:
    """A text as HTML on one line; a brace would begin an expression there."""
    return escape(" ".join(text.split()), quote=False).replace("{", "&#123;")
