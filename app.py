"""The server: `streamlit run app.py` starts it.

Streamlit serves the screens; this adds what a public page needs around them: the page's shell in the
reader's language, compressed files, security headers, the draft's cookie, and a start that does the slow
things once. What each choice rests on: docs/decisions/0002-server.md.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import logging
import mimetypes
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from hashlib import sha256
from http.cookies import SimpleCookie
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from app_pages.frame import ADDRESSES
from app_pages.group_opened import open_groups
from app_pages.opened import open_vaults
from app_pages.team_opened import open_teams
from app_pages.visit import DRAFT_COOKIE, LANGUAGE_PARAMETER, drafts, with_answers
from content import LANGUAGES, interface_words, latest_valid_profile, load_profile
from storage import DRAFT_DAYS, is_secret, new_secret

PAGES: Final = Path(__file__).resolve().parent / "app_pages"
STREAMLIT_FILES: Final = Path(get_static_dir())
OWN_FILES: Final = {f"/{file.name}": file for file in PAGES.glob("basishouding.*")}
STATIC_FILES: Final = {
    f"/{file.relative_to(STREAMLIT_FILES).as_posix()}": file
    for file in (STREAMLIT_FILES / "static").rglob("*")
    if file.is_file()
}
"""Looked up by name: what a visitor asks for never becomes a path on the disk."""

HIDDEN_PATHS: Final = ("/_stcore/metrics", "/_stcore/agent/")
"""Public in Streamlit and of no use to a visitor."""

FIRST_PAGE_CHUNKS: Final = ("PageLink", "Button")
"""What the first page is made of and Streamlit's shell does not preload; a name of no file does no harm."""

STREAMLIT_ROUTES: Final = ("/_stcore/", "/media/", "/component/", "/health")
"""What goes on to Streamlit, and to our own route; for anything else it would send its own shell."""

SECONDS_A_DAY: Final = 24 * 60 * 60
MOST_BEACON_BYTES: Final = 256 * 1024  # the longest texts that one screen holds

log = logging.getLogger("basishouding")


# -- the shell and the files ------------------------------------------------------------------


@cache
def shell(language: str) -> bytes:
    """Streamlit's page with our language, title, icon, style and script, ready to send."""
    html = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    _ = interface_words(language).gettext
    html = re.sub(r'<html lang="\w+">', f'<html lang="{language}">', html)
    html = re.sub(r"<title>.*?</title>", "<title>Basishouding</title>", html)
    no_script = "<noscript><p>" + _("This page needs JavaScript.") + "</p></noscript>"
    html = re.sub(r"<noscript>.*?</noscript>", no_script, html, flags=re.DOTALL)
    html = re.sub(r'<link rel="service-desc"[^>]*>', "", html)
    html = html.replace("./favicon.png", "./basishouding.svg")
    soon = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{file.name}">'
        for name in FIRST_PAGE_CHUNKS
        for file in sorted((STREAMLIT_FILES / "static" / "js").glob(f"{name}.*.js"))
    )
    own = '<link rel="stylesheet" href="./basishouding.css"><script src="./basishouding.js"></script>'
    return html.replace("<title>", f"{own}<title>").replace("</head>", f"{soon}</head>").encode()


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


@cache
def compressed(file: Path) -> bytes:
    """A file as gzip: made once, since the names of Streamlit's files change with their content."""
    return gzip.compress(file.read_bytes(), 9)


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
            return self._file(
                STATIC_FILES[path], request, f"public, max-age={365 * SECONDS_A_DAY}, immutable"
            )
        if path.startswith(STREAMLIT_ROUTES):
            return None
        if path[1:] in ("", *ADDRESSES.values()):
            language = request.query_params.get(LANGUAGE_PARAMETER)
            body = shell(language if language in LANGUAGES else LANGUAGES[0])
            return self._send(body, gzip.compress(body, 6), "text/html; charset=utf-8", "no-cache", request)
        # Streamlit would show its first page below an English message
        return RedirectResponse("./") if path.count("/") == 1 else Response(status_code=404)

    def _file(self, file: Path, request: Request, caching: str) -> Response:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.suffix in (".woff2", ".png"):  # compressed already
            return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": caching})
        return self._send(file, compressed(file), kind, caching, request)

    @staticmethod
    def _send(plain: bytes | Path, packed: bytes, kind: str, caching: str, request: Request) -> Response:
        headers = {
            "Cache-Control": caching,
            "Vary": "Accept-Encoding",
            "ETag": f'"{sha256(packed).hexdigest()[:16]}"',
        }
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            body = plain if isinstance(plain, bytes) else plain.read_bytes()
            return Response(body, media_type=kind, headers=headers)
        return Response(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})


