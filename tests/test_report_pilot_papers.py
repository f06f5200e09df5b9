"""The papers of a pilot hold every statement, in both languages, and are tagged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from content import LANGUAGES, Profile
from formats.__main__ import PAPERS, main
from tests.support.formats_profiles import FOLDERS, PROFILES
from tests.support.report_documents import WITH_MARKUP, letters, read, text_of, worded
from tests.support.tagged import faults

DAY = date(2026, 11, 28)

Paper = Callable[..., bytes]


def paper(name: str, profile: Profile, language: str) -> PdfReader:
    return read(PAPERS[name][1](profile, language=language, made_on=DAY))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_holds_every_statement_and_is_tagged(name: str, profile: str, language: str) -> None:
    pdf, asked = paper(name, PROFILES[profile], language), PROFILES[profile]
    assert faults(pdf, language) == []
    text = text_of(pdf)
    for item in asked.items.values():
        assert letters(item.id) in text
        for wording in (item.text, item.minors):
            assert wording is None or letters(wording[language]) in text
    for label in (*asked.scale.values(), asked.not_applicable, asked.stem, asked.works_with_question):
        assert letters(label[language]) in text
    for dimension in asked.dimensions.values():
        assert letters(dimension.name[language]) in text
        assert letters(dimension.summary[language]) not in text, "the ideal would lead the answers"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_what_has_been_studied(language: str) -> None:
    profile = PROFILES["real"]
    text = text_of(paper("answer-form", profile, language))
    assert letters(profile.evidence[language]) in text
    assert letters(profile.source[language]) in text


@WITH_MARKUP
@pytest.mark.parametrize("name", PAPERS)
def test_words_are_not_read_as_markup(name: str, hostile: str) -> None:
    pdf = paper(name, worded(PROFILES["small"], hostile), "nl")
    assert letters(hostile) in text_of(pdf)


@pytest.mark.parametrize("name", PAPERS)
def test_the_command_writes_the_paper(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    assert main([name, "--language", "en", "--profile", str(FOLDERS["small"]), "-o", str(file)]) == 0
    assert letters(PROFILES["small"].stem["en"]) in text_of(read(file.read_bytes()))
