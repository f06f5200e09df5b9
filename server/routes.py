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
from services import draft_secret, drafts, meetings
from storage import DRAFT_STEP, Draft

log = logging.getLogger("basishouding")


def routes(site: Site) -> list[Route]:
    """POST /draft, GET /meeting/<id> and GET /health."""
    new_drafts = HourlyBudget(CLIENT_DRAFT_BYTES)

    async def keep_draft(request: Request) -> Response:
        """Add answers to the draft of the browser that sends them (basishouding.js sends them).

        Body: a JSON object, item id -> option, key of a choice -> its answer, or key of a field -> text.
        """
        secret = draft_secret(request.headers.get("cookie", ""), request.url.scheme)
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
                new_drafts.use(client_ip, DRAFT_STEP + len(body))
            return site.with_answers(draft, chosen, profile)

        try:
            await asyncio.to_thread(drafts().change, secret, change)
        except OverBudgetError:
            text = "Too much at once from this connection. It was not kept; within an hour it is again."
            return PlainTextResponse(text, 429)
        return Response(status_code=204)

    return [
        Route("/draft", keep_draft, methods=["POST"]),
        Route("/meeting/{meeting_id}", meeting_version),
        Route("/health", health),
    ]


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
