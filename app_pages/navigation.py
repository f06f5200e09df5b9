"""The script that `app.py` serves: the language and the list of pages, nothing else."""

from __future__ import annotations

from types import ModuleType

import streamlit as st
from streamlit.navigation.page import Page

from app_pages import (
    attitude,
    closing,
    frame,
    growth,
    keep,
    meeting,
    model,
    plan,
    prepare,
    reflection,
    result,
    take_part,
    team,
    team_result,
    vault,
    welcome,
)
from app_pages.visit import Visit

visit = Visit.begin()
_ = visit.words.gettext


def page_of(module: ModuleType, title: str) -> Page:
    """The page that a module shows; its address goes by the module's name."""
    name = module.__name__.rpartition(".")[2]
    return st.Page(
        lambda: module.show(visit, pages),
        title=title,
        url_path=frame.ADDRESSES.get(name),
        default=name not in frame.ADDRESSES,
    )


pages: frame.Pages = frame.Pages(
    welcome=page_of(welcome, _("Basishouding")),
    reflection=page_of(reflection, _("Your reflection · Basishouding")),
    result=page_of(result, _("Your result · Basishouding")),
    attitude=page_of(attitude, _("The attitude profile · Basishouding")),
    model=page_of(model, _("The intervision model · Basishouding")),
    keep=page_of(keep, _("Keep it for later · Basishouding")),
    vault=page_of(vault, _("Your vault · Basishouding")),
    growth=page_of(growth, _("What changed · Basishouding")),
    plan=page_of(plan, _("A plan · Basishouding")),
    take_part=page_of(take_part, _("Take part · Basishouding")),
    team=page_of(team, _("With your team · Basishouding")),
    prepare=page_of(prepare, _("Prepare a case · Basishouding")),
    meeting=page_of(meeting, _("An intervision meeting · Basishouding")),
    team_result=page_of(team_result, _("Result of the team · Basishouding")),
)
page = st.navigation(pages.all(), position="hidden")
frame.header(visit, pages)
closing.tell_before(visit)
page.run()
visit.keep_answers()
if page != pages.reflection:  # a screen with questions holds nothing else
    frame.footer(visit, pages)
