"""XLSForm (ODK, KoboToolbox, SurveyCTO): the profile as a spreadsheet, and back.

A dimension is a group, an item a `select_one` question named by its id. Names of the form's own begin with
'_', which an id never does: `_works_with`, and `_minors.<id>` for an item's second wording. What XLSForm has
no place for stands in columns that its readers pass over (`part`, `aspect`, `opposite`), and the aspects'
names in lists of choices that no question uses. Scores are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, get_args
from zipfile import BadZipFile

from babel import Locale
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from content import LANGUAGES, Part, Problem, Profile, ProfileError
from formats.held import SURE, Held, held, sure_label

FORM_ID: Final = "basishouding"
ADULTS: Final = "${_works_with} = '' or ${_works_with} = 'adults'"
MINORS: Final = "${_works_with} = 'minors' or ${_works_with} = 'both'"
NOT_APPLICABLE: Final = "not_applicable"

LANGUAGE_NAMES: Final = {
    language: f"{Locale.parse(language).get_display_name(language)} ({language})" for language in LANGUAGES
}
"""As XLSForm writes them in headers. Example: 'Nederlands (nl)'."""


def _columns(name: str) -> list[str]:
    return [f"{name}::{LANGUAGE_NAMES[language]}" for language in LANGUAGES]


SURVEY: Final = (
    "type",
    "name",
    *_columns("label"),
    *_columns("hint"),
    "relevant",
    "appearance",
    "part",
    "aspect",
    "opposite",
)
CHOICES: Final = ("list_name", "name", *_columns("label"))
ROWS: Final = ("_for_whom", "_works_with", "_sure", "_stem", "_source")
"""Rows of the survey that stand in no group and hold one text."""

SETTINGS: Final = ("form_title", "form_id", "version", "default_language")

Row = dict[str, str]
Numbered = tuple[int, Row]


# -- there --------------------------------------------------------------------------------------


def to_xlsform(profile: Profile) -> bytes:
    """The profile as an .xlsx file."""
    data = held(profile)
    book = Workbook()
    book.remove(book.worksheets[0])
    _write(book.create_sheet("survey"), SURVEY, _survey(data))
    _write(book.create_sheet("choices"), CHOICES, _choices(data))
    settings = (data["title"][LANGUAGES[0]], FORM_ID, data["version"], LANGUAGE_NAMES[LANGUAGES[0]])
    _write(book.create_sheet("settings"), SETTINGS, [dict(zip(SETTINGS, settings, strict=True))])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _survey(data: Held) -> Iterator[Row]:
    yield {"type": "note", "name": "_introduction", **_label(data["title"], data["introduction"])}
    yield {"type": "note", "name": "_for_whom", **_label(data["for_whom"])}
    yield {
        "type": "select_one _works_with",
        "name": "_works_with",
        **_label(data["works_with_question"]),
    }
    yield {"type": "select_one _sure", "name": "_sure", **_label(data["confidence"]["question"])}
    yield {"type": "note", "name": "_stem", **_label(data["stem"])}
    for part in data["dimensions"]:
        yield {
            "type": "begin_group",
            "name": part["id"],
            **_label(part["name"]),
            "appearance": "field-list",
            "part": part["part"],
        }
        yield {"type": "note", "name": f"_summary.{part['id']}", **_label(part["summary"])}
        for item in part["items"]:
            yield from _item(item)
        yield {"type": "end_group", "name": part["id"]}
    if data["not_replaced"] is not None:
        yield {"type": "note", "name": "_not_replaced", **_label(data["not_replaced"])}
    yield {"type": "note", "name": "_source", **_label(data["source"])}


def _item(item: Mapping[str, Any]) -> Iterator[Row]:
    row = {"type": "select_one _scale", "aspect": item["aspect"], "opposite": _yes(item["opposite"])}
    if item["minors"] is None:
        yield {**row, "name": item["id"], **_label(item["text"])}
        return
    yield {**row, "name": item["id"], **_label(item["text"]), "relevant": ADULTS}
    yield {**row, "name": f"_minors.{item['id']}", **_label(item["minors"]), "relevant": MINORS}


def _choices(data: Held) -> Iterator[Row]:
    for value, label in enumerate(data["scale"], start=1):
        yield {"list_name": "_scale", "name": str(value), **_label(label)}
    yield {"list_name": "_scale", "name": NOT_APPLICABLE, **_label(data["not_applicable"])}
    for choice in data["works_with"]:
        yield {"list_name": "_works_with", "name": choice["id"], **_label(choice["label"])}
    low, high = data["confidence"]["low"], data["confidence"]["high"]
    for number in SURE:
        label = {language: sure_label(number, low[language], high[language]) for language in LANGUAGES}
        yield {"list_name": "_sure", "name": str(number), **_label(label)}
    for part in data["dimensions"]:
        for aspect in part["aspects"]:
            yield {"list_name": f"_aspects.{part['id']}", "name": aspect["id"], **_label(aspect["name"])}


def _label(label: Mapping[str, str], hint: Mapping[str, str] | None = None) -> Row:
    texts = {"label": label, **({} if hint is None else {"hint": hint})}
    return {
        f"{column}::{LANGUAGE_NAMES[language]}": text[language]
        for column, text in texts.items()
        for language in LANGUAGES
    }


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _write(sheet: Worksheet, columns: Sequence[str], rows: Iterator[Row] | list[Row]) -> None:
    for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], start=1):
        for place, column in enumerate(columns, start=1):
            if column in row:
                cell = sheet.cell(number, place, row[column])
                cell.data_type = "s"  # a text that begins with '=' is a text
                cell.number_format = "@"
    sheet.freeze_panes = "A2"
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].width = 40 if letter in "CDEF" else 24


# -- and back -----------------------------------------------------------------------------------


def from_xlsform(file: bytes) -> Held:
    """What `to_xlsform` wrote, with what was changed in it since.

    Raises:
        ProfileError: lists every problem, with sheet and row.
    """
    problems: list[Problem] = []
    try:
        book = load_workbook(BytesIO(file), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise ProfileError([Problem("file", 1, "This is no .xlsx file.", "Save it as .xlsx.")]) from None
    survey = _rows(book, "survey", SURVEY, problems)
    choices = _rows(book, "choices", CHOICES, problems)
    settings = _rows(book, "settings", SETTINGS, problems)
    data = _Reading(survey, choices, problems).data(settings[0][1]["version"] if settings else "")
    if problems:
        raise ProfileError(problems)
    return data


def _rows(book: Workbook, name: str, columns: Sequence[str], problems: list[Problem]) -> list[Numbered]:
    """The rows of a sheet that are not empty."""
    if name not in book.sheetnames:
        problems.append(Problem(name, 1, f"The sheet '{name}' is missing.", "Put it back."))
        return []
    cells = [[_text(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
    header = cells[0] if cells else []
    problems += [
        Problem(name, 1, f"The column '{column}' is missing.", "Put it back.")
        for column in columns
        if column not in header
    ]
    empty = dict.fromkeys(columns, "")
    return [
        (number, {**empty, **dict(zip(header, row, strict=False))})
        for number, row in enumerate(cells[1:], start=2)
        if any(row)
    ]


def _text(cell: object) -> str:
    """A cell as text: a spreadsheet program may have turned '1' into the number 1.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


