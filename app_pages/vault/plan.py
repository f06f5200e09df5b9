"""A plan for the next contact: if this happens, then I will do that; and a day to look back."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.text import text_field
from app_pages.ui.topics import choose_topic
from app_pages.vault.session import change_vault, moments, open_vaults
from content import Topic
from records import Plan
from scoring import suggest
from services import today
from storage import Vault
from storage.contents import new_id, with_new_entry

WEEKS: Final = (2, 4, 8, 13)
"""When to look back: soon enough to remember, late enough for a few contacts."""

USUAL_WEEKS: Final = 4


def show(context: PageContext, pages: Pages) -> None:
    """Write an if-then plan; it goes into the open vault."""
    _ = context.words.gettext
    st.title(_("A plan for your next contact"), anchor="plan")
    vault = open_vaults.current(context)
    if vault is None:
        st.markdown(
            _("A plan is kept in your vault, so that you can look back on it. Open your vault first.")
        )
        primary_link(context, pages.vault, _("Open my vault"))
        st.page_link(pages.keep, label=_("I do not have a code yet"), query_params=context.parameters)
        return
    st.markdown(
        _(
            "A plan works best when it names one situation and one thing that you will do. Choose a"
            " situation that is likely to come soon."
        )
    )
    topic = _topic(context, vault.contents)
    names = tuple(f"{vault.name}-plan-{half}" for half in ("if", "then"))
    situation = text_field(
        context,
        names[0],
        _("If …"),
        height="content",
        placeholder=context.text(context.profile.plan_example.situation),
    )
    action = text_field(
        context,
        names[1],
        _("then I will …"),
        height="content",
        placeholder=context.text(context.profile.plan_example.action),
    )
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    weeks = st.radio(
        _("When do you look back?"),
        WEEKS,
        index=WEEKS.index(USUAL_WEEKS),
        format_func=lambda number: _("in {number} weeks, on {day}").format(
            number=number, day=context.day(today() + timedelta(weeks=number))
        ),
        key="weeks",
        on_change="ignore",
    )
    pressed = st.button(_("Keep this plan"), key="keep-plan", type="primary")
    if pressed and not (situation.strip() and action.strip()):
        st.info(_("A plan has two halves. Fill in both, in a few words."))
    elif pressed:
        plan: Plan = {
            "id": new_id(),
            "made_on": today().isoformat(),
            "topic": None if topic is None else {"id": topic.id, "title": dict(topic.title)},
            "if": situation.strip(),
            "then": action.strip(),
            "look_back_on": (today() + timedelta(weeks=weeks or USUAL_WEEKS)).isoformat(),
            "look_back": None,
        }
        change_vault(
            context,
            vault,
            lambda contents: {**contents, "plans": with_new_entry(contents["plans"], plan)},
        )
        context.clear_texts(*names)
        st.switch_page(pages.vault, query_params=context.parameters)


def _topic(context: PageContext, contents: Vault) -> Topic | None:
    """The topic it is about: those of the latest reflection first, then all others."""
    found = moments(context, contents)
    latest = found[-1] if found and found[-1].profile is context.profile else None
    first = [suggestion.topic for suggestion in suggest(context.profile, latest.reflection)] if latest else []
    return choose_topic(context, first)
