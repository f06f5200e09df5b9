"""The page around the app: Streamlit's scripts and styles, our own, and the first words a reader sees."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from content import LANGUAGE_PARAMETER, LANGUAGES, Profile, interface_words, latest_valid_profile
from server.site import Site

STREAMLIT_FILES: Final = Path(st.__file__).resolve().parent / "static"

STREAMLIT_TAGS: Final[list[str]] = re.findall(
    r'<script type="module".*?</script>|<link rel="(?:modulepreload|stylesheet)".*?>',
    (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8"),
    flags=re.DOTALL,
)
"""What Streamlit's own page loads; this is all that is taken from that page."""

SOON_NEEDED: Final = [
    f'<link rel="modulepreload" crossorigin href="./static/js/{file.name}">'
    for name in ("PageLink", "Button")
    for file in (STREAMLIT_FILES / "static" / "js").glob(f"{name}.*.js")
]
"""Scripts of every page, which Streamlit's own page does not preload; where one is gone nothing breaks."""

COLOURS: Final = {
    "paper": "backgroundColor",
    "card": "secondaryBackgroundColor",
    "ink": "textColor",
    "line": "borderColor",
    "primary": "primaryColor",
}
"""Variable in basishouding.css -> colour in .streamlit/config.toml."""

LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}
"""Each language is offered in its own words."""


def shell(site: Site, language: str, address: str) -> bytes:
    """The HTML that is sent for the page at `address` ('' is the first one), complete without the app."""
    profile = latest_valid_profile()
    first = _welcome(site, profile, language) if address == "" else _outline(language)
    styles = [tag for tag in STREAMLIT_TAGS if "stylesheet" in tag]
    scripts = [tag for tag in STREAMLIT_TAGS if tag not in styles]
    letters = (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./fonts/{name}.woff2">'
        for name in ("sans", "serif")
    )
    contract = {
        **site.contract(profile),
        "languageParameter": LANGUAGE_PARAMETER,
        "languages": LANGUAGES,
        "names": {each: names_of_streamlit(each) for each in LANGUAGES},
        "messages": {each: messages_of_streamlit(each) for each in LANGUAGES},
    }
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        '<title>Basishouding</title><link rel="icon" href="./basishouding.svg">',
        *styles,
        _theme(),
        '<link rel="stylesheet" href="./basishouding.css">',
        f'<meta name="contract" content="{escape(json.dumps(contract, ensure_ascii=False))}">',
        '<script defer src="./basishouding.js"></script>',
        '<script defer src="./meeting.js"></script>',
        *letters,
        *scripts,  # after what the first words need
        *SOON_NEEDED,
    )
    body = f'<body>{first}<div id="root"></div></body>'
    return f'<!doctype html><html lang="{language}"><head>{"".join(head)}</head>{body}</html>'.encode()


def no_page(language: str) -> str:
    """The HTML for an address that has no page, with a way home. It needs no script."""
    _ = interface_words(language).gettext
    title, home = escape(_("There is no page at this address.")), escape(_("Go to the first page"))
    # without a language in the address the browser's own counts here, so the link names either one
    other = LANGUAGES[language == LANGUAGES[0]]
    header = _header(language, "/", f"?{LANGUAGE_PARAMETER}={other}")
    way_home = f'<h1>{title}</h1><p class="way-in"><a href="/{_query(language)}">{home}</a></p>'
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Basishouding</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'{_theme()}<link rel="stylesheet" href="/basishouding.css"></head><body>'
        f'<div id="first" class="first-outline">{header}<main>{way_home}</main></div></body></html>'
    )


