"""What this process has one of: its database, and the drafts, vaults and rounds in it. No Streamlit.

`server` and `app_pages` meet here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from budgets import MAX_MEETINGS, DraftBudget
from content import latest_valid_profile
from scoring import MINIMUM
from storage import DRAFT_STEP, Draft, Drafts, DraftSecrets, Meetings, Rounds, Tries, Vaults, open_database

DRAFT_COOKIE: Final = "basishouding_draft"
"""Holds the secret that opens this browser's draft."""

SECURE_DRAFT_COOKIE: Final = f"__Host-{DRAFT_COOKIE}"
"""Its name behind TLS: with this prefix no other site of the same domain can set it."""


def draft_secret(cookies: str, scheme: str | None = None) -> str | None:
    """The secret in the draft cookie; of several cookies with one name the first that was issued here.

    Args:
        cookies: a Cookie header; what a neighbour's cookie holds does not matter.
        scheme: `http` or `https`; None where it is not known: then the name behind TLS goes first.
    """
    for wanted in [draft_cookie_name(scheme)] if scheme else [SECURE_DRAFT_COOKIE, DRAFT_COOKIE]:
        for cookie in cookies.split(";"):
            name, _, value = cookie.partition("=")
            if name.strip() == wanted and draft_secrets().is_issued(secret := value.strip()):
                return secret
    return None


def draft_cookie_name(scheme: str) -> str:
    """What the draft cookie is called over `http` or `https`."""
    return SECURE_DRAFT_COOKIE if scheme == "https" else DRAFT_COOKIE


def today() -> date:
    """The day it is where the readers are."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


@cache
def database() -> Engine:
    """This process's database, opened on first use."""
    return open_database()


@cache
def draft_secrets() -> DraftSecrets:
    """What issues the secrets in the draft cookies, under the key in the database."""
    return DraftSecrets(database())


@cache
def drafts() -> Drafts:
    """The drafts in the database."""
    return Drafts(database())


def topic_titles() -> dict[str, dict[str, str]]:
    """Topic id -> its title in each language."""
    return {topic.id: dict(topic.title) for topic in latest_valid_profile().topics.values()}


@cache
def _draft_budget() -> DraftBudget:
    return DraftBudget()


def change_draft(secret: str, client_ip: str | None, change: Callable[[Draft], Draft]) -> Draft:
    """Change a draft in the database, as one step; what it grows by counts for this network address.

    Raises:
        RetiredError, OverBudgetError: nothing was changed.
    """
    return drafts().change(secret, change, partial(_draft_budget().use, client_ip))


def move_draft(old: str, new: str, client_ip: str | None) -> None:
    """Let `new` open what `old` opened, and retire `old`; counts as a new draft.

    Raises:
        OverBudgetError: nothing was changed.
    """
    _draft_budget().use(client_ip, 0, DRAFT_STEP)
    drafts().retire(old, new)


@cache
def vaults() -> Vaults:
    """The vaults in the database."""
    return Vaults(database(), topic_titles)


@cache
def rounds() -> Rounds:
    """The rounds in the database."""
    return Rounds(database(), today, min_minimum=MINIMUM)


@cache
def meetings() -> Meetings:
    """The meetings in the database."""
    return Meetings(database(), today, max_meetings=MAX_MEETINGS)


@cache
def tries() -> Tries:
    """The wrong codes that were tried in this process."""
    return Tries()
