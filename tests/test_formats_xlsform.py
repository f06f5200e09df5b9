"""XLSForm: pyxform converts it without a warning, ODK Validate accepts it, and it holds every text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from content import LANGUAGES, Profile, Text
from formats import to_xlsform
from formats.xlsform import CHOICES, HINTS, LABELS, SURVEY
from tests.support.formats_profiles import PROFILES, profiles

STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""pyxform makes all quotes straight."""

TAGS = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
WITH_JAVA = pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate NOT run: there is no java")


@pytest.mark.parametrize("name", PROFILES)
def test_pyxform_converts_it_without_a_warning(name: str) -> None:
    profile = PROFILES[name]
    made = convert(to_xlsform(profile), file_type=".xlsx")
    assert made.warnings == []
    form = ElementTree.fromstring(made.xform)  # noqa: S314 - our own
    languages = form.findall(".//x:translation", TAGS)
    assert [tag.get("lang") for tag in languages] == ["Nederlands (nl)", "English (en)"]
    for language, tag in zip(LANGUAGES, languages, strict=True):
        shown = {value.text for value in tag.iterfind(".//x:value", TAGS)}
        wanted = [profile.title, *profile.scale.values(), *(d.name for d in profile.dimensions.values())]
        wanted += [text for item in profile.items.values() for text in (item.text, item.minors) if text]
        assert {text[language].translate(STRAIGHT) for text in wanted} <= shown
    asked = [tag.get("ref", "").rpartition("/")[2] for tag in form.iterfind(".//x:select1", TAGS)]
    assert [name for name in asked if not name.startswith("_")] == list(profile.items)


@WITH_JAVA
@pytest.mark.parametrize("name", PROFILES)
def test_odk_validate_accepts_it(name: str) -> None:
    convert(to_xlsform(PROFILES[name]), file_type=".xlsx", validate=True)


@WITH_JAVA
def test_odk_validate_refuses_a_broken_form() -> None:
    book = load_workbook(BytesIO(to_xlsform(PROFILES["small"])))
    column = SURVEY.index("relevant") + 1
    for row in range(2, book["survey"].max_row + 1):
        if book["survey"].cell(row, column).value:
            book["survey"].cell(row, column).value = "nonsense(1"
    file = BytesIO()
    book.save(file)
    with pytest.raises(Exception, match="ODK Validate"):
        convert(file.getvalue(), file_type=".xlsx", validate=True)


@settings(max_examples=settings().max_examples // 5)
@given(profiles())
def test_the_sheets_hold_any_profile_exactly(profile: Profile) -> None:
    book = load_workbook(BytesIO(to_xlsform(profile)))
    sheets = {
        sheet.title: [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }
    assert sheets["survey"] == [[*SURVEY], *survey(profile)]
    assert sheets["choices"] == [[*CHOICES], *choices(profile)]
    first = LANGUAGES[0]
    assert sheets["settings"][1] == [profile.title[first], "basishouding", profile.version, "Nederlands (nl)"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row), "a formula"


def survey(profile: Profile) -> Iterator[list[str]]:
    """The rows of the survey, in order."""

    def row(kind: str, name: str, text: Text, *last: str, hint: Text | None = None) -> list[str]:
        hints = [hint[language] for language in LANGUAGES] if hint else [""] * len(HINTS)
        return [kind, name, *words(text), *hints, *last, *[""] * (5 - len(last))]

    yield row("note", "_introduction", profile.title, hint=profile.introduction)
    yield row("note", "_for_whom", profile.for_whom)
    yield row("select_one _works_with", "_works_with", profile.works_with_question)
    yield row("select_one _sure", "_sure", profile.confidence.question)
    yield row("note", "_stem", profile.stem)
    adults, minors = (
        " or ".join("${_works_with} = '" + whom + "'" for whom in people)
        for people in (("", "adults"), ("minors", "both"))
    )
    for dimension in profile.dimensions.values():
        yield row("begin_group", dimension.id, dimension.name, "", "field-list", dimension.part)
        for item in dimension.items.values():
            hidden = ("", "", item.aspect, "yes" if item.opposite else "no")
            yield row("select_one _scale", item.id, item.text, adults if item.minors else "", *hidden)
            if item.minors:
                yield row("select_one _scale", f"_minors.{item.id}", item.minors, minors, *hidden)
        yield ["end_group", dimension.id, *[""] * 9]
    if profile.not_replaced:
        yield row("note", "_not_replaced", profile.not_replaced)
    yield row("note", "_source", profile.source)


def choices(profile: Profile) -> Iterator[list[str]]:
    """The rows of the choices, in order."""
    for number, label in enumerate(profile.scale.values(), start=1):
        yield ["_scale", str(number), *words(label)]
    yield ["_scale", "not_applicable", *words(profile.not_applicable)]
    for choice in profile.works_with:
        yield ["_works_with", choice.id, *words(choice.label)]
    yield ["_sure", "0", *(f"0 = {word}" for word in words(profile.confidence.low))]
    for number in range(1, 10):
        yield ["_sure", str(number), *[str(number)] * len(LABELS)]
    yield ["_sure", "10", *(f"10 = {word}" for word in words(profile.confidence.high))]
    for dimension in profile.dimensions.values():
        for aspect in dimension.aspects.values():
            yield [f"_aspects.{dimension.id}", aspect.id, *words(aspect.name)]


def words(text: Text) -> list[str]:
    return [text[language] for language in LANGUAGES]
