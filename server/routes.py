"""Routes of our own: the answers that a page sends without a click, and the health of the process."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from content import latest_valid_profile
from server.site import Site
from services import draft_secret, drafts

log = logging.getLogger("basishouding")


def routes(site: Site) -> list[Route]:
    """POST /draft and GET /health."""

    async def keep_draft(request: Request) -> Response:
        """Add answers to the draft of the browser that sends them (basishouding.js sends them).

        Body: a JSON object, item id -> option, key of a choice -> its answer, or key of a field -> text.
        """
        secret = draft_secret(request.headers.get("cookie", ""))
        if secret is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Response(status_code=403)
        try:
            chosen: Any = json.loads(await request.body())
        except (ValueError, RecursionError, ClientDisconnect):
            return Response(status_code=400)
        if not isinstance(chosen, dict):
            return Response(status_code=400)
        profile = latest_valid_profile()
        await asyncio.to_thread(
            drafts().change, secret, lambda draft: site.with_answers(draft, chosen, profile)
        )
        return Response(status_code=204)

    return [Route("/draft", keep_draft, methods=["POST"]), Route("/health", health)]


async def health(_request: Request) -> Response:
    """Say whether this process can reach its database."""
    try:
        await asyncio.to_thread(drafts().read, "health")
    except SQLAlchemyError:
        log.exception("The database cannot be reached.")
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})
