"""The page's shell in the reader's language and the static files, compressed and from memory."""

from __future__ import annotations

import gzip
import mimetypes
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from app_pages.frame import ADDRESSES
from app_pages.visit import LANGUAGE_PARAMETER
from content import LANGUAGES, interface_words

PAGES: Final = Path(__file__).resolve().parent.parent / "app_pages"
STREAMLIT_FILES: Final = Path(get_static_dir()).resolve()
OWN_FILES: Final = {f"/{file.name}": file for file in PAGES.glob("basishouding.*")}

HIDDEN_PATHS: Final = ("/_stcore/metrics", "/_stcore/agent/")
"""Public in Streamlit and of no use to a visitor."""

FIRST_PAGE_CHUNKS: Final = ("PageLink", "Button")
"""What the first page is made of and Streamlit's shell does not preload; a name of no file does no harm."""

STREAMLIT_ROUTES: Final = ("/_stcore/", "/media/", "/component/", "/auth/", "/oauth2callback", "/health")
"""What goes on to Streamlit, and to our own route; for anything else it would send its own shell."""

SECONDS_A_YEAR: Final = 365 * 24 * 60 * 60


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


def first_files() -> list[Path]:
    """The scripts and styles of Streamlit's that every first page asks for."""
    names = re.findall(r'(?:src|href)="\./(static/[^"]+)"', shell(LANGUAGES[0]).decode())
    return [(STREAMLIT_FILES / name).resolve() for name in names if name.endswith((".js", ".css"))]


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
        if path.startswith("/static/"):
            file = (STREAMLIT_FILES / path[1:]).resolve()
            if file.is_relative_to(STREAMLIT_FILES) and file.is_file():
                return self._file(file, request, f"public, max-age={SECONDS_A_YEAR}, immutable")
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
