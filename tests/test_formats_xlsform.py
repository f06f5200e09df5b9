"""XLSForm: pyxform takes it without a warning, ODK Validate accepts the form, and nothing gets lost."""

from __future__ import annotations

import shutil
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from content import LANGUAGES, Profile, ProfileError
from formats import from_xlsform, held, profile_files, to_xlsform
from tests.support.formats_profiles import FOLDERS, PROFILES, profiles

STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""pyxform makes all quotes straight."""

TAGS = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize("name", PROFILES)
def test_pyxform_makes_a_form_of_it_without_a_warning(name: str) -> None:
    profile = PROFILES[name]
    made = convert(to_xlsform(profile), file_type=".xlsx")
    assert made.warnings == []
    form = ElementTree.fromstring(made.xform)  # noqa: S314 - our own
    languages = form.findall(".//x:translation", TAGS)
    assert [tag.get("lang") for tag in languages] == ["Nederlands (nl)", "English (en)"]
    for language, tag in zip(LANGUAGES, languages, strict=True):
        said = {value.text for value in tag.iterfind(".//x:value", TAGS)}
        wanted = [profile.title, *profile.scale.values(), *(d.name for d in profile.dimensions.values())]
        wanted += [text for item in profile.items.values() for text in (item.text, item.minors) if text]
        assert {text[language].translate(STRAIGHT) for text in wanted} <= said
    asked = [tag.get("ref", "").rpartition("/")[2] for tag in form.iterfind(".//x:select1", TAGS)]
    assert [id for id in asked if not id.startswith("_")] == list(profile.items)


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate NOT run: there is no java")
@pytest.mark.parametrize("name", PROFILES)
def test_odk_validate_accepts_it(name: str) -> None:
    convert(to_xlsform(PROFILES[name]), file_type=".xlsx", validate=True)


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate NOT run: there is no java")
def test_odk_validate_is_really_asked() -> None:
    broken = changed(to_xlsform(PROFILES["small"]), "relevant", lambda text: text and "nonsense(1")
    with pytest.raises(Exception, match="ODK Validate"):
        convert(broken, file_type=".xlsx", validate=True)


@pytest.mark.parametrize("name", PROFILES)
def test_there_and_back_is_the_same(name: str) -> None:
    assert from_xlsform(to_xlsform(PROFILES[name])) == held(PROFILES[name])


@settings(deadline=None, max_examples=50)
@given(profiles())
def test_there_and_back_is_the_same_for_any_profile(profile: Profile) -> None:
    data = held(profile)
    assert from_xlsform(to_xlsform(profile)) == data
    files = {name: tomllib.loads(text) for name, text in profile_files(data).items()}
    assert_files_hold(files, data)


def assert_files_hold(files: dict[str, Any], data: dict[str, Any]) -> None:
    top = files.pop("profile.toml")
    assert top.pop("dimensions") == [part["id"] for part in data["dimensions"]]
    assert top.pop("scale") == [
        {"value": n, "label": label} for n, label in enumerate(data["scale"], start=1)
    ]
    top.setdefault("not_replaced", None)
    assert top == {key: data[key] for key in data if key not in ("dimensions", "scale")}
    assert [*files] == [f"{part['id']}.toml" for part in data["dimensions"]]
    for file, part in zip(files.values(), data["dimensions"], strict=True):
        for item in file["items"]:
            item.setdefault("minors", None)
        assert file == part


@pytest.mark.parametrize("name", PROFILES)
def test_the_files_made_are_those_of_the_profile_but_for_what_a_form_does_not_hold(name: str) -> None:
    """Every key that stands in both has the same value, and the rest is only what the docs name."""
    left_out = set()
    made = profile_files(from_xlsform(to_xlsform(PROFILES[name])))
    for file in FOLDERS[name].glob("*.toml"):
        if file.name not in made:
            left_out.add(file.name)
            continue
        original, copy = (tomllib.loads(text) for text in (file.read_text("utf-8"), made[file.name]))
        left_out |= original.keys() - copy.keys()
        assert copy.keys() <= original.keys()
        for key in copy.keys() - {"aspects"}:
            assert stripped(copy[key]) == stripped(original[key])
        for one, other in zip(copy.get("aspects", []), original.get("aspects", []), strict=True):
            left_out |= {f"aspects.{key}" for key in other.keys() - one.keys()}
            assert one == {key: other[key] for key in one}
    assert left_out == {
        "explanation",
        "aspects.text",
        "topics",
        "plan_example",
        "intervision.toml",
        "mirror.toml",
    }


def stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def changed(file: bytes, column: str, change: Any) -> bytes:
    """The form with every cell of a column of the first sheet changed."""
    book = load_workbook(BytesIO(file))
    sheet = book["survey"]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, place).value = change(sheet.cell(row, place).value)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_changed_word_comes_back_changed() -> None:
    file = changed(to_xlsform(PROFILES["small"]), "label::English (en)", lambda text: text and text.upper())
    items = {item["id"]: item for part in from_xlsform(file)["dimensions"] for item in part["items"]}
    assert items["desk-1"]["text"] == {
        "nl": "Ik loop om de balie heen naar een bezoeker toe.",
        "en": "I WALK AROUND THE DESK TOWARDS A VISITOR.",
    }


def test_numbers_that_a_spreadsheet_made_of_texts_do_no_harm() -> None:
    book = load_workbook(BytesIO(to_xlsform(PROFILES["small"])))
    for row in book["choices"].iter_rows(min_row=2, max_row=6):
        row[1].value = float(row[1].value)
    assert from_xlsform(saved(book)) == held(PROFILES["small"])


def problems(file: bytes) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        from_xlsform(file)
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in caught.value.problems]


def test_what_is_no_spreadsheet_is_said_to_be_none() -> None:
    assert problems(b"Dear sir") == ["file:1: This is no .xlsx file."]
    found = problems(saved(Workbook()))
    assert {f"{name}:1: The sheet '{name}' is missing." for name in ("survey", "choices", "settings")} <= {
        *found
    }


SLIPS = {
    "type": ("text", "survey:7: A profile has no place for 'text' here."),
    "part": ("work", "survey:7: Unknown part 'work'."),
    "opposite": ("maybe", "survey:9: Opposite is 'maybe'."),
    "label::English (en)": ("", "survey:9: The label in 'en' is empty."),
}


@pytest.mark.parametrize("column", SLIPS)
def test_a_slip_is_named_with_its_row(column: str) -> None:
    value, problem = SLIPS[column]
    found = problems(changed(to_xlsform(PROFILES["small"]), column, lambda text: text and value))
    assert problem in found


def test_a_row_taken_out_is_missed() -> None:
    book = load_workbook(BytesIO(to_xlsform(PROFILES["small"])))
    book["survey"].delete_rows(5)
    book["choices"].delete_rows(2)
    assert problems(saved(book)) == [
        "choices:1: The list '_scale' is not 1, 2, 3, 4, 5, not_applicable.",
        "survey:1: The row '_sure' is missing.",
    ]


def test_a_second_wording_needs_a_first_and_a_choice_stands_once() -> None:
    book = load_workbook(BytesIO(to_xlsform(PROFILES["small"])))
    names = {cell.value: cell.row for cell in book["survey"]["B"]}
    book["survey"].delete_rows(names["attention-3"])
    book["choices"]["B3"] = "1"
    found = problems(saved(book))
    assert "choices:3: '1' stands twice in '_scale'." in found
    assert f"survey:{names['attention-3']}: '_minors.attention-3' has no first wording." in found


def test_the_files_are_laid_in_a_folder_without_a_profile(tmp_path: Path) -> None:
    from formats.__main__ import main

    form, folder = tmp_path / "form.xlsx", tmp_path / "new"
    assert main(["xlsform", "--profile", str(FOLDERS["small"]), "-o", str(form)]) == 0
    assert main(["from-xlsform", str(form), "-o", str(folder)]) == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        "attention.toml",
        "desk.toml",
        "openness.toml",
        "profile.toml",
    ]
    assert "holds a profile already" in str(main(["from-xlsform", str(form), "-o", str(folder)]))
    form.write_bytes(b"x")
    assert "no .xlsx file" in str(main(["from-xlsform", str(form), "-o", str(tmp_path / "other")]))
    assert not (tmp_path / "other").exists()


def test_a_character_that_toml_refuses_is_escaped() -> None:
    data = held(PROFILES["small"])
    files = profile_files({**data, "title": {"nl": "a\x7fb", "en": 'c"\\\n'}})
    assert tomllib.loads(files["profile.toml"])["title"] == {"nl": "a\x7fb", "en": 'c"\\\n'}
