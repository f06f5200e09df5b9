"""LimeSurvey: the file follows the rules of its importer, as read in the importer's source.

`Imported` reads a file as that importer does (LimeSurvey 6, `TSVImportSurvey`).
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from html import unescape

import pytest

from content import LANGUAGES
from formats import ClashingCodesError, to_limesurvey
from tests.support.formats_profiles import PROFILES

Q_CELLS = "type/scale name relevance text help language validation mandatory other default same_default"
READ = {
    "S": {"name", "text"},
    "SL": {"name", "text", "language"},
    "G": {"id", "type/scale", "name", "relevance", "text", "language"},
    "Q": {*Q_CELLS.split()},
    "A": {"type/scale", "name", "text", "language", "assessment_value"},
}
"""The cells that the importer reads in each class of row. Any other becomes an attribute of a question."""


class Imported:
    """The rows by class, question and language."""

    def __init__(self, text: str) -> None:
        rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines(), delimiter="\t"))
        self.rows = [{key: value for key, value in row.items() if value} for row in rows]
        self.settings = {row["name"]: row["text"] for row in self.of("S")}
        self.groups: dict[str, dict[str, dict[str, str]]] = {}
        self.questions: dict[str, dict[str, dict[str, str]]] = {}
        self.answers: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
        group, question = "", ""
        self.group_of: dict[str, str] = {}
        for row in self.rows:
            if row["class"] == "G":
                group = row["type/scale"]
                self.groups.setdefault(group, {})[row["language"]] = row
            elif row["class"] == "Q":
                question = row["name"]
                assert self.group_of.setdefault(question, group) == group
                self.questions.setdefault(question, {})[row["language"]] = row
            elif row["class"] == "A":
                self.answers.setdefault((question, row["name"]), {})[row["language"]] = row

    def of(self, kind: str) -> list[dict[str, str]]:
        return [row for row in self.rows if row["class"] == kind]


SURVEYS = {name: Imported(to_limesurvey(profile)) for name, profile in PROFILES.items()}


@pytest.mark.parametrize("name", SURVEYS)
def test_the_file_is_as_limesurvey_writes_it(name: str) -> None:
    text = to_limesurvey(PROFILES[name])
    assert text.startswith("\ufeffid\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\t")
    assert {len(row) for row in csv.reader(text.splitlines(), delimiter="\t")} == {14}
    first, *_rest = SURVEYS[name].rows
    assert first["class"] == "S"
    assert first["name"] == "sid", "LimeSurvey's console importer stops without it"
    assert re.fullmatch("[1-9][0-9]{5}", first["text"])
    for row in SURVEYS[name].rows:
        assert row.keys() - {"class"} <= READ[row["class"]], row
        assert "\n" not in "".join(row.values())


@pytest.mark.parametrize("name", SURVEYS)
def test_every_row_is_there_in_each_language(name: str) -> None:
    survey = SURVEYS[name]
    assert (survey.settings["language"], survey.settings["additional_languages"]) == ("nl", "en")
    found = [*survey.groups.values(), *survey.questions.values(), *survey.answers.values()]
    assert all(sorted(rows) == sorted(LANGUAGES) for rows in found)
    settings, texts = survey.of("S"), survey.of("SL")
    assert len(survey.rows) == len(settings) + len(texts) + 2 * len(found)
    for language in LANGUAGES:
        names = [row["name"] for row in texts if row["language"] == language]
        assert names == ["surveyls_title", "surveyls_welcometext", "surveyls_endtext"]


@pytest.mark.parametrize("name", SURVEYS)
def test_limesurvey_accepts_the_codes(name: str) -> None:
    survey = SURVEYS[name]
    for code in survey.questions:
        assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", code)
    assert len({code.lower() for code in survey.questions}) == len(survey.questions)
    assert all(re.fullmatch("[A-Za-z0-9]{1,5}", code) for _, code in survey.answers)
    assert {rows["nl"]["type/scale"] for rows in survey.questions.values()} == {"L"}


@pytest.mark.parametrize("name", SURVEYS)
def test_every_item_has_its_group_and_weights(name: str) -> None:
    profile, survey = PROFILES[name], SURVEYS[name]
    for index, dimension in enumerate(profile.dimensions.values(), start=1):
        group = survey.groups[f"G{index}"]
        for language in LANGUAGES:
            assert group[language]["name"] == dimension.name[language]
        for item in dimension.items.values():
            code = re.sub("[^a-z0-9]", "", item.id)
            wordings = {code: item.text, **({} if item.minors is None else {f"{code}M": item.minors})}
            for question, text in wordings.items():
                assert survey.group_of[question] == f"G{index}"
                for language in LANGUAGES:
                    assert unescape(survey.questions[question][language]["text"]) == text[language]
                    for value, label in profile.scale.items():
                        answer = survey.answers[question, str(value)][language]
                        assert unescape(answer["text"]) == label[language]
                        assert int(answer["assessment_value"]) == (6 - value if item.opposite else value)
                    assert survey.answers[question, "NA"][language]["assessment_value"] == "0"


@pytest.mark.parametrize("name", SURVEYS)
@pytest.mark.parametrize("whom", ["adult", "minor", "both", ""])
def test_exactly_one_wording_shows(name: str, whom: str) -> None:
    """The conditions, read as ExpressionScript reads them: names, ==, or, and !(...)."""
    survey = SURVEYS[name]
    for item in PROFILES[name].items.values():
        code = re.sub("[^a-z0-9]", "", item.id)
        shown = {
            question: meets(survey.questions[question]["nl"]["relevance"], whom)
            for question in (code, f"{code}M")
            if question in survey.questions
        }
        second = item.minors is not None and whom in ("minor", "both")
        assert [question for question, shows in shown.items() if shows] == [code + "M" * second]


def meets(condition: str, whom: str) -> bool:
    if condition == "1":
        return True
    inner = re.fullmatch(r"(!?)\(?(.*?)\)?", condition)
    assert inner
    found = []
    for part in inner[2].split(" or "):
        compared = re.fullmatch(r'workswith\.NAOK == "(\w+)"', part)
        assert compared, condition
        found.append(compared[1] == whom)
    return any(found) != bool(inner[1])


def test_special_characters_are_plain_text() -> None:
    profile = PROFILES["small"]
    text = {"nl": 'Ik zeg: "a < b & {c}"\nen dan\tniets', "en": "x"}
    item = replace(profile.items["desk-1"], text=text)
    desk = replace(profile.dimensions["desk"], items={**profile.dimensions["desk"].items, "desk-1": item})
    changed = replace(profile, dimensions={**profile.dimensions, "desk": desk})
    found = Imported(to_limesurvey(changed)).questions["desk1"]["nl"]["text"]
    assert "{" not in found
    assert unescape(found) == 'Ik zeg: "a < b & {c}" en dan niets'


def test_ids_with_the_same_code_are_refused() -> None:
    profile = PROFILES["small"]
    items = {
        name: replace(profile.items["desk-1"], id=name)
        for name in ("desk-1", "desk1", "x" * 20, "works.with", "y")
    }
    with pytest.raises(ClashingCodesError) as caught:
        to_limesurvey(replace(profile, items=items))
    assert caught.value.ids == ("works_with", "desk-1", "desk1", "x" * 20, "works.with")
    assert "desk1" in str(caught.value)
