"""Every word of the interface is in both catalogues, with the same placeholders."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from benchmarks.words import sentences, words
from content import LANGUAGES
from tests.support.plain import BLAME, JARGON, LOADED, MAX_WORDS

ROOT = Path(__file__).resolve().parent.parent
CODE = ("server/**.py", "app_pages/**.py", "report/**.py")

Id = str | tuple[str, ...]


def ids_in_the_code() -> set[Id]:
    found = extract_from_dir(str(ROOT), method_map=[(pattern, "python") for pattern in CODE])
    return {message for _file, _line, message, _comments, _context in found}


def catalogue(language: str) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "basishouding.po").open("rb") as file:
        return read_po(file, locale=language)


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def each(text: Id | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_the_code_has_words() -> None:
    assert "Next" in ids_in_the_code()
    assert any(isinstance(message, tuple) for message in ids_in_the_code())


def test_extraction_finds_every_word() -> None:
    """On Python 3.11 Babel skips a call inside an f-string."""
    for file in (
        file for folder in ("server", "app_pages", "report") for file in (ROOT / folder).rglob("*.py")
    ):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inside = {
                    call.func.id
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
                }
                assert not inside & {"_", "ngettext"}, f"{file.name}:{node.lineno}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language: str) -> None:
    code = ids_in_the_code()
    messages = {message.id: message for message in catalogue(language) if message.id}
    assert code - set(messages) == set(), "not in the catalogue"
    assert set(messages) - code == set(), "no longer in the code"
    for message_id, message in messages.items():
        assert all(each(message.string)), f"{language}: {message_id!r} has no translation"
        assert not message.fuzzy, f"{language}: {message_id!r} is a guess"
        if language == "en":
            assert message.string == message_id
        for text in each(message.string):
            wanted = set().union(*map(placeholders, each(message_id)))
            assert placeholders(text) == wanted, f"{language}: {message_id!r}"


def test_the_interface_keeps_the_tone() -> None:
    for language in LANGUAGES:
        for message in catalogue(language):
            for text in each(message.string) if message.id else ():
                assert "!" not in text, f"{language}: {text!r}"


def dutch() -> list[str]:
    return [text for message in catalogue("nl") if message.id for text in each(message.string)]


def test_no_dutch_sentence_is_long() -> None:
    long = [one for text in dutch() for one in sentences(text) if len(words(one)) > MAX_WORDS]
    assert long == []


@pytest.mark.parametrize("kind", [LOADED, BLAME, JARGON])
def test_no_loaded_blaming_or_technical_words(kind: str) -> None:
    pattern = re.compile(rf"\b({kind})\b", re.IGNORECASE)
    # without the names of placeholders
    assert [text for text in dutch() if pattern.search(re.sub(r"\{\w+\}", "", text))] == []
