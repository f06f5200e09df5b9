"""The script that `app.py` serves: the language and the list of pages, nothing else."""

from __future__ import annotations

import streamlit as st

from app_pages import (
    attitude,
    frame,
    growth,
    intervision,
    keep,
    plan,
    reflection,
    result,
    vault,
    welcome,
)
from app_pages.visit import Visit

visit = Visit.begin()
_ = visit.words.gettext
pages: frame.Pages = frame.Pages(
    welcome=st.Page(lambda: welcome.show(visit, pages), title=_("Basishouding"), default=True),
    reflection=st.Page(
        lambda: reflection.show(visit, pages),
        title=_("Your reflection · Basishouding"),
        url_path=frame.ADDRESSES["reflection"],
    ),
    result=st.Page(
        lambda: result.show(visit, pages),
        title=_("Your result · Basishouding"),
        url_path=frame.ADDRESSES["result"],
    ),
    attitude=st.Page(
        lambda: attitude.show(visit, pages),
        title=_("The attitude profile · Basishouding"),
        url_path=frame.ADDRESSES["attitude"],
    ),
    intervision=st.Page(
        lambda: intervision.show(visit, pages),
        title=_("The intervision model · Basishouding"),
        url_path=frame.ADDRESSES["intervision"],
    ),
    keep=st.Page(
        lambda: keep.show(visit, pages),
        title=_("Keep it for later · Basishouding"),
        url_path=frame.ADDRESSES["keep"],
    ),
    vault=st.Page(
        lambda: vault.show(visit, pages),
        title=_("Your vault · Basishouding"),
        url_path=frame.ADDRESSES["vault"],
    ),
    growth=st.Page(
        lambda: growth.show(visit, pages),
        title=_("What changed · Basishouding"),
        url_path=frame.ADDRESSES["growth"],
    ),
    plan=st.Page(
        lambda: plan.show(visit, pages),
        title=_("A plan · Basishouding"),
        url_path=frame.ADDRESSES["plan"],
    ),
)
page = st.navigation(pages.all(), position="hidden")
frame.header(visit, pages)
page.run()
visit.keep_answers()
if page != pages.reflection:  # a screen with questions holds nothing else
    frame.footer(visit, pages)
