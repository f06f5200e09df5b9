"""The page's shell and the static files, compressed and from memory."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

import brotli
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app_pages.ui.links import ADDRESSES
from content import LANGUAGE_PARAMETER, LANGUAGES
from server.shell import STREAMLIT_FILES, first_files, shell

PAGES: Final = Path(__file__).resolve().parent.parent / "app_pages" / "static"
OWN_FILES: Final = {f"/{file.name}": file for file in PAGES.glob("basishouding*.*")}

STATIC_FILES: Final = {
    f"/{file.relative_to(STREAMLIT_FILES).as_posix()}": file
    for file in (STREAMLIT_FILES / "static").rglob("*")
    if file.is_file()
}
"""Looked up by name: what a visitor asks for never becomes a path on the disk."""

OWN_FONTS: Final = PAGES / "fonts"
FONTS: Final = {
    file: OWN_FONTS / own
    for start, own in (
        ("SourceSansVF-Upright", "sans.woff2"),
        ("SourceSerifVariable-Roman", "serif.woff2"),
        ("SourceSansVF-Italic", "italic.woff2"),
        ("SourceCodeVF-Upright", "mono.woff2"),
        ("MaterialSymbols-Rounded", "icons.woff2"),
    )
    for file in (STREAMLIT_FILES / "static" / "media").glob(f"{start}.*.woff2")
}
"""What is sent in place of Streamlit's fonts: the part that pages show (made by tests/support/fonts.py)."""

HIDDEN_PATHS: Final = ("/_stcore/metrics", "/_stcore/agent/")
"""Public in Streamlit and of no use to a visitor."""

STREAMLIT_ROUTES: Final = ("/_stcore/", "/media/", "/component/", "/auth/", "/oauth2callback", "/health")
"""What goes on to Streamlit, and to our own route; for anything else it would send its own shell."""

SECONDS_A_DAY: Final = 24 * 60 * 60
SECONDS_A_YEAR: Final = 365 * SECONDS_A_DAY

BEST: Final = 10
"""Brotli's level for what every first visit asks for: 8 % less than the quick one, in two seconds."""
QUICK: Final = 5
"""While somebody waits, be it for the start of the server."""


class Packed(NamedTuple):
    """Something in the encodings that browsers take, the smallest first."""

    br: bytes
    gzip: bytes
    tag: str


def _packed(plain: bytes) -> Packed:
    return Packed(
        brotli.compress(plain, quality=QUICK), gzip.compress(plain), f'"{sha256(plain).hexdigest()[:16]}"'
    )


_packed_files: Final[dict[Path, Packed]] = {}


def packed_file(file: Path) -> Packed:
    """Made once, since the names of Streamlit's files change with their content."""
    if file not in _packed_files:
        _packed_files[file] = _packed(file.read_bytes())
    return _packed_files[file]


def pack_tighter() -> None:
    """Pack what a first visit asks for as small as can be; until then it is sent as it was packed quickly."""
    for file in first_files():
        tighter = brotli.compress(file.read_bytes(), quality=BEST)
        _packed_files[file] = packed_file(file)._replace(br=tighter)


@lru_cache(maxsize=64)
def _packed_shell(html: bytes) -> Packed:
    return _packed(html)


class Files:
    """Sends the shell and the static files compressed; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is a page or a file, from memory."""
        response = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            response = self._answer(scope["path"], Request(scope))
        await (response or self._app)(scope, receive, send)

    def _answer(self, path: str, request: Request) -> Response | None:
        if path.startswith(HIDDEN_PATHS):
            return Response(status_code=404)
        if path in OWN_FILES:
            return self._file(OWN_FILES[path], request, "no-cache")
        if path in STATIC_FILES:
            file = STATIC_FILES[path]
            if file in FONTS:  # not for good: Streamlit's name stays the same when ours changes
                return self._file(FONTS[file], request, f"public, max-age={SECONDS_A_DAY}")
            return self._file(file, request, f"public, max-age={SECONDS_A_YEAR}, immutable")
        if path.startswith(STREAMLIT_ROUTES):
            return None
        if path[1:] in ("", *ADDRESSES.values()):
            language = request.query_params.get(LANGUAGE_PARAMETER)
            body = shell(language if language in LANGUAGES else LANGUAGES[0], path[1:])
            return self._send(body, _packed_shell(body), "text/html; charset=utf-8", "no-cache", request)
        # Streamlit would show its first page below an English message
        return RedirectResponse("./") if path.count("/") == 1 else Response(status_code=404)

    def _file(self, file: Path, request: Request, caching: str) -> Response:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.suffix in (".woff2", ".png"):  # compressed already
            return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": caching})
        return self._send(file, packed_file(file), kind, caching, request)

    @staticmethod
    def _send(plain: bytes | Path, packed: Packed, kind: str, caching: str, request: Request) -> Response:
        headers = {"Cache-Control": caching, "Vary": "Accept-Encoding", "ETag": packed.tag}
        if request.headers.get("if-none-match") == packed.tag:
            return Response(status_code=304, headers=headers)
        accepted = request.headers.get("accept-encoding", "")
        if "br" in accepted:
            return Response(packed.br, media_type=kind, headers={**headers, "Content-Encoding": "br"})
        if "gzip" in accepted:
            return Response(packed.gzip, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
        body = plain if isinstance(plain, bytes) else plain.read_bytes()
        return Response(body, media_type=kind, headers=headers)