def names_of_streamlit(language: str) -> dict[str, str]:
    """What Streamlit names in English only, in the reader's language: a CSS selector -> its name."""
    _ = interface_words(language).gettext
    return {
        '[data-testid="stSkipToContent"]': _("To the content"),
        '[data-testid="stProgress"] [role="progressbar"]': _("Progress"),
        '[data-testid="stFileUploaderDropzone"] > button': _("Choose another file"),
        '[data-testid="stFileChipDeleteBtn"] button': _("Remove"),
        '[role="dialog"] > button': _("Close"),
        '[data-testid="stNumberInputStepDown"]': _("one fewer"),
        '[data-testid="stNumberInputStepUp"]': _("one more"),
        ".react-aria-ComboBox button": _("show the choices"),
        '[data-testid="stFileUploaderDropzoneInput"]': _("Choose a file"),
        '[data-testid="stFileUploaderDropzone"] button p': _("Choose a file"),
        ':has(> [data-testid="stErrorElementStack"])': _(
            "Part of this page could not be loaded. Reload the page. If that does not help, try again later."
        ),
        '[data-testid="stDownloadButtonError"]': _("This file could not be made. Please try again."),
    }


def _theme() -> str:
    return f"<style>{_colours('light')}@media (prefers-color-scheme: dark) {{{_colours('dark')}}}</style>"


def messages_of_streamlit(language: str) -> dict[str, str]:
    """What Streamlit says in English only -> our words; {} is what varies. The first that fits counts."""
    _ = interface_words(language).gettext
    lost = _(
        "What you filled in stays here. The page continues by itself as soon as there is a connection again."
    )
    return {
        "Connection error": _("No connection"),
        "Streamlit server is not responding. Are you connected to the internet?": lost,
        "Is Streamlit still running?{}": lost,
        "Cannot connect to Streamlit (HTTP status: 403).{}": lost,
        "Connection timed out.": lost,
        "Error: Number is outside the allowed range. Please enter a value between {} and {}.": _(
            "Choose a number from {} to {}."
        ),
        "Error: File must be {} or smaller.": _(
            "This file is larger than {}, so it is not a file of this app."
        ),
        "Error: Only one file is allowed.": _("Choose one file only."),
        "Error: {}": _("This file did not arrive, and nothing of it was kept. Choose it again."),
    }


def _colours(scheme: str) -> str:
    colours = (f"--{name}: {st.get_option(f'theme.{scheme}.{option}')};" for name, option in COLOURS.items())
    return f":root {{{''.join(colours)}}}"


def _welcome(site: Site, profile: Profile, language: str) -> str:
    """The welcome page's own first words, and the way in, which leads on even before the app is there."""
    _ = interface_words(language).gettext
    title, *paragraphs = site.opening(profile, language)
    words = "".join(f"<p>{_with_bold(paragraph)}</p>" for paragraph in paragraphs)
    begin, target = escape(_("Begin")), f"./{site.way_in}{_query(language)}"
    way_in = f'<p class="way-in"><a href="{target}">{begin}</a></p>'
    return _first(language, "first-welcome", f"<h1>{escape(title)}</h1>{words}{way_in}")


def _outline(language: str) -> str:
    """Lines where another page's words will be."""
    moment = escape(interface_words(language).gettext("One moment."))
    status = f'<p class="unseen" role="status">{moment}</p>'
    return _first(language, "first-outline", f'{status}<div aria-hidden="true">{"<i></i>" * 6}</div>')


def _first(language: str, kind: str, inside: str) -> str:
    _ = interface_words(language).gettext
    needed = escape(_("This page needs JavaScript."))
    late, again, later = (
        escape(text)
        for text in (
            _("This page has not finished loading."),
            _("Reload this page"),
            _("If that does not help, try again later."),
        )
    )
    header = _header(language, "./", _query(LANGUAGES[language == LANGUAGES[0]]) or "?")
    return (
        f'<div id="first" class="{kind}">{header}'
        f"<main><noscript><p>{needed}</p></noscript>{inside}</main>"
        f'<p class="late" role="status">{late} <a href="">{again}</a>. {later}</p></div>'
    )


def _header(language: str, home: str, in_other: str) -> str:
    """The name of the app, which leads home, and the same page in the other language."""
    other = LANGUAGES[language == LANGUAGES[0]]
    return (
        f'<header><a href="{home}{_query(language)}">Basishouding</a>'
        f'<a lang="{other}" href="{in_other}">{LANGUAGE_NAMES[other]}</a></header>'
    )


def _query(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"?{LANGUAGE_PARAMETER}={language}"


def _with_bold(paragraph: str) -> str:
    """The only Markdown in the first words."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(paragraph, quote=False))
