"""The server: `streamlit run app.py` starts it.

Streamlit serves the screens; this puts around them what a public page needs (`server/`), and a start
that does the slow things once. What each choice rests on: docs/decisions/0002-server.md.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware

import app_pages
from app_pages import draft
from app_pages.reflect.welcome import opening
from app_pages.team.organisation import RETURN_PARAMETER, SignInSetupError, organisation
from app_pages.ui.idle_warning import ALL_OPEN_RECORDS
from app_pages.ui.links import ADDRESSES, PLACE_PARAMETER
from budgets import DRAFT_BYTES
from content import Profile, ProfileError, load_profile
from server import faults
from server.files import Files
from server.guard import Guard
from server.limits import Limits
from server.routes import routes
from server.sign_in_return import SignInReturn
from server.site import Site
from services import draft_secrets, drafts, meetings, rounds
from storage import NewerDatabaseError


async def _tidy_up() -> None:
    """Close vaults that nobody looks at; erase drafts and rounds whose days are over."""
    while True:
        for records in ALL_OPEN_RECORDS:
            records.close_idle()
        with suppress(SQLAlchemyError):  # the next time is soon enough
            await asyncio.to_thread(drafts().erase_expired)
            await asyncio.to_thread(drafts().erase_oldest, DRAFT_BYTES)
            await asyncio.to_thread(meetings().erase_expired)
            await asyncio.to_thread(rounds().erase_left_open)
            await asyncio.to_thread(rounds().note_enough)
        await asyncio.sleep(5 * 60)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Do the slow things before the first visitor comes."""
    for module in walk_packages(app_pages.__path__, "app_pages."):
        if module.name != "app_pages.navigation":  # the script itself
            import_module(module.name)
    gc.collect()
    gc.freeze()
    task = asyncio.create_task(_tidy_up())
    yield {}
    task.cancel()


def _contract(profile: Profile) -> Mapping[str, object]:
    return {
        "items": [*profile.items],
        "answerKey": draft.ANSWER_KEY,
        "answerOptions": draft.ANSWER_OPTIONS,
        "choices": {key: [*options] for key, options in draft.CHOICES.items()},
        "textKey": draft.TEXT_KEY,
        "placeParameter": PLACE_PARAMETER,
    }


site = Site(
    addresses=frozenset(("", *ADDRESSES.values())),
    way_in=ADDRESSES["reflection"],
    opening=opening,
    static_folder=Path(__file__).resolve().parent / "app_pages" / "static",
    contract=_contract,
    with_answers=draft.with_answers,
)

if st.get_option("server.baseUrlPath"):
    raise SystemExit(
        "Basishouding does not start. It cannot run below a path: leave out server.baseUrlPath and give it a"
        " name of its own, such as reflectie.example.org."
    )
try:
    load_profile()
    signs_in = organisation() is not None
    draft_secrets()  # opens the database
except (ProfileError, SignInSetupError, NewerDatabaseError) as error:
    raise SystemExit(f"Basishouding does not start. {error}") from None

faults.keep_messages_out_of_logs()
app = st.App(
    "app_pages/navigation.py",
    lifespan=lifespan,
    middleware=[
        Middleware(Guard),
        Middleware(Limits),
        Middleware(Files, site=site),
        Middleware(SignInReturn, enabled=signs_in, address=f"{ADDRESSES['team']}?{RETURN_PARAMETER}="),
    ],
    routes=routes(site),
    on_script_error=faults.show,
    exception_handlers={Exception: faults.answer},
)
