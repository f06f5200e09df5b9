"""The page that says who runs this and what is kept."""

from __future__ import annotations

import pytest

from content import LANGUAGES
from storage.tables import metadata
from tests.test_pages import app, shown

pytestmark = pytest.mark.usefixtures("database_of_pages")

KEPT = {
    "drafts": "Wat je invult",
    "vaults": "Je kluis",
    "meetings": "Een bijeenkomst",
    "rounds": "Een ronde",
    "participation_codes": "Een ronde",
    "readers": "Een ronde",
    "boxes": "Gedeelde antwoorden",
    "results": "Het resultaat van een ronde",
    "server_key": "Cookies",
}
"""Table -> under which name the page tells about it."""


def test_operator_stands_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASISHOUDING_OPERATOR", "Stichting *Noord*")
    monkeypatch.setenv("BASISHOUDING_CONTACT", "privacy@example.org")
    text = shown(app("beheer"))
    assert r"Stichting \*Noord\*" in text
    assert "example" in text
    assert "niet ingevuld" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_operator_the_page_says_so(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BASISHOUDING_OPERATOR", raising=False)
    monkeypatch.delenv("BASISHOUDING_CONTACT", raising=False)
    text = shown(app("beheer", lang=language))
    assert {"nl": "geen naam ingevuld", "en": "has not filled in a name"}[language] in text


def test_everything_kept_is_told() -> None:
    """A new table needs a place on the page."""
    tables = metadata.tables.keys()
    text = shown(app("beheer"))
    for table in tables:
        assert KEPT.get(table, f"{table} is not told about") in text
    for other in (
        "14 dagen",
        "180 dagen",
        "reservekopie",
        "logboek",
        "Cookies",
        "Inloggen",
        "groep",
        "casus",
    ):
        assert other in text
    assert "Who can learn what about whom" in text  # docs/anonymity.md, whole
    assert "](" not in text
