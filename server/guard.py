"""The security headers of every answer, the cookies, and where a visitor comes from."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services import draft_cookie_name, draft_secret, draft_secrets
from storage import DRAFT_DAYS

SECONDS_A_DAY: Final = 24 * 60 * 60

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
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
"""As tight as Streamlit works under: no eval and no inline script."""

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(CONTENT_SECURITY_POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex",
}
"""What every answer says to the browser."""


class Guard:
    """Adds the security headers, gives a browser its draft cookie, and refuses other sites' WebSockets."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the visitor's network address, and add headers to the answer."""
        if scope["type"] in ("http", "websocket") and scope.get("client"):
            address, port = scope["client"]
            scope["client"] = client_ip(address), port
        if scope["type"] == "websocket" and not _from_own_page(scope):
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secret = _cookie_to_set(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if scope["path"].startswith("/media/"):  # a download is for one visitor only
                    headers["Cache-Control"] = "no-store"
                if secret is not None:
                    headers.append("Set-Cookie", draft_cookie(scope["scheme"], secret))
                if scope["scheme"] == "https":
                    message["headers"] = [secured(*header) for header in message["headers"]]
            await send(message)

        await self._app(scope, receive, with_headers)


def _cookie_to_set(scope: Scope) -> str | None:
    """The secret to set or to renew, on the one request that comes just before the WebSocket.

    Not on the page itself: a browser that follows a link from elsewhere does not send a SameSite=Strict
    cookie, and a new cookie would then replace the one that opens the draft.
    """
    if not scope["path"].endswith("/_stcore/host-config"):
        return None
    return draft_secret(Headers(scope=scope).get("cookie", ""), scope["scheme"]) or draft_secrets().new()


def _from_own_page(scope: Scope) -> bool:
    """Whether a WebSocket comes from a page of this server, or from a program, which sends no Origin.

    Streamlit would compare a foreign Origin with its own address on the internet, and ask another server
    for that while everybody waits. So it sees only what this lets through. A proxy that does not pass the
    Host on needs its origin in `server.corsAllowedOrigins`.
    """
    headers = MutableHeaders(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        host = urlsplit(origin).netloc
    except ValueError:  # such as http://[
        return False
    if origin in st.get_option("server.corsAllowedOrigins"):
        headers["host"] = host
    return bool(host) and host == headers.get("host")


def draft_cookie(scheme: str, secret: str) -> str:
    """The Set-Cookie header that gives a browser this secret; behind TLS `Guard` adds Secure."""
    lifetime = DRAFT_DAYS * SECONDS_A_DAY
    return f"{draft_cookie_name(scheme)}={secret}; Path=/; Max-Age={lifetime}; HttpOnly; SameSite=Strict"


def secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """The header with Secure added where it sets a cookie: Streamlit does not know of a proxy's TLS."""
    if name.lower() != b"set-cookie" or b"secure" in (part.strip() for part in value.lower().split(b";")):
        return name, value
    return name, value + b"; Secure"


def client_ip(address: str) -> str:
    """The address by which visitors take turns at Argon2: IPv4 whole, of IPv6 the /64 of one connection.

    By then uvicorn has put the visitor's address in the place of that of a proxy on this machine.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if ip.version == 4 or ip.is_loopback:
        return address
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip_network((ip, 64), strict=False).network_address)