# -- headers and the cookie -------------------------------------------------------------------


class Guard:
    """Adds the security headers to every answer, and gives a browser its draft cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "X-Robots-Tag": "noindex",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on and dress the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secret = _cookie_to_set(scope)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if scope["path"].startswith("/media/"):  # what somebody downloads is nobody else's
                    headers["Cache-Control"] = "no-store"
                if secret is not None:
                    headers.append("Set-Cookie", _cookie(secret, secure=scope["scheme"] == "https"))
            await send(message)

        await self._app(scope, receive, dressed)


def _cookie_to_set(scope: Scope) -> str | None:
    """The secret to set or to renew, on the one request that comes just before the WebSocket.

    Not on the page itself: a SameSite=Strict cookie is not sent along when somebody follows a link from
    elsewhere, and a new one would then take the place of the one that opens the draft.
    """
    if not scope["path"].endswith("/_stcore/host-config"):
        return None
    return _secret_in(Headers(scope=scope)) or new_secret()


def _secret_in(headers: Headers) -> str | None:
    cookie = SimpleCookie()
    with suppress(Exception):  # a malformed cookie is no cookie
        cookie.load(headers.get("cookie", ""))
    secret = cookie[DRAFT_COOKIE].value if DRAFT_COOKIE in cookie else None
    return secret if is_secret(secret) else None


def _cookie(secret: str, *, secure: bool) -> str:
    parts = [
        f"{DRAFT_COOKIE}={secret}",
        "Path=/",
        f"Max-Age={DRAFT_DAYS * SECONDS_A_DAY}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    return "; ".join([*parts, "Secure"] if secure else parts)


# -- routes of our own ------------------------------------------------------------------------


async def keep_draft(request: Request) -> Response:
    """POST /draft: what was answered on a screen that is being left (basishouding.js sends it).

    Body: a JSON object, item id -> option. It adds to the draft of the browser that sends it.
    """
    secret = _secret_in(request.headers)
    if secret is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return Response(status_code=403)
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BEACON_BYTES:
                return Response(status_code=413)
    except ClientDisconnect:  # half of it is nothing; nobody is there to be told
        return Response(status_code=400)
    try:
        chosen: Any = json.loads(body)
    except (ValueError, RecursionError):
        return Response(status_code=400)
    if not isinstance(chosen, dict):
        return Response(status_code=400)
    profile = latest_valid_profile()
    await asyncio.to_thread(drafts().change, secret, lambda draft: with_answers(draft, chosen, profile))
    return Response(status_code=204)


async def health(request: Request) -> Response:
    """GET /health: whether this process can reach its database."""
    try:
        await asyncio.to_thread(drafts().read, "health")
    except SQLAlchemyError:
        log.exception("The database can not be reached.")
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})


# -- start and stop ---------------------------------------------------------------------------


async def _tidy_up() -> None:
    """Close vaults that nobody looks at, and erase drafts whose days are over."""
    while True:
        open_vaults.forget_idle()
        open_teams.forget_idle()
        open_groups.forget_idle()
        with suppress(SQLAlchemyError):  # the next time is soon enough
            await asyncio.to_thread(drafts().erase_expired)
        await asyncio.sleep(5 * 60)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Do the slow things before the first visitor comes: check the words, open the database, import."""
    load_profile()
    drafts()
    for name in ("welcome", *ADDRESSES):
        import_module(f"app_pages.{name}")
    for name in re.findall(r'(?:src|href)="\./(static/[^"]+)"', shell(LANGUAGES[0]).decode()):
        if name.endswith((".js", ".css")):
            compressed((STREAMLIT_FILES / name).resolve())
    gc.collect()
    gc.freeze()
    cleaning = asyncio.create_task(_tidy_up())
    yield {}
    cleaning.cancel()


app = st.App(
    "app_pages/navigation.py",
    lifespan=lifespan,
    middleware=[Middleware(Guard), Middleware(Files)],
    routes=[Route("/draft", keep_draft, methods=["POST"]), Route("/health", health)],
)
