"""Routes of our own: answers that a page sends while it is being left, and the health of the process."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app_pages.draft import with_answers
from content import latest_valid_profile
from server.guard import secret_in
from services import drafts

log = logging.getLogger("basishouding")


async def keep_draft(request: Request) -> Response:
    """POST /draft: what was answered on a screen that is being left (basishouding.js sends it).

    Body: a JSON object, item id -> option. It adds to the draft of the browser that sends it.
    """
    secret = secret_in(request.headers)
    if secret is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return Response(status_code=403)
    try:
        chosen: Any = json.loads(await request.body())
    except (ValueError, RecursionError, ClientDisconnect):  # half of it is nothing
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
        log.exception("The database cannot be reached.")
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})


ROUTES: Final = [Route("/draft", keep_draft, methods=["POST"]), Route("/health", health)]
