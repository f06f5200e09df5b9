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

from budgets import CLIENT_DRAFT_BYTES, HourlyBudget, OverBudgetError
from content import latest_valid_profile
from server.site import Site
from services import draft_cookie_name, draft_secret, drafts
from storage import Draft

MIN_DRAFT_BYTES = 2048
"""A sealed draft takes as much, however little is in it."""

log = logging.getLogger("basishouding")


def routes(site: Site) -> list[Route]:
    """POST /draft and GET /health."""

    async def keep_draft(request: Request) -> Response:
        """Add answers to the draft of the browser that sends them (basishouding.js sends them).

        Body: a JSON object, item id -> option, key of a choice -> its answer, or key of a field -> text.
        """
        names = [draft_cookie_name(request.url.scheme)]
        secret = draft_secret(request.headers.get("cookie", ""), names)
        if secret is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Response(status_code=403)
        try:
            body = await request.body()
            chosen: Any = json.loads(body)
        except (ValueError, RecursionError, ClientDisconnect):
            return Response(status_code=400)
        if not isinstance(chosen, dict):
            return Response(status_code=400)
        profile = latest_valid_profile()
        client_ip = request.client.host if request.client else None

        def change(draft: Draft) -> Draft:
            if not draft:
                new_drafts.use(client_ip, MIN_DRAFT_BYTES + len(body))
            return site.with_answers(draft, chosen, profile)

        try:
            await asyncio.to_thread(drafts().change, secret, change)
        except OverBudgetError:
            text = "Too much at once from this connection. It was not kept; within an hour it is again."
            return PlainTextResponse(text, 429)
        return Response(status_code=204)

    new_drafts = HourlyBudget(CLIENT_DRAFT_BYTES)
    return [Route("/draft", keep_draft, methods=["POST"]), Route("/health", health)]


async def health(_request: Request) -> Response:
    """Say whether this process can reach its database."""
    try:
        await asyncio.to_thread(drafts().read, "health")
    except SQLAlchemyError:
        log.exception("The database cannot be reached.")
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})
