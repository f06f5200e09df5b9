"""The answers of a pilot: read as LimeSurvey and ODK export them, or refused with reasons."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from content import LANGUAGES, Profile
from formats import PilotError, read_pilot, to_limesurvey, to_xlsform
from formats.pilot import Pilot
from tests.support.formats_profiles import PROFILES

Answers = Mapping[str, int | None]
Column = tuple[str, bool] | None
"""The item that a column holds, and whether it is its second wording."""
Writer = Callable[[Profile, list[Answers], str, bool], str]

SMALL = PROFILES["small"]


def simulated(profile: Profile, people: int, seed: int = 0) -> list[Answers]:
    """Each item 1..5, None for 'not applicable', or left out."""
    rng = np.random.default_rng(seed)
    return [
        {item: value or None for item in profile.items if (value := int(rng.integers(-1, 6))) >= 0}
        for _ in range(people)
    ]


def odk(profile: Profile, people: list[Answers], joint: str, labels: bool) -> str:
    """As ODK Central ('-') and Kobo ('/') export the answers to our XLSForm."""
    sheet = load_workbook(BytesIO(to_xlsform(profile)))["survey"]
    columns: dict[str, Column] = {"SubmissionDate": None}
    group = ""
    for kind, name, *_ in sheet.iter_rows(min_row=2, values_only=True):
        group = f"{name}{joint}" if kind == "begin_group" else group
        if kind == "select_one _scale":
            item = str(name).removeprefix("_minors.")
            columns[f"{group}{name}"] = (item, item != name)
    return table(profile, people, columns, ",", "not_applicable", labels)


def limesurvey(profile: Profile, people: list[Answers], _joint: str, labels: bool) -> str:
    """As LimeSurvey exports the answers to our survey, with codes above the columns."""
    rows = csv.DictReader(StringIO(to_limesurvey(profile).removeprefix("\ufeff")), delimiter="\t")
    ids = {"".join(filter(str.isalnum, item)): item for item in profile.items}
    columns: dict[str, Column] = {"id": None}
    for name in (row["name"] for row in rows if row["class"] == "Q"):
        item = ids.get(name.removesuffix("M"))
        columns[name] = (item, name.endswith("M")) if item else None
    return table(profile, people, columns, ";", "NA", labels)


def table(
    profile: Profile,
    people: list[Answers],
    columns: Mapping[str, Column],
    delimiter: str,
    not_applicable: str,
    labels: bool,
) -> str:
    """Every second person sees the second wordings; labels are in both languages."""
    written = StringIO()
    sheet = csv.writer(written, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    sheet.writerow(columns)
    for number, answers in enumerate(people):
        cells = []
        for column in columns.values():
            item, second = column or ("", False)
            shown = item in answers and second == (number % 2 > 0 and profile.items[item].minors is not None)
            value = answers[item] if shown else None
            label = (profile.not_applicable if value is None else profile.scale[value])[LANGUAGES[number % 2]]
            code = not_applicable if value is None else str(value)
            cells.append("" if not shown else label if labels else code)
        sheet.writerow(cells)
    return "\ufeff" + written.getvalue()


def read(folder: Path, text: str, profile: Profile = SMALL) -> Pilot:
    file = folder / "answers.csv"
    file.write_bytes(text.encode())
    return read_pilot(file, profile)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(PilotError) as caught:
        read(folder, text)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"The answers have {len(lines) - 1} problem")
    assert all(f"  {problem}" == line for problem, line in zip(caught.value.problems, lines[1:], strict=True))
    return [line.removeprefix("  answers.csv:") for line in lines[1:]]


@pytest.mark.parametrize("labels", [False, True], ids=["codes", "labels"])
@pytest.mark.parametrize(
    ("write", "joint"), [(odk, "-"), (odk, "/"), (limesurvey, "")], ids=["Central", "Kobo", "LimeSurvey"]
)
@pytest.mark.parametrize("name", PROFILES)
def test_what_was_answered_is_read_back(
    name: str, write: Writer, joint: str, labels: bool, tmp_path: Path
) -> None:
    profile = PROFILES[name]
    people = [answers for answers in simulated(profile, 12) if answers]
    found = read(tmp_path, write(profile, [*people, {}], joint, labels), profile)
    assert found.empty == 1
    assert found.left_out[0] in ("id", "SubmissionDate")
    for item in profile.items:
        wanted = [answers.get(item) or np.nan for answers in people]
        assert found.answers[item] == pytest.approx(wanted, nan_ok=True)
        assert found.not_applicable[item].tolist() == [
            item in answers and answers[item] is None for answers in people
        ]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings().max_examples // 5
)
@given(
    text=st.text()
    | st.lists(st.lists(st.sampled_from([*SMALL.items, "1", "x", '"', ""]))).map(
        lambda rows: "\n".join(",".join(row) for row in rows)
    )
)
def test_no_text_causes_another_error(text: str, tmp_path: Path) -> None:
    with suppress(PilotError):
        read(tmp_path, text.encode("utf-8", "replace").decode())


NAMES = list(SMALL.items)
HEAD = ",".join(NAMES)
FULL = ",".join("3" for _ in NAMES)


def row(**answers: str) -> str:
    """A row with 3 everywhere but at these places (first, second, ...)."""
    cells = ["3"] * len(NAMES)
    for place, value in answers.items():
        cells[["first", "second"].index(place)] = value
    return ",".join(cells)


def test_all_problems_are_listed_with_their_lines(tmp_path: Path) -> None:
    text = "\n".join([HEAD, row(first="6"), "", FULL, row(first="x", second="2.5"), FULL + ",1", FULL])
    first, second = NAMES[:2]
    found = problems(tmp_path, text)
    use = "Use 1 to 5, NA or not_applicable, a label of the scale, or leave it empty."
    assert found == [
        f"2: {first} has the answer '6'. {use}",
        f"5: {first} has the answer 'x'. {use}",
        f"5: {second} has the answer '2.5'. {use}",
        f"6: This row has {len(NAMES) + 1} columns, the first row has {len(NAMES)}."
        " Export it again, without changes by hand.",
    ]


def test_each_missing_column_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, "\n".join([",".join(NAMES[2:]), ",".join("3" for _ in NAMES[2:])]))
    assert [line.partition(". ")[0] for line in found] == [
        f"1: No column for {name}" for name in sorted(NAMES[:2])
    ]
    assert all("--profile" in line for line in found)


def test_a_second_answer_to_an_item_is_refused(tmp_path: Path) -> None:
    text = f"{HEAD},_minors.{NAMES[0]}\n{FULL},4\n{FULL},\n"
    assert problems(tmp_path, text) == [
        f"2: {NAMES[0]} is answered twice, in _minors.{NAMES[0]} too."
        " Keep the answer to the wording that was shown."
    ]


@pytest.mark.parametrize("text", [HEAD, f"{HEAD}\n" + "," * (len(NAMES) - 1)])
def test_a_file_without_answers_is_refused(text: str, tmp_path: Path) -> None:
    (found,) = problems(tmp_path, text)
    assert found.startswith("1: There is no row with an answer.")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str, tmp_path: Path) -> None:
    assert len(problems(tmp_path, text)) == len(NAMES)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"{HEAD}\n{FULL}".encode("utf-16"), "1: This file is not in UTF-8."),
        (b"\xff\xfe\x00PK", "1: This file is not in UTF-8."),
        (f'{HEAD}\n{FULL}\n"3'.encode(), "3: This is not CSV"),
        (f'{HEAD}\n{FULL}\n"3"3,{FULL}'.encode(), "3: This is not CSV"),
    ],
)
def test_what_is_not_csv_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_bytes(data)
    with pytest.raises(PilotError, match=said):
        read_pilot(file, SMALL)


def test_a_line_break_in_a_cell_keeps_the_line_numbers(tmp_path: Path) -> None:
    text = f'remark,{HEAD}\n"one\ntwo",{FULL}\nx,{row(first="9")}\n'
    assert [line.partition(":")[0] for line in problems(tmp_path, text)] == ["4"]


@pytest.mark.parametrize("value", ["", " ", "N/A", "n/a"])
def test_no_answer_is_not_the_same_as_not_applicable(value: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}\n{row(first=value)}\n{row(first='NA')}")
    assert np.isnan(found.answers[NAMES[0]]).all()
    assert found.not_applicable[NAMES[0]].tolist() == [False, True]


def test_a_question_above_a_column_is_understood(tmp_path: Path) -> None:
    """LimeSurvey can write the question or 'code. question', Kobo the question."""
    items = SMALL.items.values()
    for names in (
        [item.text["nl"] for item in items],
        [item.text["en"].upper() for item in items],
        ["".join(filter(str.isalnum, item.id)) + f". {item.text['nl']}" for item in items],
    ):
        text = StringIO()
        csv.writer(text).writerows([names, ["4"] * len(NAMES)])
        assert all(read(tmp_path, text.getvalue()).answers[name].tolist() == [4] for name in NAMES)
