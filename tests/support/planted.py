"""`python -m tests.support.planted run app.py`: the server with faults in it that a test sets off.

Every one carries MARKER in its message, which must turn up neither on a page nor in the log.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Mapping
from typing import NoReturn

import streamlit as st
from sqlalchemy.exc import OperationalError
from starlette.types import Receive, Scope, Send
from streamlit.web.cli import main

from app_pages import draft
from app_pages.context import PageContext
from app_pages.read import model
from app_pages.ui.links import Pages
from content import Profile
from server import files
from storage import Draft

MARKER = "marker-kenmerk-81723"


class PlantedError(Exception):
    """What a test sets off."""


def fail(*_: object) -> NoReturn:
    """Raise, from another error."""
    try:
        raise KeyError(MARKER)
    except KeyError as error:
        raise PlantedError(f"{MARKER} 203.0.113.77") from error


def fail_at_the_database() -> NoReturn:
    """Raise what SQLAlchemy raises without a database."""
    raise OperationalError(f"INSERT {MARKER}", {"value": MARKER}, Exception(MARKER))


def planted_page(context: PageContext, pages: Pages) -> None:
    """A page that fails in the way that its address names."""
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
    elif kind == "client-ip":
        st.text(f"client-ip:{st.context.ip_address}")
    st.title("planted page")


def _fragment() -> None:
    if st.button("planted"):
        fail()


def planted_answers(draft: Draft, changes: Mapping[str, object], profile: Profile) -> Draft:
    """Keep no answers, but fail."""
    if "database" in changes:
        fail_at_the_database()
    fail()


async def planted_files(self: files.Files, scope: Scope, receive: Receive, send: Send) -> None:
    """The routes that fail, and all others as they are."""
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
