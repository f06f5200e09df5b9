"""Routes of our own: the answers that a page sends without a click, and the health of the process."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from budgets import OverBudgetError
from content import interface_words, latest_valid_profile
from server.files import asked_language
from server.guard import draft_cookie
from server.site import Site
from services import change_draft, draft_secret, draft_secrets, drafts, meetings, move_draft
from storage import Draft, RetiredError, TicketError

log = logging.getLogger("basishouding")


def routes(site: Site) -> list[Route]:
    """POST /draft, POST /draft/cookie, GET /meeting/<id> and GET /health."""

    async def keep_draft(request: Request) -> Response:
        """Add answers to the draft of the browser that sends them (basishouding.js sends them).

        Body: a JSON object, item id -> option, key of a choice -> its answer, or key of a field -> text.
        """
        secret = _secret(request)
        if secret is None:
            return Response(status_code=403)
        try:
            chosen: Any = json.loads(await request.body())
        except (ValueError, RecursionError, ClientDisconnect):
            return Response(status_code=400)
        if not isinstance(chosen, dict):
            return Response(status_code=400)
        profile = latest_valid_profile()

        def change(draft: Draft) -> Draft:
            return site.with_answers(draft, chosen, profile)

        try:
            await asyncio.to_thread(change_draft, secret, _client_ip(request), change)
        except RetiredError:
            return Response(status_code=403)
        except OverBudgetError:
            return _over_budget(request)
        return Response(status_code=204)

    return [
        Route("/draft", keep_draft, methods=["POST"]),
        Route("/draft/cookie", renew_cookie, methods=["POST"]),
        Route("/meeting/{meeting_id}", meeting_version),
        Route("/health", health),
    ]


def _secret(request: Request) -> str | None:
    """The secret of the browser that sends this; None where it has none, or where another site asks."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return None
    return draft_secret(request.headers.get("cookie", ""), request.url.scheme)


def _client_ip(request: Request) -> str | None:
    return request.client.host if request.client else None


def _over_budget(request: Request) -> Response:
    _ = interface_words(asked_language(request)).gettext
    return PlainTextResponse(_("Too much was sent from this connection, and none of it was kept."), 429)


async def renew_cookie(request: Request) -> Response:
    """Give a browser the secret that its session has already; from then on the old one opens nothing.

    A WebSocket cannot set a cookie. Body: the ticket that stands in the page (basishouding.js sends it).
    """
    old = _secret(request)
    if old is None:
        return Response(status_code=403)
    try:
        new = draft_secrets().redeem((await request.body()).decode("ascii"), old)
    except (ValueError, ClientDisconnect, TicketError):
        return Response(status_code=403)
    if new == old:
        return Response(status_code=200)  # the page before this one was answered after all
    try:
        await asyncio.to_thread(move_draft, old, new, _client_ip(request))
    except OverBudgetError:
        return _over_budget(request)  # the page asks again; until then the old secret holds
    return Response(status_code=204, headers={"Set-Cookie": draft_cookie(request.url.scheme, new)})


async def meeting_version(request: Request) -> Response:
    """Say the version of a meeting, 0 where it has ended: its devices ask every second or two (meeting.js).

    It tells nothing else, and who knows a meeting's lookup id has its code anyway.
    """
    try:
        meeting_id = bytes.fromhex(request.path_params["meeting_id"])
    except ValueError:
        return Response(status_code=404)
    version = await asyncio.to_thread(meetings().version, meeting_id)
    return PlainTextResponse(str(version or 0), headers={"Cache-Control": "no-store"})


async def health(_request: Request) -> Response:
    """Say whether this process can reach its database."""
    try:
        await asyncio.to_thread(drafts().read, "health")
    except SQLAlchemyError:
        log.exception("The database cannot be reached.")
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})
