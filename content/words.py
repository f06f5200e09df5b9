"""The interface's words: gettext catalogues in locales/, English message ids in the code."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from content.model import LANGUAGES

LANGUAGE_PARAMETER: Final = "lang"
"""The parameter of an address that names the language."""

LOCALES_FOLDER: Final = Path(__file__).resolve().parent.parent / "locales"


def language_of(wanted: str | None) -> str:
    """The language to use for the value of LANGUAGE_PARAMETER; the first one where it is none of ours."""
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def babel_locale(language: str) -> str:
    """How dates and lists are written in `language`; in English the British way."""
    return "en_GB" if language == "en" else language


@cache
def interface_words(language: str) -> GNUTranslations:
    """The translations for `language`, read from its .po file: no compiled file to forget."""
    compiled = BytesIO()
    with (LOCALES_FOLDER / language / "LC_MESSAGES" / "basishouding.po").open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
