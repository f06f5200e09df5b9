"""Back from the organisation's sign-in: to the page of the team, also where something went wrong."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http.cookies import SimpleCookie
from typing import Final, Literal

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SIGN_IN_ROUTES: Final = ("/auth/login", "/auth/logout", "/oauth2callback")
SIGN_IN_LOGGER: Final = "streamlit.web.server.starlette.starlette_auth_routes"
USER_COOKIE: Final = "_streamlit_user"
Outcome = Literal["gelukt", "gestopt", "mislukt", "onbereikbaar", "uit"]

log = logging.getLogger("basishouding")


def _without_names(record: logging.LogRecord) -> bool:
    """Log only the type of what went wrong: a provider's explanation can hold an address."""
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "refused"
    record.msg, record.args, record.exc_info = "A sign-in did not end well: %s", (kind,), None
    return True


class SignInReturn:
    """Lets Streamlit's sign-in do its work, and decides where the reader goes after it.

    `enabled` is whether a sign-in is set up; `address` is where the reader returns to, up to the outcome.
    """

    def __init__(self, app: ASGIApp, enabled: bool, address: str) -> None:
        self._app, self._enabled, self._address = app, enabled, address
        logging.getLogger(SIGN_IN_LOGGER).addFilter(_without_names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what belongs to signing in; pass everything else on."""
        if scope["type"] != "http" or scope["path"] not in SIGN_IN_ROUTES:
            await self._app(scope, receive, send)
            return
        answer = await self._answer(scope, receive) if self._enabled else Response(status_code=404)
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        path, query = scope["path"], Request(scope).query_params
        if path == "/oauth2callback" and "error" in query:
            return self._return(path, "gestopt" if query["error"] == "access_denied" else "mislukt")
        status, headers = 500, Headers()

        async def read_start(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], Headers(raw=message["headers"])

        try:
            await self._app(scope, receive, read_start)
        except Exception as error:
            # its message may name somebody
            log.error("A sign-in did not end well: %s", type(error).__name__)
        cookies = headers.getlist("set-cookie")
        if status == 302 and headers["location"].startswith("http"):  # to the provider
            answer: Response = RedirectResponse(headers["location"], 302)
        elif path == "/auth/login":
            answer = self._return(path, "onbereikbaar")
        elif path == "/auth/logout" or "code" not in query:  # the provider comes back from signing out too
            answer = self._return(path, "uit")
        else:
            answer = self._return(path, "gelukt" if _signed_in(cookies) else "mislukt")
        for cookie in cookies:
            answer.headers.append("Set-Cookie", cookie)
        return answer

    def _return(self, path: str, outcome: Outcome) -> Response:
        up = "./" if path.count("/") == 1 else "../"
        return RedirectResponse(f"{up}{self._address}{outcome}", 302)


def _signed_in(cookies: Sequence[str]) -> bool:
    found: SimpleCookie = SimpleCookie()
    for cookie in cookies:
        found.load(cookie)
    return USER_COOKIE in found and found[USER_COOKIE]["max-age"] != "0"
