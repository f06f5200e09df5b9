"""XLSForm (ODK, KoboToolbox, SurveyCTO): the profile as a spreadsheet.

A dimension is a group, an item a `select_one` question named by its id. Names that the form adds begin with
'_', which an id never does: `_works_with`, and `_minors.<id>` for an item's second wording. XLSForm has no
place for part, aspect and opposite: they are in columns that its readers skip. The names of aspects are in
lists of choices that no question uses. The form computes no scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Final

from babel import Locale
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from content import LANGUAGES, Dimension, Item, Profile, Text
from formats.confidence import CONFIDENCE, confidence_label

FORM_ID: Final = "basishouding"
ADULTS: Final = "${_works_with} = '' or ${_works_with} = 'adults'"
MINORS: Final = "${_works_with} = 'minors' or ${_works_with} = 'both'"
NOT_APPLICABLE: Final = "not_applicable"
SECOND_WORDING: Final = "_minors."
"""Begins the name of an item's second wording."""

LANGUAGE_NAMES: Final = {
    language: f"{Locale.parse(language).get_display_name(language)} ({language})" for language in LANGUAGES
}
"""As XLSForm writes them in headers. Example: 'Nederlands (nl)'."""

LABELS: Final = tuple(f"label::{name}" for name in LANGUAGE_NAMES.values())
HINTS: Final = tuple(f"hint::{name}" for name in LANGUAGE_NAMES.values())
SURVEY: Final = ("type", "name", *LABELS, *HINTS, "relevant", "appearance", "part", "aspect", "opposite")
CHOICES: Final = ("list_name", "name", *LABELS)
SETTINGS: Final = ("form_title", "form_id", "version", "default_language")
WIDE: Final = {"C", "D", "E", "F"}

Row = dict[str, str]


def to_xlsform(profile: Profile) -> bytes:
    """The profile as the bytes of an .xlsx file."""
    first = LANGUAGES[0]
    settings = (profile.title[first], FORM_ID, profile.version, LANGUAGE_NAMES[first])
    book = Workbook()
    book.remove(book.worksheets[0])
    _write(book.create_sheet("survey"), SURVEY, _survey(profile))
    _write(book.create_sheet("choices"), CHOICES, _choices(profile))
    _write(book.create_sheet("settings"), SETTINGS, [dict(zip(SETTINGS, settings, strict=True))])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _survey(profile: Profile) -> Iterator[Row]:
    introduction = _row("note", "_introduction", profile.title)
    yield introduction | {hint: profile.introduction[language] for hint, language in _languages(HINTS)}
    yield _row("note", "_for_whom", profile.for_whom)
    yield _row("select_one _works_with", "_works_with", profile.works_with_question)
    yield _row("select_one _sure", "_sure", profile.confidence.question)
    yield _row("note", "_stem", profile.stem)
    for dimension in profile.dimensions.values():
        yield from _group(dimension)
    if profile.not_replaced is not None:
        yield _row("note", "_not_replaced", profile.not_replaced)
    yield _row("note", "_source", profile.source)


def _group(dimension: Dimension) -> Iterator[Row]:
    begin = _row("begin_group", dimension.id, dimension.name)
    yield begin | {"appearance": "field-list", "part": dimension.part}
    for item in dimension.items.values():
        yield from _questions(item)
    yield {"type": "end_group", "name": dimension.id}


def _questions(item: Item) -> Iterator[Row]:
    """The item, and its second wording as a question of its own; a form shows one of the two."""
    hidden = {"aspect": item.aspect, "opposite": "yes" if item.opposite else "no"}
    first = _row("select_one _scale", item.id, item.text) | hidden
    if item.minors is None:
        yield first
    else:
        yield first | {"relevant": ADULTS}
        second = _row("select_one _scale", f"{SECOND_WORDING}{item.id}", item.minors)
        yield second | hidden | {"relevant": MINORS}


def _choices(profile: Profile) -> Iterator[Row]:
    for value, label in profile.scale.items():
        yield _choice("_scale", str(value), label)
    yield _choice("_scale", NOT_APPLICABLE, profile.not_applicable)
    for choice in profile.works_with:
        yield _choice("_works_with", choice.id, choice.label)
    for number in CONFIDENCE:
        labels = {language: confidence_label(profile, number, language) for language in LANGUAGES}
        yield _choice("_sure", str(number), labels)
    for aspect in profile.aspects.values():
        yield _choice(f"_aspects.{aspect.dimension}", aspect.id, aspect.name)


def _row(kind: str, name: str, text: Text) -> Row:
    return {"type": kind, "name": name, **_label(text)}


def _choice(list_name: str, name: str, text: Text) -> Row:
    return {"list_name": list_name, "name": name, **_label(text)}


def _label(text: Text) -> Row:
    return {label: text[language] for label, language in _languages(LABELS)}


def _languages(columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(columns, LANGUAGES, strict=True)


def _write(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Row]) -> None:
    for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], start=1):
        for index, column in enumerate(columns, start=1):
            if column in row:
                cell = sheet.cell(number, index, row[column])
                cell.data_type = "s"  # a text that begins with '=' is a text
                cell.number_format = "@"
    sheet.freeze_panes = "A2"
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].width = 40 if letter in WIDE else 24
