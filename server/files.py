"""The page around the app and the static files, compressed and from memory."""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from content import LANGUAGE_PARAMETER, LANGUAGES, language_of
from server.shell import STREAMLIT_FILES, no_page, shell
from server.site import Site

STATIC_FILES: Final = {
    f"/{file.relative_to(STREAMLIT_FILES).as_posix()}": file
    for file in (STREAMLIT_FILES / "static").rglob("*")
    if file.is_file()
}
"""Streamlit's files by address: what a visitor asks for never becomes a path on the disk."""

HIDDEN_PATHS: Final = ("/_stcore/metrics", "/_stcore/agent/")
"""Public in Streamlit and of no use to a visitor."""

PASSED_ON: Final = (
    "/_stcore/",
    "/media/",
    "/component/",
    "/auth/",
    "/oauth2callback",
    "/health",
    "/meeting/",
)
"""Streamlit's routes and our own; for any other address Streamlit would send its own page."""

SECONDS_A_DAY: Final = 24 * 60 * 60
FOR_GOOD: Final = f"public, max-age={365 * SECONDS_A_DAY}, immutable"
FOR_A_DAY: Final = f"public, max-age={SECONDS_A_DAY}"


class Body(NamedTuple):
    """What is sent: as it is, compressed (None where that is no smaller), and its ETag."""

    plain: bytes
    gzip: bytes | None
    tag: str


def _body(plain: bytes) -> Body:
    smaller = gzip.compress(plain, compresslevel=6)
    tag = f'"{sha256(plain).hexdigest()[:16]}"'
    return Body(plain, smaller if len(smaller) < len(plain) else None, tag)


@lru_cache(maxsize=64)  # a page changes with the profile only
def _page(html: bytes) -> Body:
    return _body(html)


@cache
def _file(file: Path) -> Body:
    return _body(file.read_bytes())


class Files:
    """Answers requests for pages and static files; passes everything else on to Streamlit."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site
        folder = site.static_folder
        self._own = {f"/{f.relative_to(folder).as_posix()}": f for f in folder.rglob("*") if f.is_file()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET or HEAD of a page or a file; pass the rest on."""
        response = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            response = self._answer(scope["path"], Request(scope))
        await (response or self._app)(scope, receive, send)

    def _answer(self, path: str, request: Request) -> Response | None:
        if path.startswith(HIDDEN_PATHS):
            return Response(status_code=404)
        if file := self._own.get(path):
            return _send(_file(file), path, FOR_A_DAY if file.suffix == ".woff2" else "no-cache", request)
        if file := STATIC_FILES.get(path):
            return _send(_file(file), path, FOR_GOOD, request)  # its name changes with its content
        if path.startswith(PASSED_ON):
            return None
        if path[1:] in self._site.addresses:
            language = language_of(request.query_params.get(LANGUAGE_PARAMETER))
            page = shell(self._site, language, path[1:])
            return _send(_page(page), "page.html", "no-cache", request)
        if (address := path.rstrip("/")[1:]) and address in self._site.addresses:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{path.rstrip('/')}{query}", 308)
        return HTMLResponse(no_page(asked_language(request)), 404, {"Cache-Control": "no-store"})


def asked_language(request: Request) -> str:
    """The language in the address; without one the first of ours that the browser asks for."""
    preferred = re.findall(rf"\b({'|'.join(LANGUAGES)})\b", request.headers.get("accept-language", ""))
    return language_of(request.query_params.get(LANGUAGE_PARAMETER, next(iter(preferred), None)))


def _send(body: Body, name: str, caching: str, request: Request) -> Response:
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding", "ETag": body.tag}
    if request.headers.get("if-none-match") == body.tag:
        return Response(status_code=304, headers=headers)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if body.gzip and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body.gzip, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(body.plain, media_type=kind, headers=headers)
