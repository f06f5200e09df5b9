"""The server: `streamlit run app.py` starts it.

Streamlit serves the screens; this puts around them what a public page needs (`server/`), and a start
that does the slow things once. What each choice rests on: docs/decisions/0002-server.md.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware

from app_pages.frame import ADDRESSES
from app_pages.group_opened import open_groups
from app_pages.opened import open_vaults
from app_pages.team_opened import open_teams
from app_pages.visit import drafts
from content import load_profile
from server import faults
from server.files import Files, packed_file
from server.guard import Guard
from server.limits import Limits
from server.routes import ROUTES
from server.shell import first_files


async def _tidy_up() -> None:
    """Close vaults that nobody looks at, and erase drafts whose days are over."""
    while True:
        open_vaults.forget_idle()
        open_teams.forget_idle()
        open_groups.forget_idle()
        with suppress(SQLAlchemyError):  # the next time is soon enough
            await asyncio.to_thread(drafts().erase_expired)
        await asyncio.sleep(5 * 60)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Do the slow things before the first visitor comes: check the words, open the database, import."""
    load_profile()
    drafts()
    for name in ("welcome", *ADDRESSES):
        import_module(f"app_pages.{name}")
    for file in first_files():
        packed_file(file)
    gc.collect()
    gc.freeze()
    cleaning = asyncio.create_task(_tidy_up())
    yield {}
    cleaning.cancel()


faults.take_over()
app = st.App(
    "app_pages/navigation.py",
    lifespan=lifespan,
    middleware=[Middleware(Guard), Middleware(Limits), Middleware(Files)],
    routes=ROUTES,
    on_script_error=faults.show,
    exception_handlers={Exception: faults.answer},
)
