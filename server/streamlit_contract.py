"""Everything private in Streamlit that this project relies on, each with a check that needs no browser.

`python -m server.streamlit_contract > docs/upgrading-streamlit.md` writes the page for whoever upgrades it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette import starlette_auth_routes, starlette_routes

from content import LANGUAGES
from server.shell import STREAMLIT_FILES, STREAMLIT_TAGS, messages_of_streamlit, names_of_streamlit
from server.sign_in_return import SIGN_IN_LOGGER, SIGN_IN_ROUTES, USER_COOKIE

ROOT: Final = Path(__file__).resolve().parent.parent
OWN_FILES: Final = ROOT / "app_pages" / "static"


@dataclass(frozen=True)
class Reliance:
    """One thing that may change without notice."""

    what: str
    where: str
    """Where we use it."""
    remedy: str
    """What to do when it has changed."""
    missing: Callable[[], Iterable[str]]
    """What of it the installed Streamlit no longer has; empty is well."""


@cache
def _scripts() -> str:
    """All of Streamlit's built scripts."""
    files = (STREAMLIT_FILES / "static" / "js").glob("*.js")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _not_in_scripts(*texts: str) -> list[str]:
    return [text for text in texts if text not in _scripts()]


def _page_parts() -> list[str]:
    index = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    parts = ('<script type="module"', 'rel="stylesheet"', 'rel="modulepreload"')
    missing = [part for part in parts if not any(part in tag for tag in STREAMLIT_TAGS)]
    return missing if '<div id="root"></div>' in index else [*missing, '<div id="root"></div>']


def _dom_names() -> list[str]:
    """The data-testids and classes of Streamlit's that our style, script and names select by."""
    own = "\n".join(
        (OWN_FILES / name).read_text(encoding="utf-8")
        for name in ("basishouding.css", "basishouding.js", "meeting.js")
    )
    own += "\n".join(names_of_streamlit(LANGUAGES[0]))
    found = re.findall(r'data-testid="([\w-]+)"|\.(st[A-Z]\w+|react-aria-\w+)', own)
    # React Aria makes its class names out of the names of its components
    return _not_in_scripts(*sorted({test or style.removeprefix("react-aria-") for test, style in found}))


def _messages() -> list[str]:
    parts = (part for text in messages_of_streamlit(LANGUAGES[0]) for part in text.split("{}"))
    return _not_in_scripts(*(part.removeprefix("Error: ") for part in parts))


def _settings() -> list[str]:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    theme = settings.pop("theme")
    sections = {**settings, **{f"theme.{scheme}": theme.pop(scheme) for scheme in ("light", "dark")}}
    names = [
        f"{section}.{name}" for section, values in {**sections, "theme": theme}.items() for name in values
    ]
    return [name for name in names if not _is_setting(name)]


def _is_setting(name: str) -> bool:
    try:
        st.get_option(name)
    except RuntimeError:
        return False
    return True


def _routes() -> list[str]:
    ours = {"_stcore", "media", "component", "static", "_stcore/upload_file"}
    known = (name for name in vars(starlette_routes) if name.startswith("BASE_ROUTE_"))
    return sorted(ours - {getattr(starlette_routes, name) for name in known})


def _sign_in() -> list[str]:
    names = {value for value in vars(starlette_auth_routes).values() if isinstance(value, str)}
    ours = [*(route.removeprefix("/") for route in SIGN_IN_ROUTES), USER_COOKIE]
    logger = [] if find_spec(SIGN_IN_LOGGER) else [SIGN_IN_LOGGER]
    return [name for name in ours if name not in names] + logger


def _uploads() -> list[str]:
    kept = hasattr(MemoryUploadedFileManager("/"), "file_storage")
    return [] if kept else ["MemoryUploadedFileManager.file_storage"]


