"""The script that `app.py` serves: the language and the list of pages, nothing else."""

from __future__ import annotations

from types import ModuleType

import streamlit as st
from streamlit.navigation.page import Page

from app_pages.context import PageContext
from app_pages.meeting import meeting, prepare
from app_pages.read import attitude, model, who_runs
from app_pages.reflect import reflection, result, welcome
from app_pages.team import result as team_result
from app_pages.team import take_part, team
from app_pages.ui.frame import footer, header, show_not_kept, show_ticket
from app_pages.ui.idle_warning import show_idle_warning
from app_pages.ui.links import ADDRESSES, Pages
from app_pages.vault import growth, keep, plan, vault

context = PageContext.begin()
_ = context.words.gettext


def page_of(module: ModuleType, title: str, name: str | None = None) -> Page:
    """The page that a module shows, at the address of its name; without a name the first page."""
    return st.Page(
        lambda: module.show(context, pages),
        title=title,
        url_path=ADDRESSES[name] if name else None,
        default=name is None,
    )


pages: Pages = Pages(
    welcome=page_of(welcome, _("Basishouding")),
    reflection=page_of(reflection, _("Your reflection · Basishouding"), "reflection"),
    result=page_of(result, _("Your result · Basishouding"), "result"),
    attitude=page_of(attitude, _("The attitude profile · Basishouding"), "attitude"),
    model=page_of(model, _("The intervision model · Basishouding"), "model"),
    keep=page_of(keep, _("Keep it for later · Basishouding"), "keep"),
    vault=page_of(vault, _("Your vault · Basishouding"), "vault"),
    growth=page_of(growth, _("What changed · Basishouding"), "growth"),
    plan=page_of(plan, _("A plan · Basishouding"), "plan"),
    take_part=page_of(take_part, _("Take part · Basishouding"), "take_part"),
    team=page_of(team, _("With your team · Basishouding"), "team"),
    prepare=page_of(prepare, _("Prepare a case · Basishouding"), "prepare"),
    meeting=page_of(meeting, _("An intervision meeting · Basishouding"), "meeting"),
    who_runs=page_of(who_runs, _("Who runs this · Basishouding"), "who_runs"),
    team_result=page_of(team_result, _("Result of the team · Basishouding"), "team_result"),
)
try:
    page = st.navigation(pages.all(), position="hidden")
    header(context, pages)
    show_ticket()
    show_not_kept(context)
    show_idle_warning(context)
    page.run()
    context.save_answers()
    if page != pages.reflection:  # a screen with questions holds nothing else
        footer(context, pages)
finally:
    globals().pop("context")  # Python keeps what the last script named, and so what this reader wrote
