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

from app_pages.team.organisation import RETURN_PARAMETER, organisation
from app_pages.ui.links import ADDRESSES

SIGN_IN_ROUTES: Final = ("/auth/login", "/auth/logout", "/oauth2callback")
Ended = Literal["gelukt", "gestopt", "mislukt", "onbereikbaar", "uit"]

log = logging.getLogger("basishouding")


def _nobody_named(record: logging.LogRecord) -> bool:
    """A provider's explanation can hold an address: of what went wrong only the kind is logged."""
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "refused"
    record.msg, record.args, record.exc_info = "A sign-in did not end well: %s", (kind,), None
    return True


class SignInReturn:
    """Lets Streamlit's sign-in do its work, and decides where the reader goes after it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes").addFilter(_nobody_named)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what belongs to signing in; pass everything else on."""
        if scope["type"] != "http" or scope["path"] not in SIGN_IN_ROUTES:
            await self._app(scope, receive, send)
            return
        answer = await self._answer(scope, receive) if organisation() else Response(status_code=404)
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        path, query = scope["path"], Request(scope).query_params
        if path == "/oauth2callback" and "error" in query:
            return _to_team(path, "gestopt" if query["error"] == "access_denied" else "mislukt")
        status, headers = 500, Headers()

        async def kept(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], Headers(raw=message["headers"])

        try:
            await self._app(scope, receive, kept)
        except Exception as error:
            # what it says may name somebody
            log.error("A sign-in did not end well: %s", type(error).__name__)
        cookies = headers.getlist("set-cookie")
        if status == 302 and headers["location"].startswith("http"):  # to the provider
            answer: Response = RedirectResponse(headers["location"], 302)
        elif path == "/auth/login":
            answer = _to_team(path, "onbereikbaar")
        elif path == "/auth/logout" or "code" not in query:  # the provider comes back from signing out too
            answer = _to_team(path, "uit")
        else:
            answer = _to_team(path, "gelukt" if _signed_in(cookies) else "mislukt")
        for cookie in cookies:
            answer.headers.append("Set-Cookie", cookie)
        return answer


def _to_team(path: str, ended: Ended) -> Response:
    up = "./" if path.count("/") == 1 else "../"
    return RedirectResponse(f"{up}{ADDRESSES['team']}?{RETURN_PARAMETER}={ended}", 302)


def _signed_in(cookies: Sequence[str]) -> bool:
    found: SimpleCookie = SimpleCookie()
    for cookie in cookies:
        found.load(cookie)
    return "_streamlit_user" in found and found["_streamlit_user"]["max-age"] != "0"