RELIANCES: Final = (
    Reliance(
        "its index.html: a module script, preloaded modules, a stylesheet, and the element `#root`",
        "`server/shell.py` puts these tags into a page of our own",
        "Look at Streamlit's index.html; take what it loads now into `STREAMLIT_TAGS`.",
        _page_parts,
    ),
    Reliance(
        "data-testids and class names in its pages",
        "`app_pages/static/basishouding.css` and `.js`; `names_of_streamlit` in `server/shell.py`",
        "Find the element in a browser and use its new name. Then run `tests/browser/test_looks.py`.",
        _dom_names,
    ),
    Reliance(
        "the English texts of its messages: no connection, a number out of range, a file that did not arrive",
        "`messages_of_streamlit` in `server/shell.py`",
        "Look in its built scripts for what it says now, and put that into the table.",
        _messages,
    ),
    Reliance(
        "the class `st-key-…` of a widget's key, with `-` for what is no letter, digit, `_` or `-`",
        "`keyed` in `basishouding.js`; many rules of `basishouding.css`",
        "Make the class in `keyed` as Streamlit's script does now.",
        lambda: _not_in_scripts("`st-key-`+", "[^a-zA-Z0-9_-]/g,`-`"),
    ),
    Reliance(
        "the state of the script and of the connection, as attributes of `stApp`",
        "`basishouding.js`: when the first words go, when a pressed button is answered, when to send answers",
        "Find how the page tells now that a run has ended, and watch that.",
        lambda: _not_in_scripts("data-test-script-state", "data-test-connection-state"),
    ),
    Reliance(
        "`window.__streamlit.BACKEND_BASE_URL`",
        "`basishouding.js`: else every page's address is tried first, with two 404s",
        "Leave the line out if deep links open without 404s; else find the new name.",
        lambda: _not_in_scripts("BACKEND_BASE_URL"),
    ),
    Reliance(
        "the shortcut of a bare R, which runs a page anew, and sections that open by `Element.animate`",
        "`basishouding.js` stops both (WCAG 2.1.4 and 2.3.3)",
        "If `tests/browser/test_access.py` and `test_seeing.py` pass without our lines, delete these.",
        lambda: _not_in_scripts("`r,c,esc`", ".animate("),
    ),
    Reliance(
        "the event `vite:preloadError` where one of its scripts does not load, and a stack below its error",
        "`basishouding.js` loads the page once more; `server/shell.py` has a sentence instead of the error",
        "Find what it tells of a script that did not load. Then run `tests/browser/test_first_visit.py`.",
        lambda: _not_in_scripts("vite:preloadError", "stErrorElementStack"),
    ),
    Reliance(
        "routes: `/_stcore/`, `/media/`, `/component/`, `/static/`; `host-config` just before the WebSocket",
        "`server/files.py`, `server/guard.py` (the draft's cookie), `server/limits.py`",
        "Change the prefixes there; set the cookie on the last request before the WebSocket.",
        lambda: [*_routes(), *_not_in_scripts("host-config")],
    ),
    Reliance(
        "`MemoryUploadedFileManager.file_storage`",
        "`server/limits.py` counts the uploaded files of a session",
        "Find where uploaded files are kept now, or leave the count to `server.maxUploadSize`.",
        _uploads,
    ),
    Reliance(
        "the sign-in's addresses, its cookie `_streamlit_user` and the logger of its routes",
        "`server/sign_in_return.py`",
        "Change the constants there. Then run `test_sign_in.py` in `tests/browser` and `tests/exhaustive`.",
        _sign_in,
    ),
    Reliance(
        "settings, of which `runner.postScriptGC` is hidden",
        "`.streamlit/config.toml`; why each: decision 2",
        "Read the release notes for the setting; without `postScriptGC` measure `benchmarks.reflection`.",
        _settings,
    ),
)

PAGE: Final = """# Upgrading Streamlit

An afternoon. Most of Streamlit that is used here is documented; what is not stands in the table, made from
`server/streamlit_contract.py` by `python -m server.streamlit_contract > docs/upgrading-streamlit.md`.

1. The new version in `requirements.txt`, the lock file anew ([dependencies.md](dependencies.md)).
2. `pytest tests/test_streamlit_contract.py`: each failure says what is gone and what to do.
3. `pytest tests/browser`: what Streamlit shows in English, what jumps, what a first visit weighs.
4. `python -m benchmarks.reflection` against the version before.

No function of Streamlit's is replaced, and no file of its is changed.

| what we rely on | where | when it has changed |
| --- | --- | --- |
"""


def page() -> str:
    """The text of docs/upgrading-streamlit.md."""
    rows = (f"| {each.what} | {each.where} | {each.remedy} |" for each in RELIANCES)
    return PAGE + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