class _Reading:
    """Reads the rows one by one and notes what is wrong with them."""

    def __init__(self, survey: list[Numbered], choices: list[Numbered], problems: list[Problem]) -> None:
        self._survey = survey
        self._choices = choices
        self._problems = problems

    def data(self, version: str) -> Held:
        """The whole form."""
        if not version:
            self._problem("settings", 2, "The version is missing.", "Fill it in.")
        found: Held = {"version": version, "dimensions": []}
        items: dict[str, dict[str, Any]] = {}
        for number, row in self._survey:
            self._question(number, row, found, items)
        scale, sure = self._list("_scale"), self._list("_sure")
        for name, choices, wanted in (
            ("_scale", scale, [*map(str, range(1, 6)), NOT_APPLICABLE]),
            ("_sure", sure, [*map(str, SURE)]),
        ):
            if [*choices] != wanted:
                self._problem("choices", 1, f"The list '{name}' is not {', '.join(wanted)}.", "Mend it.")
        for name in ("_introduction", *ROWS):
            if name not in found:
                self._problem("survey", 1, f"The row '{name}' is missing.", "Put it back.")
        if self._problems:
            return found
        ends = {number: _without_number(sure[str(number)], number) for number in (SURE[0], SURE[-1])}
        title, introduction = found.pop("_introduction")
        return {
            "version": version,
            "title": title,
            "introduction": introduction,
            "for_whom": found["_for_whom"],
            "source": found["_source"],
            "not_replaced": found.get("_not_replaced"),
            "stem": found["_stem"],
            "scale": [scale[str(value)] for value in range(1, 6)],
            "not_applicable": scale[NOT_APPLICABLE],
            "works_with_question": found["_works_with"],
            "works_with": [{"id": id, "label": label} for id, label in self._list("_works_with").items()],
            "confidence": {"question": found["_sure"], "low": ends[SURE[0]], "high": ends[SURE[-1]]},
            "dimensions": found["dimensions"],
        }

    def _question(self, number: int, row: Row, found: Held, items: dict[str, dict[str, Any]]) -> None:
        kind, name = " ".join(row["type"].split()).replace("begin group", "begin_group"), row["name"]
        inside = found["dimensions"][-1] if found["dimensions"] else None
        if kind in ("end_group", "end group"):
            return
        text = self._label("survey", number, row, "label")
        if kind == "begin_group":
            found["dimensions"].append(self._dimension(number, row, text))
        elif kind == "note" and name == "_introduction":
            found[name] = (text, self._label("survey", number, row, "hint"))
        elif name in (*ROWS, "_not_replaced"):
            found[name] = text
        elif inside is not None and kind == "note" and name == f"_summary.{inside['id']}":
            inside["summary"] = text
        elif inside is not None and kind == "select_one _scale" and name.startswith("_minors."):
            if name.removeprefix("_minors.") in items:
                items[name.removeprefix("_minors.")]["minors"] = text
            else:
                self._problem("survey", number, f"'{name}' has no first wording.", "Put that one before it.")
        elif inside is not None and kind == "select_one _scale":
            items[name] = self._item(number, row, text)
            inside["items"].append(items[name])
        else:
            self._problem("survey", number, f"A profile has no place for '{kind}' here.", "Remove this row.")

    def _dimension(self, number: int, row: Row, text: dict[str, str]) -> dict[str, Any]:
        if row["part"] not in get_args(Part):
            self._problem("survey", number, f"Unknown part '{row['part']}'.", "Write attitude or practice.")
        aspects = self._list(f"_aspects.{row['name']}")
        return {
            "id": row["name"],
            "part": row["part"],
            "name": text,
            "aspects": [{"id": id, "name": name} for id, name in aspects.items()],
            "items": [],
            "summary": dict.fromkeys(LANGUAGES, ""),
        }

    def _item(self, number: int, row: Row, text: dict[str, str]) -> dict[str, Any]:
        if row["opposite"] not in ("yes", "no"):
            self._problem("survey", number, f"Opposite is '{row['opposite']}'.", "Write yes or no.")
        return {
            "id": row["name"],
            "aspect": row["aspect"],
            "opposite": row["opposite"] == "yes",
            "text": text,
            "minors": None,
        }

    def _list(self, name: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for number, row in self._choices:
            if row["list_name"] == name:
                if row["name"] in found:
                    self._problem(
                        "choices", number, f"'{row['name']}' stands twice in '{name}'.", "Keep one."
                    )
                found[row["name"]] = self._label("choices", number, row, "label")
        return found

    def _label(self, sheet: str, number: int, row: Row, column: str) -> dict[str, str]:
        texts = {language: row[f"{column}::{LANGUAGE_NAMES[language]}"] for language in LANGUAGES}
        for language in (language for language, text in texts.items() if not text):
            self._problem(sheet, number, f"The {column} in '{language}' is empty.", "Fill it in.")
        return texts

    def _problem(self, sheet: str, number: int, what: str, mend: str) -> None:
        self._problems.append(Problem(sheet, number, what, mend))


def _without_number(label: Mapping[str, str], number: int) -> dict[str, str]:
    return {language: text.removeprefix(f"{number} = ") for language, text in label.items()}
