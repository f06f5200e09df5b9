"""Errors: a calm sentence with a number for the visitor, and a line with the same number in the log.

The line has the type of an exception and where it happened, never its message: that may hold what somebody
wrote, a code or an address. This holds for everything that the process logs, Streamlit's lines too.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final

import streamlit as st
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from content import LANGUAGE_PARAMETER, interface_words, language_of
from server.guard import SECURITY_HEADERS

HERE: Final = Path(__file__).resolve().parent.parent
UNREACHABLE: Final = (OperationalError, InterfaceError, NoConnectionFree)
"""What SQLAlchemy raises where the database does not answer, is locked or has no room."""

NUMBER: Final = "basishouding_fault"
"""The attribute in which an exception carries its number, so that page and log show the same one."""

log = logging.getLogger("basishouding")


# -- the number and the line in the log -------------------------------------------------------


def fault_number(error: BaseException) -> str:
    """The number of this exception, six digits; the same one at each call."""
    number: str = error.__dict__.setdefault(NUMBER, f"{secrets.randbelow(10**6):06}")
    return number


def fault_line(error: BaseException) -> str:
    """What the log says of an exception and its causes: number, types and places, innermost place first."""
    return f"fault {fault_number(error)}: " + ", from ".join(_type_and_place(one) for one in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, those in it where it is a group, and those it was raised from."""
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
    """The path below the project or the installed packages, so that a log tells nothing of the machine."""
    for folder in ("site-packages/", f"{HERE}/"):
        if folder in file:
            return file.rpartition(folder)[2]
    return Path(file).name


class _Record(logging.LogRecord):
    """A log record without the messages of exceptions."""

    def __init__(
        self, name: str, level: int, path: str, line: int, msg: object, args: Any, exc_info: Any, *rest: Any
    ) -> None:
        error = exc_info[1] if exc_info else None
        if name == "asyncio":  # the rest is the task with its exception and arguments
            msg, args = str(msg).partition("\n")[0].partition("(")[0], ()
        if isinstance(args, tuple):
            args = tuple(_without_message(arg) for arg in args)
        super().__init__(name, level, path, line, _without_message(msg), args, None, *rest)
        if error is not None:
            self.exc_text = fault_line(error)


def _without_message(value: object) -> object:
    return fault_line(value) if isinstance(value, BaseException) else value


def keep_messages_out_of_logs() -> None:
    """Have no logger of this process write the message of an exception, nor a thread that ends by one."""
    logging.setLogRecordFactory(_Record)
    threading.excepthook = _thread_ended


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        log.error("A thread ended.", exc_info=ended.exc_value)


# -- what the visitor sees --------------------------------------------------------------------


def sentence(error: BaseException, language: str) -> str:
    """What a visitor reads: another text where the database cannot be reached, and the number."""
    _ = interface_words(language).gettext
    if isinstance(error, UNREACHABLE):
        text = _(
            "What you wrote or chose cannot be kept right now. Nothing that was kept before is lost. Please"
            " try again in a moment."
        )
    else:
        text = _("Something went wrong here, through no fault of yours. Please try again.")
    number = _("If this does not go away, give the administrator this number: {number}.")
    return f"{text} {number}".format(number=fault_number(error))


def show(error: Exception) -> bool:
    """Show the sentence on the page that failed. Streamlit has logged the error by then."""
    language = language_of(st.query_params.get(LANGUAGE_PARAMETER))
    _ = interface_words(language).gettext
    st.warning(sentence(error, language))
    st.button(_("Try again"), key="try-again")
    return True


async def answer(request: Request, error: Exception) -> Response:
    """Answer a request that failed with the sentence. The server logs the error after this."""
    language = language_of(request.query_params.get(LANGUAGE_PARAMETER))
    status = 503 if isinstance(error, UNREACHABLE) else 500
    text = escape(sentence(error, language))
    page = f'<!doctype html><html lang="{language}"><title>Basishouding</title><p>{text}</p></html>'
    return HTMLResponse(page, status, {**SECURITY_HEADERS, "Cache-Control": "no-store"})
