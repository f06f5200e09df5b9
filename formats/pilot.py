"""Read the answers that a pilot in LimeSurvey or ODK gives back as CSV, by the names of our own exports.

A value is a code of the export, or a label in any language. Whatever cannot be read is reported, all at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from content import Item, Profile
from content.reader import Problem, ProblemsError
from formats import limesurvey, xlsform

MISSING: Final = frozenset({"", "n/a"})
"""LimeSurvey writes 'N/A' for a question that somebody did not see."""
STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
"""ODK makes all quotes straight."""

Columns = Mapping[int, Item]


class PilotError(ProblemsError):
    """A file of answers that cannot be read."""

    opening = "The answers have"


@dataclass(frozen=True)
class Pilot:
    """The answers of everybody who gave one, a row a person."""

    answers: Mapping[str, NDArray[np.float64]]
    """Item id -> 1..5 as answered, NaN where there is no such answer."""
    not_applicable: Mapping[str, NDArray[np.bool_]]
    """Item id -> who chose 'not applicable'."""
    empty: int
    """How many rows had no answer to any item."""
    left_out: tuple[str, ...]
    """The names of the columns that belong to no item."""


def read_pilot(file: Path, profile: Profile) -> Pilot:
    """The answers in a CSV file; commas, semicolons or tabs between its columns.

    Raises:
        PilotError: anything that cannot be read, with line and solution.
        OSError: the file cannot be opened.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        mend = "Export it again, or save it as 'CSV UTF-8'."
        raise PilotError([Problem(file.name, 1, "This file is not in UTF-8.", mend)]) from None
    problems: list[Problem] = []
    names, rows = _table(text, file.name, problems)
    columns = _columns(names, profile)
    problems += _missing_columns(columns, profile, file.name)
    values, people = _values(profile), []
    for line, row in rows:
        cells = [(names[index], item, row[index]) for index, item in columns.items()]
        answers, wrong = _person(cells, values)
        people.append(answers)
        problems += [Problem(file.name, line, what, mend) for what, mend in wrong]
    given = [person for person in people if person]
    if not given and not problems:
        what = "There is no row with an answer."
        problems.append(Problem(file.name, 1, what, "Export the answers themselves, not the questions."))
    if problems:
        raise PilotError(problems)
    return Pilot(
        {
            item: np.array([person.get(item) or np.nan for person in given], dtype=np.float64)
            for item in profile.items
        },
        {
            item: np.array([item in person and person[item] is None for person in given])
            for item in profile.items
        },
        len(people) - len(given),
        tuple(name for index, name in enumerate(names) if name and index not in columns),
    )


def _table(text: str, file: str, problems: list[Problem]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names in the first row, and the other rows of that length, each with its line."""
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    numbered = _numbered(reader, file, problems)
    _line, names = next(numbered, (1, []))
    rows = []
    for line, row in numbered:
        if len(row) == len(names):
            rows.append((line, row))
        else:
            what = f"This row has {len(row)} columns, the first row has {len(names)}."
            problems.append(Problem(file, line, what, "Export it again, without changes by hand."))
    return [name.strip() for name in names], rows


def _numbered(
    reader: Iterator[list[str]], file: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with the line on which each begins."""
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        what = f"This is not CSV ({error})."
        problems.append(Problem(file, line, what, "Export it again as CSV, not as Excel or SPSS."))


def _columns(names: list[str], profile: Profile) -> Columns:
    """The place of each column with answers -> its item."""
    items = profile.items.values()
    known = {name: item for item in items for name in _limesurvey_names(item)}
    known |= {name: item for item in items for name in _odk_names(item)}  # an id counts before a code
    known |= {_plain(text): item for item in items for text in _wordings(item)}
    found = {
        index: known.get(name) or known.get(name.split(". ")[0]) or known.get(_plain(name))
        for index, name in enumerate(names)
    }
    return {index: item for index, item in found.items() if item is not None}


def _limesurvey_names(item: Item) -> Iterator[str]:
    """Also as 'code. question'."""
    code = limesurvey.question_code(item.id)
    yield from (code, code + limesurvey.MINORS)


def _odk_names(item: Item) -> Iterator[str]:
    for name in (item.id, f"{xlsform.SECOND_WORDING}{item.id}"):
        yield from (name, f"{item.dimension}-{name}", f"{item.dimension}/{name}")  # ODK Central, Kobo


def _wordings(item: Item) -> Iterator[str]:
    """Some exports have the question itself above a column."""
    yield from item.text.values()
    if item.minors is not None:
        yield from item.minors.values()


def _missing_columns(columns: Columns, profile: Profile, file: str) -> Iterator[Problem]:
    for item in profile.items.values():
        if item not in columns.values():
            what = f"No column for {item.id}."
            mend = f"Name its column {item.id} (ODK) or {limesurvey.question_code(item.id)} (LimeSurvey)"
            yield Problem(file, 1, what, f"{mend}, or use the profile that was asked (--profile).")


def _person(
    cells: Iterable[tuple[str, Item, str]], values: Mapping[str, int | None]
) -> tuple[dict[str, int | None], list[tuple[str, str]]]:
    """One person's answers, and what is wrong with how to mend it. A cell: name of the column, item, text.

    The answers are item id -> 1..5, or None for 'not applicable'. Items that were not answered are left out.
    """
    answers: dict[str, int | None] = {}
    wrong = []
    for name, item, text in cells:
        value = _plain(text)
        if value in MISSING:
            continue
        if value not in values:
            mend = "Use 1 to 5, NA or not_applicable, a label of the scale, or leave it empty."
            wrong.append((f"{name} has the answer '{text}'.", mend))
        elif item.id in answers:
            mend = "Keep the answer to the wording that was shown."
            wrong.append((f"{item.id} is answered twice, in {name} too.", mend))
        else:
            answers[item.id] = values[value]
    return answers, wrong


def _values(profile: Profile) -> dict[str, int | None]:
    """Every way in which an answer can be written -> 1..5, or None for 'not applicable'."""
    values: dict[str, int | None] = {_plain(text): None for text in profile.not_applicable.values()}
    values |= {limesurvey.NOT_APPLICABLE.lower(): None, xlsform.NOT_APPLICABLE: None}
    for value, label in profile.scale.items():
        values |= {_plain(text): value for text in (str(value), *label.values())}
    return values


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).strip().casefold()
