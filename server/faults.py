"""What goes wrong: a calm sentence with a number for the visitor, and a line with that number in the log.

The line says of an exception its type and where it happened, never its message: a message may carry what
somebody wrote, a code or an address. This holds for everything that the process logs, whoever logs it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final
from urllib.parse import parse_qsl

import streamlit as st
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import get_instance
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from content import LANGUAGE_PARAMETER, LANGUAGES, interface_words
from server.guard import security_headers

HERE: Final = Path(__file__).resolve().parent.parent
UNREACHABLE: Final = (OperationalError, InterfaceError, NoConnectionFree)
"""What SQLAlchemy raises where the database does not answer, is locked or has no room."""

NUMBER: Final = "basishouding_fault"
"""Under this name an exception carries its number, so that all who log or show it say the same one."""

log = logging.getLogger("basishouding")


# -- the number and the line in the log -------------------------------------------------------


def number_of(error: BaseException) -> str:
    """The six digits of this exception."""
    number: str = error.__dict__.setdefault(NUMBER, f"{secrets.randbelow(10**6):06}")
    return number


def told(error: BaseException) -> str:
    """Its number, and the type and place of it and of what led to it: each place innermost first."""
    return f"fault {number_of(error)}: " + ", from ".join(_type_and_place(one) for one in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, what is inside it where it is a group, and what it was raised from."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        led = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if led is not None:
            waiting.append(led)


def _type_and_place(error: BaseException) -> str:
    kind = type(error)
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
    return f"{kind.__module__}.{kind.__qualname__} at " + (" < ".join(reversed(places)) or "no place")


def _short(file: str) -> str:
    """Below the project's folder or the installed packages, so that a log tells nothing of the machine."""
    for folder in ("site-packages/", f"{HERE}/"):
        if folder in file:
            return file.rpartition(folder)[2]
    return Path(file).name


class _Record(logging.LogRecord):
    """A log record that holds no message of an exception."""

    def __init__(
        self, name: str, level: int, path: str, line: int, msg: object, args: Any, exc_info: Any, *rest: Any
    ) -> None:
        error = exc_info[1] if exc_info else None
        if name == "asyncio":  # goes on with the representation of the task, with its exception and arguments
            msg, args = str(msg).partition("\n")[0].partition("(")[0], ()
        if isinstance(args, tuple):
            args = tuple(_named(arg) for arg in args)
        super().__init__(name, level, path, line, _named(msg), args, None, *rest)
        if error is not None:
            self.exc_text = told(error)


def _named(value: object) -> object:
    return told(value) if isinstance(value, BaseException) else value


def take_over() -> None:
    """From now on no logger of this process, nor a thread that ends, writes the message of an exception."""
    logging.setLogRecordFactory(_Record)
    threading.excepthook = _thread_ended
    DeferredFileHandler.handle = file_or_sentence  # type: ignore[method-assign]  # there is no setting for it


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        log.error("A thread ended.", exc_info=ended.exc_value)


# -- what the visitor sees --------------------------------------------------------------------


def sentence(error: BaseException, language: str) -> str:
    """What a visitor is told: that of the database where it cannot be reached, and the number."""
    _ = interface_words(language).gettext
    if isinstance(error, UNREACHABLE):
        text = _(
            "What you wrote or chose cannot be kept just now. Nothing that was kept before is lost. Please"
            " try again in a moment."
        )
    else:
        text = _("Something went wrong here, through no fault of yours. Please try again.")
    number = _("Does it stay like this? Then give the administrator this number: {number}.")
    return f"{text} {number}".format(number=number_of(error))


def show(error: Exception) -> bool:
    """Tell the reader of a page, in place of what could not be shown. Streamlit has logged it by then."""
    language = _language(st.query_params.get(LANGUAGE_PARAMETER))
    _ = interface_words(language).gettext
    st.warning(sentence(error, language))
    st.button(_("Try again"), key="try-again")
    return True


async def answer(request: Request, error: Exception) -> Response:
    """Tell whoever asked for anything else than a page. The server logs it after this."""
    language = _language(request.query_params.get(LANGUAGE_PARAMETER))
    status = 503 if isinstance(error, UNREACHABLE) else 500
    text = escape(sentence(error, language))
    page = f'<!doctype html><html lang="{language}"><title>Basishouding</title><p>{text}</p></html>'
    return HTMLResponse(page, status, {**security_headers(), "Cache-Control": "no-store"})


async def file_or_sentence(
    self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    """Make a file that a page offers; where that fails, its button shows our sentence, not Streamlit's."""
    answer = BackendOperationResponse(request_id=request.request_id)
    file_id = request.deferred_file.file_id
    try:
        answer.deferred_file.url = await asyncio.to_thread(
            self._get_media_file_mgr().execute_deferred, file_id
        )
    except Exception as error:
        log.exception("A file could not be made.")
        _ = interface_words(_language_of(session_id)).gettext
        text = _("This file could not be made. Please try again. Number: {number}.")
        answer.error_msg = text.format(number=number_of(error))
    return answer


def _language(wanted: str | None) -> str:
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _language_of(session_id: str) -> str:
    """The language of a session's page. Outside of its script Streamlit has no public way to the address."""
    found = get_instance()._session_mgr.get_session_info(session_id)
    query = found.session._client_state.query_string if found else ""
    return _language(dict(parse_qsl(query)).get(LANGUAGE_PARAMETER))
