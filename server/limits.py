"""How much somebody may send, and for how long: a request that is too large or too slow ends by itself."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from services import MAX_FILE_MB

UPLOADS: Final = "/_stcore/upload_file/"
DRAFT: Final = "/draft"

MIB: Final = 1024 * 1024
MOST_BYTES: Final = 64 * 1024
MOST_BYTES_OF: Final = {
    UPLOADS: MAX_FILE_MB * MIB + 64 * 1024,  # and what a browser puts around a file
    DRAFT: 256 * 1024,  # the longest texts that one screen holds
}
MOST_SECONDS: Final = 60
"""For a whole body: 5 MB at 85 kB a second."""

MOST_FILES: Final = 8
"""Files that one session may have here at once; the pages ask for one."""
MOST_FILE_BYTES: Final = 256 * MIB
"""Of all sessions together."""


class Limits:
    """Refuses a body that is too large (413) or takes too long (408), and more files than a process holds."""

    def __init__(self, app: ASGIApp, most_seconds: float = MOST_SECONDS) -> None:
        self._app = app
        self._most_seconds = most_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at what the request says of its length; then count what comes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        most = next((size for start, size in MOST_BYTES_OF.items() if path.startswith(start)), MOST_BYTES)
        refused = _refused(dict(scope["headers"]), most)
        if refused is None and scope["method"] == "PUT" and path.startswith(UPLOADS):
            refused = _no_room(path.removeprefix(UPLOADS).partition("/")[0])
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._app(scope, self._counted(receive, most), send)

    def _counted(self, receive: Receive, most: int) -> Receive:
        end = asyncio.get_running_loop().time() + self._most_seconds
        came, complete = 0, False

        async def counted() -> Message:
            nonlocal came, complete
            if complete:  # what is left to receive is that the visitor goes, and that may take its time
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
            came += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if came > most:
                raise HTTPException(413)
            return message

        return counted


def _refused(headers: dict[bytes, bytes], most: int) -> PlainTextResponse | None:
    """An answer to what can be seen to be too much before any of it is read."""
    length = headers.get(b"content-length", b"0")
    if not length.isdigit():
        return PlainTextResponse("Bad Request", 400)
    return (
        PlainTextResponse("Content Too Large", 413, {"Connection": "close"}) if int(length) > most else None
    )


def _no_room(session: str) -> PlainTextResponse | None:
    """An answer where this session, or all together, have as many files here as the process holds."""
    manager = get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return None
    files = {name: [*held.values()] for name, held in [*manager.file_storage.items()]}
    held = sum(len(file.data) for several in files.values() for file in several)
    if len(files.get(session, ())) >= MOST_FILES or held > MOST_FILE_BYTES:
        return PlainTextResponse("Too Many Files", 429, {"Connection": "close"})
    return None
