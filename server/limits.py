"""How much a visitor may send, and for how long: a request that is too large or too slow is refused."""

from __future__ import annotations

import asyncio
from typing import Final

import streamlit as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from budgets import CLIENT_FILE_BYTES, FILE_BYTES, MIB
from content import interface_words
from server.files import asked_language

UPLOADS: Final = "/_stcore/upload_file/"
DRAFT: Final = "/draft"

KIB: Final = 1024
MAX_BYTES: Final = 64 * KIB
MAX_DRAFT_BYTES: Final = 256 * KIB
"""The longest texts that one screen holds."""
MAX_SECONDS: Final = 60
"""For a whole body: 5 MB at 85 kB a second."""

MAX_FILES: Final = 8
"""Uploaded files that one session may have here at once; the pages ask for one."""


class Limits:
    """Refuses a body that is too large (413) or takes too long (408), and too many uploaded files (429)."""

    def __init__(self, app: ASGIApp, max_seconds: float = MAX_SECONDS) -> None:
        self._app = app
        self._max_seconds = max_seconds
        # session -> network address; who uploaded last comes last
        self._uploaders: dict[str, str | None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the length that the request announces, then count what comes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        limit = _max_bytes(path)
        refusal = _too_long(dict(scope["headers"]), limit)
        if refusal is None and scope["method"] == "PUT" and path.startswith(UPLOADS):
            client = scope["client"][0] if scope.get("client") else None
            if self._has_too_many_files(path.removeprefix(UPLOADS).partition("/")[0], client):
                _ = interface_words(asked_language(Request(scope))).gettext
                text = _("Too many files at once. Please wait a moment, then choose the file again.")
                refusal = PlainTextResponse(text, 429, {"Connection": "close"})
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, self._counted(receive, limit), send)

    def _has_too_many_files(self, session: str, client: str | None) -> bool:
        """Whether this visitor's files are too many; removes the oldest where those of all are."""
        manager = get_instance().uploaded_file_mgr
        if not isinstance(manager, MemoryUploadedFileManager):
            return False
        sizes = {
            name: sum(len(file.data) for file in [*held.values()])
            for name, held in [*manager.file_storage.items()]
        }
        self._uploaders = {
            name: ip for name, ip in self._uploaders.items() if name in sizes and name != session
        }
        self._uploaders[session] = client
        own = sum(sizes.get(name, 0) for name, ip in self._uploaders.items() if ip == client)
        if len(manager.file_storage.get(session, ())) >= MAX_FILES or own > CLIENT_FILE_BYTES:
            return True
        for oldest in [*self._uploaders]:
            if sum(sizes.values()) <= FILE_BYTES or oldest == session:
                break
            manager.remove_session_files(oldest)
            sizes.pop(oldest, None)
        return False

    def _counted(self, receive: Receive, limit: int) -> Receive:
        end = asyncio.get_running_loop().time() + self._max_seconds
        received, complete = 0, False

        async def counted() -> Message:
            nonlocal received, complete
            if complete:  # only the visitor's leaving is still to come, and that may take its time
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
            received += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if received > limit:
                raise HTTPException(413)
            return message

        return counted


def _max_bytes(path: str) -> int:
    if path.startswith(UPLOADS):  # and what a browser puts around a file
        return int(st.get_option("server.maxUploadSize")) * MIB + 64 * KIB
    return MAX_DRAFT_BYTES if path.startswith(DRAFT) else MAX_BYTES


def _too_long(headers: dict[bytes, bytes], limit: int) -> PlainTextResponse | None:
    """A refusal where the announced length is too large or no number; nothing has been read by then."""
    length = headers.get(b"content-length", b"0")
    if not length.isdigit():
        return PlainTextResponse("Bad Request", 400)
    too_long = PlainTextResponse("Content Too Large", 413, {"Connection": "close"})
    return too_long if int(length) > limit else None
