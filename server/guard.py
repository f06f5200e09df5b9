"""The security headers of every answer, the cookies, and where a visitor comes from."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from http.cookies import SimpleCookie
from ipaddress import ip_address, ip_network
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.shell import content_security_policy
from services import DRAFT_COOKIE
from storage import DRAFT_DAYS, is_secret, new_secret

SECONDS_A_DAY: Final = 24 * 60 * 60


@cache
def security_headers() -> dict[str, str]:
    """What every answer says to the browser."""
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-Robots-Tag": "noindex",
    }


class Guard:
    """Adds the security headers to every answer, and gives a browser its draft cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the visitor's place, and dress the answer."""
        if scope["type"] in ("http", "websocket"):
            scope["client"] = _place(scope.get("client"))
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secret = _cookie_to_set(scope)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(security_headers())
                if scope["path"].startswith("/media/"):  # what somebody downloads is nobody else's
                    headers["Cache-Control"] = "no-store"
                if secret is not None:
                    headers.append("Set-Cookie", _cookie(secret))
                if scope["scheme"] == "https":
                    message["headers"] = [_secured(*header) for header in message["headers"]]
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


def _cookie(secret: str) -> str:
    parts = [
        f"{DRAFT_COOKIE}={secret}",
        "Path=/",
        f"Max-Age={DRAFT_DAYS * SECONDS_A_DAY}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    return "; ".join(parts)


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie set over TLS goes over TLS only. Streamlit does not know of a proxy's certificate."""
    if name.lower() != b"set-cookie" or b"secure" in (part.strip() for part in value.lower().split(b";")):
        return name, value
    return name, value + b"; Secure"


def _place(client: tuple[str, int] | None) -> tuple[str, int] | None:
    """Where the visitor comes from, for the turns at Argon2: of IPv6 the /64, which one connection gets.

    uvicorn has by then put the visitor in the place of a proxy on this machine, and of no other.
    """
    if client is None:
        return None
    try:
        address = ip_address(client[0])
    except ValueError:
        return client
    if address.version == 4 or address.is_loopback:
        return client
    if address.ipv4_mapped:
        return str(address.ipv4_mapped), client[1]
    return str(ip_network((address, 64), strict=False).network_address), client[1]
