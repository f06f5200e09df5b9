"""The words of the interface: gettext catalogues in locales/, English message ids in the code."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from content.model import LANGUAGES

LOCALES_FOLDER: Final = Path(__file__).resolve().parent.parent / "locales"

LANGUAGE_PARAMETER: Final = "lang"
"""The parameter of a page's address that holds the language."""


def language_of(wanted: str | None) -> str:
    """The wanted language where the app has it, else the first one."""
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def babel_locale(language: str) -> str:
    """The locale for dates and lists; English is British."""
    return "en_GB" if language == "en" else language


@cache
def interface_words(language: str) -> GNUTranslations:
    """The translations for `language`, read from its .po file, so that nothing needs compiling."""
    compiled = BytesIO()
    with (LOCALES_FOLDER / language / "LC_MESSAGES" / "basishouding.po").open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
