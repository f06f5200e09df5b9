"""The page that comes before the app: Streamlit's, in the reader's language, with the first words in it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from streamlit.file_util import get_static_dir

from app_pages.reflect import welcome
from app_pages.ui.links import ADDRESSES
from content import LANGUAGE_PARAMETER, LANGUAGES, interface_words, latest_valid_profile

STREAMLIT_FILES: Final = Path(get_static_dir()).resolve()

SCRIPTS: Final = STREAMLIT_FILES / "static" / "js"

CHUNKS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("PageLink", "Button"),
    ADDRESSES["reflection"]: ("Button", "Radio", "Progress"),
    ADDRESSES["result"]: ("PageLink", "ArrowVegaLiteChart", "embed"),
    ADDRESSES["team_result"]: ("PageLink", "ArrowVegaLiteChart", "embed"),
}
"""What a page is made of and Streamlit's shell does not preload; a name of no file does no harm."""

NEXT_CHUNKS: Final[Mapping[str, tuple[str, ...]]] = {"": CHUNKS[ADDRESSES["reflection"]]}
"""What the page after it is made of, to be fetched when nothing else is."""

FIRST_FONTS: Final = ("SourceSansVF-Upright", "SourceSerifVariable-Roman")
"""The letters of the first words. Without them a browser shows none for a while."""


def shell(language: str, address: str = "") -> bytes:
    """Streamlit's page with our language, title, icon, style and script, and the first words.

    `address` is a page's own, '' the first one.
    """
    return _shell(language, address, _welcome(language) if address == "" else _outline(language))


def names_of_streamlit(language: str) -> dict[str, str]:
    """What Streamlit names in English only, in the reader's language: a CSS selector -> its name."""
    _ = interface_words(language).gettext
    return {
        '[data-testid="stSkipToContent"]': _("To the content"),
        '[data-testid="stProgress"] [role="progressbar"]': _("Progress"),
        '[data-testid="stNumberInputStepDown"]': _("one fewer"),
        '[data-testid="stNumberInputStepUp"]': _("one more"),
        ".react-aria-ComboBox button": _("show the choices"),
        '[data-testid="stFileUploaderDropzoneInput"]': _("Choose a file"),
        '[data-testid="stFileUploaderDropzone"] button p': _("Choose a file"),
    }


@lru_cache(maxsize=64)  # the words change with the profile
def _shell(language: str, address: str, first: str) -> bytes:
    html = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = re.sub(r'<html lang="\w+">', f'<html lang="{language}">', html)
    html = re.sub(r"<noscript>.*?</noscript>", "", html, flags=re.DOTALL)
    html = re.sub(r'<link rel="service-desc"[^>]*>', "", html)
    html = re.sub(r'<link\s+rel="preload"[^>]*>', "", html)
    html = html.replace("./favicon.png", "./basishouding.svg")
    styles = re.findall(r'<link rel="stylesheet"[^>]*>', html)
    html = re.sub(r'<link rel="stylesheet"[^>]*>', "", html)
    media = STREAMLIT_FILES / "static" / "media"
    letters = (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./static/media/{file.name}">'
        for name in FIRST_FONTS
        for file in media.glob(f"{name}.*.woff2")
    )
    soon = "".join(
        f'<link rel="{when}" crossorigin href="./static/js/{file}">'
        for when, names in (("modulepreload", CHUNKS), ("prefetch", NEXT_CHUNKS))
        for file in _with_imports(names.get(address, ()))
        if f"/{file}" not in html
    )
    # for basishouding.js, and both: the language can change without a new page
    names = json.dumps({each: names_of_streamlit(each) for each in LANGUAGES}, ensure_ascii=False)
    own = f'<meta name="names" content="{escape(names)}">'
    own += '<link rel="stylesheet" href="./basishouding.css"><script defer src="./basishouding.js"></script>'
    # what the first words need comes before the app's own scripts
    head = "".join((*styles, own, *letters, "<title>Basishouding</title>"))
    html = re.sub(r"<title>.*?</title>", lambda _found: head, html)
    html = html.replace("</head>", f"{soon}</head>").replace("<body>", f"<body>{first}")
    return re.sub(r"\n\s*", "\n", html).strip().encode()


def _with_imports(names: Iterable[str]) -> list[str]:
    """The files of Streamlit's scripts that go by these names, and what those import, each once."""
    found: list[str] = []
    todo = [file.name for name in names for file in SCRIPTS.glob(f"{name}.*.js")]
    while todo:
        file = todo.pop(0)
        if file not in found:
            found.append(file)
            todo += re.findall(r'(?:from|import)"\./([^"]+)"', (SCRIPTS / file).read_text(encoding="utf-8"))
    return found


def _welcome(language: str) -> str:
    """The welcome page's own first words, and the way in, which leads on even before the app is there."""
    _ = interface_words(language).gettext
    title, *paragraphs = welcome.opening(latest_valid_profile(), language)
    told = "".join(f"<p>{_marked(paragraph)}</p>" for paragraph in paragraphs)
    there = f"./{ADDRESSES['reflection']}{_query(language)}"
    begin = escape(_("Begin"))
    way_in = f'<p class="way-in"><a href="{there}">{begin}</a></p>'
    return _first(language, "first-welcome", f"<h1>{escape(title)}</h1>{told}{way_in}")


def _outline(language: str) -> str:
    """Lines where another page's words will be."""
    _ = interface_words(language).gettext
    moment = escape(_("One moment."))
    said = f'<p class="unseen" role="status">{moment}</p>'
    return _first(language, "first-outline", f'{said}<div aria-hidden="true">{"<i></i>" * 6}</div>')


def _first(language: str, kind: str, inside: str) -> str:
    _ = interface_words(language).gettext
    other = LANGUAGES[language == LANGUAGES[0]]
    name = {"nl": "Nederlands", "en": "English"}[other]  # each language is offered in its own words
    needed = escape(_("This page needs JavaScript."))
    return (
        f'<div id="first" class="{kind}"><header><a href="./{_query(language)}">Basishouding</a>'
        f'<a lang="{other}" href="{_query(other) or "?"}">{name}</a></header>'
        f"<main><noscript><p>{needed}</p></noscript>{inside}</main></div>"
    )


def _query(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"?{LANGUAGE_PARAMETER}={language}"


def _marked(paragraph: str) -> str:
    """The little markdown there is in the first words."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(paragraph, quote=False))


@cache
def first_files() -> tuple[Path, ...]:
    """The scripts and styles of Streamlit's that the first page asks for, and those needed soon."""
    pages = "".join(shell(LANGUAGES[0], address).decode() for address in CHUNKS)
    names = dict.fromkeys(re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', pages))
    return tuple(STREAMLIT_FILES / name for name in names)


def content_security_policy() -> str:
    """As tight as Streamlit works under: no eval, no inline script but the shell's own."""
    inline = re.findall(r"<script>(.*?)</script>", shell(LANGUAGES[0]).decode(), flags=re.S)
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in inline)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )
