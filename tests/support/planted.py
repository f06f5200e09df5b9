"""`python -m tests.support.planted run app.py`: the server with faults in it that a test sets off.

Every one carries MARKER in its message, which must turn up neither on a page nor in the log.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import streamlit as st
from sqlalchemy.exc import OperationalError
from starlette.types import Receive, Scope, Send
from streamlit.web.cli import main

from app_pages import draft
from app_pages.read import model
from server import files

MARKER = "marker-kenmerk-81723"


class PlantedError(Exception):
    """What a test sets off."""


def fail(*_: object) -> Any:
    try:
        raise KeyError(MARKER)
    except KeyError as error:
        raise PlantedError(f"{MARKER} 203.0.113.77") from error


def fail_at_the_database(*_: object) -> Any:
    raise OperationalError(f"INSERT {MARKER}", {"value": MARKER}, Exception(MARKER))


def planted_page(visit: Any, pages: Any) -> None:
    kind = st.query_params.get("planted")
    if kind == "page":
        fail()
    elif kind == "database":
        fail_at_the_database()
    elif kind == "thread":
        threading.Thread(target=fail).start()
    elif kind == "callback":
        st.button("planted", on_click=fail)
    elif kind == "download":
        st.download_button("planted", fail, "x.txt", on_click="ignore")
    elif kind == "fragment":
        st.fragment(_fragment)()
    elif kind == "place":
        st.text(f"place:{st.context.ip_address}")
    st.title("planted page")


def _fragment() -> None:
    if st.button("planted"):
        fail()


def planted_answers(draft: Any, chosen: dict[str, Any], _profile: Any) -> Any:
    if "database" in chosen:
        fail_at_the_database()
    fail()


async def planted_files(self: files.Files, scope: Scope, receive: Receive, send: Send) -> None:
    path = scope.get("path")  # the start of the server comes by here too, and has none
    if path == "/planted":
        fail()
    if path == "/planted-task":
        asyncio.create_task(_task(MARKER))  # noqa: RUF006  nobody waits for it
    if path == "/planted-group":
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_task(MARKER))
    await real_files(self, scope, receive, send)


async def _task(text: str) -> None:
    raise PlantedError(text)


real_files = files.Files.__call__

if __name__ == "__main__":
    model.show = planted_page
    draft.with_answers = planted_answers
    files.Files.__call__ = planted_files  # type: ignore[method-assign]
    sys.exit(main())
