"""The security headers of every answer, and the cookie of the draft."""

from __future__ import annotations

from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_pages.visit import DRAFT_COOKIE
from server.files import content_security_policy
from storage import DRAFT_DAYS, is_secret, new_secret

SECONDS_A_DAY: Final = 24 * 60 * 60


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
    return secret_in(Headers(scope=scope)) or new_secret()


def secret_in(headers: Headers) -> str | None:
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
