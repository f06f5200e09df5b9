"""Who runs this, what is kept, for how long, and who can see what: for readers and for a privacy officer."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.open_records import IDLE_SECONDS
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.text import literal
from storage import DRAFT_DAYS
from storage.rounds import DAYS_LEFT_OPEN

ANONYMITY: Final = Path(__file__).resolve().parent.parent.parent / "docs" / "anonymity.md"
"""Who can learn what of whom, measured; in English."""


def show(context: PageContext, pages: Pages) -> None:
    """The operator as set in the environment (docs/operate.md), then everything that is kept."""
    _ = context.words.gettext
    st.title(_("Who runs this, what is kept, and who sees what"), anchor="who-runs")
    _operator(context)
    st.header(_("What is kept, for how long, who can read it"), anchor=False)
    st.markdown(
        _(
            "The app asks no name, no address and no account. It measures no visits and sends nothing to"
            " others. What it keeps, it keeps locked: only the cookie of a browser or a code opens it."
        )
    )
    for name, text in _kept(context):
        st.markdown(f"**{name}.** {text}")
    st.header(_("What a lock does not stop"), anchor=False)
    st.markdown("\n".join(f"- {text}" for text in _not_stopped(context)))
    st.header(_("For a privacy officer"), anchor=False)
    st.markdown("\n\n".join(_for_an_officer(context)))
    with st.expander(_("How anonymous a round is, measured (in English)")):
        st.markdown(_without_links(ANONYMITY.read_text(encoding="utf-8")))
    primary_link(context, pages.welcome, _("To the first page"))


def _operator(context: PageContext) -> None:
    _ = context.words.gettext
    name, contact = (os.environ.get(f"BASISHOUDING_{key}", "").strip() for key in ("OPERATOR", "CONTACT"))
    if name:
        st.markdown(_("This is run by **{name}**.").format(name=literal(name)))
    else:
        st.markdown(
            _("Who runs this has not filled in a name here. Ask whoever gave you the address of this page.")
        )
    if contact:
        st.markdown(_("Questions, or a complaint? {contact}").format(contact=literal(contact)))
    elif name:
        st.markdown(_("How to reach them has not been filled in here."))


def _kept(context: PageContext) -> tuple[tuple[str, str], ...]:
    """Every kind of thing that is kept: its name, and what, for how long, readable for whom."""
    _ = context.words.gettext
    return (
        (
            _("What you fill in"),
            _(
                "Your answers, and what you write: a case, a plan, a meeting. Stays until you erase it, or"
                " {days} days after the last change. Opens with a cookie that only your browser has."
            ).format(days=DRAFT_DAYS),
        ),
        (
            _("Your vault"),
            _(
                "Reflections, plans, prepared cases and learning points, only if you choose to keep them."
                " Stays until you erase it. Opens with your code alone, and the app does not keep that code."
            ),
        ),
        (
            _("A case"),
            _(
                "What you write about somebody you work with. It stands in what you fill in, or in your"
                " vault, and nowhere else. Leave out what makes anybody recognisable."
            ),
        ),
        (
            _("A team"),
            _(
                "Its name, its rounds, and the rounded figures of each. Stays until the lead erases it."
                " Opens with the code of the team."
            ),
        ),
        (
            _("A group"),
            _(
                "Questions and learning points of its meetings. Stays until the group erases it. Opens with"
                " the code of the group."
            ),
        ),
        (
            _("A round"),
            _(
                "The name of the team, how many are invited, the minimum and the last day. Until the lead"
                " closes it, or half a year ({days} days) after the last day. Opens with a card or the link."
                " Of the cards, only that by which the app recognises a code is kept."
            ).format(days=DAYS_LEFT_OPEN),
        ),
        (
            _("Answers that were shared"),
            _(
                "Only if you choose so, without a name, about one in five left to chance. Each lies in a"
                " locked envelope, in an order left to chance. At the close all are opened once, added up and"
                " destroyed. If nobody closes the round, they are destroyed unread."
            ),
        ),
        (
            _("The result of a round"),
            _(
                "Rounded figures of at least five people. Stays as long as the team. Opens with the code of"
                " the team; and with a card or the link, if the lead chose so at the opening."
            ),
        ),
        (
            _("What is open on a screen"),
            _(
                "In the memory of the server, not locked, until two minutes after the page is gone. What a"
                " code opened stays open for {minutes} minutes after the last press."
            ).format(minutes=IDLE_SECONDS // 60),
        ),
        (
            _("Cookies"),
            _(
                "One that opens what you fill in, for {days} days. Two that hold no more than a random"
                " number and which process serves you, until you close the browser. None for advertising."
            ).format(days=DRAFT_DAYS),
        ),
        (
            _("A sign-in for leads"),
            _(
                "Only where the organisation asks for it. A signed cookie in the browser of the lead says who"
                " it is, for 30 days or until signing out. It counts for 12 hours. It is not stored here, and"
                " not tied to a team."
            ),
        ),
        (
            _("The log"),
            _(
                "What went wrong: a number, the kind of fault and the place in the program. No names, no"
                " addresses, no texts. Who runs this sets for how long."
            ),
        ),
        (
            _("A backup"),
            _(
                "A copy of vaults, teams and groups, as locked as the original. If it is made as the manual"
                " says, what you fill in, rounds and shared answers are not in it. Who runs this chooses for"
                " how long. What you erased can be in it until it goes."
            ),
        ),
    )


def _not_stopped(context: PageContext) -> tuple[str, ...]:
    _ = context.words.gettext
    return (
        _("Who runs the server could watch with effort while something is filled in or open."),
        _("Who has a code opens what it is for: a vault, a team, a round. So does who can use your browser."),
        _(
            "Who copied the database while a round was open, and has the code of the team, can open what was"
            " shared. There too, about one in five answers is left to chance."
        ),
        _("Who sits beside you sees your screen."),
    )


def _for_an_officer(context: PageContext) -> tuple[str, ...]:
    _ = context.words.gettext
    return (
        _(
            "**Roles.** The organisation that runs this decides what it is used for. In the GDPR that is"
            " usually the controller. Does another company run the server for it? That is then usually a"
            " processor, and there is an agreement between the two. Who leads a team acts for the own"
            " organisation. This is no legal advice."
        ),
        _(
            "**Ground.** The organisation decides on what ground it processes data, and whether an assessment"
            " beforehand (DPIA) is needed. What the app does: keeping and sharing are a choice of each"
            " person, made each time, and ‘no’ is as easy as ‘yes’. It cannot prevent that somebody is"
            " pressed to take part."
        ),
        _(
            "**Special data.** Answers are about work and attitude. A case can be about the sexual life or"
            " the offences of somebody. The app asks to leave out what makes anybody recognisable, and points"
            " it out."
        ),
        _(
            "**Rights.** Everybody reads, downloads, changes and erases the own data in the app. The"
            " organisation cannot do that for anybody: it does not know what is whose, and cannot open it. A"
            " ballot that was shared cannot be taken back, because nobody can find it."
        ),
        _(
            "**Others.** Nothing goes to another company or country through the app. Where the server and the"
            " backups are, the organisation knows. A complaint can also go to the data protection authority."
        ),
    )


def _without_links(page: str) -> str:
    """A page of docs/ to show here: no headings of its own, and no links, which lead nowhere from here."""
    page = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", page)
    return re.sub(r"^#+ (.*)$", r"**\1**", page, flags=re.MULTILINE)
