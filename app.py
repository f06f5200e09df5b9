"""The server: `streamlit run app.py` starts it.

Streamlit serves the screens; this puts around them what a public page needs (`server/`), and a start
that does the slow things once. What each choice rests on: docs/decisions/0002-server.md.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware

import app_pages
from app_pages.team.organisation import SignInSetupError, organisation
from app_pages.ui.idle_warning import ALL_OPEN_RECORDS
from content import ProfileError, load_profile
from server import faults, theme
from server.files import Files, pack_tighter, packed_file
from server.guard import Guard
from server.limits import Limits
from server.routes import ROUTES
from server.shell import first_files
from server.sign_in_return import SignInReturn
from services import drafts, rounds
from storage import NewerDatabase


async def _tidy_up() -> None:
    """Close vaults that nobody looks at; erase drafts and rounds whose days are over."""
    while True:
        for records in ALL_OPEN_RECORDS:
            records.close_idle()
        with suppress(SQLAlchemyError):  # the next time is soon enough
            await asyncio.to_thread(drafts().erase_expired)
            await asyncio.to_thread(rounds().erase_left_open)
        await asyncio.sleep(5 * 60)


async def _pack_tighter() -> None:
    """Once the first ones after a start have their pages: it takes the processor for two seconds."""
    await asyncio.sleep(60)
    await asyncio.to_thread(pack_tighter)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Do the slow things before the first visitor comes."""
    for module in walk_packages(app_pages.__path__, "app_pages."):
        if module.name != "app_pages.navigation":  # the script itself
            import_module(module.name)
    for file in first_files():
        packed_file(file)
    inspect.stack()  # Streamlit looks at it for the first link, which then takes a third of a second
    gc.collect()
    gc.freeze()
    tasks = [asyncio.create_task(work) for work in (_tidy_up(), _pack_tighter())]
    yield {}
    for task in tasks:
        task.cancel()


try:
    load_profile()
    organisation()
    drafts()  # opens the database
except (ProfileError, SignInSetupError, NewerDatabase) as error:
    raise SystemExit(f"Basishouding does not start. {error}") from None

faults.take_over()
theme.work_out_once()
app = st.App(
    "app_pages/navigation.py",
    lifespan=lifespan,
    middleware=[Middleware(Guard), Middleware(Limits), Middleware(Files), Middleware(SignInReturn)],
    routes=ROUTES,
    on_script_error=faults.show,
    exception_handlers={Exception: faults.answer},
)
