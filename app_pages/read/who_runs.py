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
    st.header(_("What is kept, for how long, and who can read it"), anchor=False)
    st.markdown(
        _(
            "The app asks for no name, no address and no account. It does not count visits and sends nothing"
            " to others. What it keeps is encrypted: only a browser’s cookie or a code opens it."
        )
    )
    for name, text in _kept(context):
        st.markdown(f"**{name}.** {text}")
    st.header(_("What encryption does not stop"), anchor=False)
    st.markdown("\n".join(f"- {text}" for text in _not_stopped(context)))
    st.header(_("For a privacy officer"), anchor=False)
    st.markdown("\n\n".join(_for_an_officer(context)))
    with st.expander(_("How anonymous a round is, measured (in English)")):
        st.markdown(_without_links(ANONYMITY.read_text(encoding="utf-8")))
    primary_link(context, pages.welcome, _("Go to the first page"))


def _operator(context: PageContext) -> None:
    _ = context.words.gettext
    name, contact = (os.environ.get(f"BASISHOUDING_{key}", "").strip() for key in ("OPERATOR", "CONTACT"))
    if name:
        st.markdown(_("This is run by **{name}**.").format(name=literal(name)))
    else:
        st.markdown(
            _(
                "Whoever runs this has not filled in a name here. Ask the person who gave you the address of"
                " this page."
            )
        )
    if contact:
        st.markdown(_("Do you have a question or a complaint? {contact}").format(contact=literal(contact)))
    elif name:
        st.markdown(_("How to reach them has not been filled in."))


def _kept(context: PageContext) -> tuple[tuple[str, str], ...]:
    """Every kind of thing that is kept: its name, and what, for how long, readable for whom."""
    _ = context.words.gettext
    return (
        (
            _("What you fill in"),
            _(
                "Your answers, and what you write: a case, a plan. This stays until you erase it, or until"
                " {days} days after the last change. It opens with a cookie that only your browser has."
            ).format(days=DRAFT_DAYS),
        ),
        (
            _("Your vault"),
            _(
                "Reflections, plans, prepared cases and learning points, only if you choose to keep them."
                " They stay until you erase them. They open only with your code, and the app does not keep"
                " that code."
            ),
        ),
        (
            _("A case"),
            _(
                "What you write about somebody you work with. It is in what you fill in or in your vault,"
                " and nowhere else. Leave out anything by which somebody can be recognised."
            ),
        ),
        (
            _("A team"),
            _(
                "Its name, its rounds, and the rounded figures of each round. Also the questions and learning"
                " points of its meetings, if people choose to keep them there. This stays until the lead"
                " erases it, and opens with the code of the team."
            ),
        ),
        (
            _("A group"),
            _(
                "Questions and learning points of its meetings. They stay until the group erases them, and"
                " open with the code of the group."
            ),
        ),
        (
            _("A meeting"),
            _(
                "Where it is, its question, ideas, lines and learning points, for all devices that have"
                " joined. This stays until the meeting is cleared at its end, or until the day after it"
                " began. It opens with the code of the meeting."
            ),
        ),
        (
            _("A round"),
            _(
                "The name of the team, how many people are invited, the minimum and the last day. This stays"
                " until the lead closes the round, or until half a year ({days} days) after the last day. It"
                " opens with a card or the link. Of the cards, the app keeps only what it needs to recognise"
                " a code."
            ).format(days=DAYS_LEFT_OPEN),
        ),
        (
            _("Answers that were shared"),
            _(
                "Only if you choose to share, without a name, and with about one in five answers left to"
                " chance. They go into a sealed envelope, which goes among the others in random order. When"
                " the round closes, all are opened once, added up and destroyed. If nobody closes the round,"
                " they are destroyed unread."
            ),
        ),
        (
            _("The result of a round"),
            _(
                "Rounded figures of at least five people. They stay as long as the team does, and open with"
                " the code of the team. A card or the link opens them too, if the lead chose that when the"
                " round was opened."
            ),
        ),
        (
            _("What is open on a screen"),
            _(
                "In the memory of the server, not encrypted, until two minutes after the page is closed."
                " What you opened with a code stays open for {minutes} minutes after your last click."
            ).format(minutes=IDLE_SECONDS // 60),
        ),
        (
            _("Cookies"),
            _(
                "One cookie opens what you fill in, for {days} days. Two others hold only a random number"
                " and which process serves you, until you close the browser. There are no cookies for"
                " advertising."
            ).format(days=DRAFT_DAYS),
        ),
        (
            _("A sign-in for leads"),
            _(
                "Only where the organisation asks for it. A signed cookie in the lead’s browser says who has"
                " signed in. It stays for 30 days or until the lead signs out, and is valid for 12 hours. It"
                " is not stored here, and it is not linked to a team."
            ),
        ),
        (
            _("The log"),
            _(
                "What went wrong: a number, the kind of fault and the place in the program. There are no"
                " names, addresses or texts in it. Whoever runs this decides how long it is kept."
            ),
        ),
        (
            _("A backup"),
            _(
                "A copy of vaults, teams and groups, encrypted like the original. If it is made as the"
                " manual says, it does not contain what you fill in, meetings, rounds or shared answers."
                " Whoever runs this decides how long it is kept. What you erased may be in it until it is"
                " gone."
            ),
        ),
    )


def _not_stopped(context: PageContext) -> tuple[str, ...]:
    _ = context.words.gettext
    return (
        _("Whoever runs the server could, with some effort, watch while something is filled in or open."),
        _(
            "Anyone who has a code can open what it is for: a vault, a team, a round. So can anyone who can"
            " use your browser."
        ),
        _(
            "Anyone who copied the database while a round was open, and has the code of the team, can open"
            " what was shared. There too, about one in five answers is left to chance."
        ),
        _("Anyone sitting next to you can see your screen."),
    )


def _for_an_officer(context: PageContext) -> tuple[str, ...]:
    _ = context.words.gettext
    return (
        _(
            "**Roles.** The organisation that runs this decides what it is used for. In the GDPR that"
            " usually makes it the controller. If another company runs the server, that company is usually a"
            " processor, and the two have an agreement. Whoever leads a team does so for their own"
            " organisation. This is not legal advice."
        ),
        _(
            "**Legal basis.** The organisation decides on what basis it processes data, and whether an"
            " assessment beforehand (DPIA) is needed. In the app, each person chooses, every time, whether"
            " to keep or share anything, and ‘no’ is as easy as ‘yes’. The app cannot prevent people from"
            " being pressed to take part."
        ),
        _(
            "**Special data.** Answers are about work and attitude. A case can be about somebody’s sex life"
            " or about offences. The app points out what could make somebody recognisable, and asks to leave"
            " it out."
        ),
        _(
            "**Rights.** Everyone can read, download, change and erase their own data in the app. The"
            " organisation cannot do so for anyone: it does not know what belongs to whom, and cannot open"
            " it. Answers that were shared cannot be taken back, because nobody can find them."
        ),
        _(
            "**Others.** The app sends nothing to another company or country. The organisation knows where"
            " the server and the backups are. You can also take a complaint to the data protection"
            " authority."
        ),
    )


def _without_links(page: str) -> str:
    """A page of docs/ to show here: no headings of its own, and no links, which lead nowhere from here."""
    page = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", page)
    return re.sub(r"^#+ (.*)$", r"**\1**", page, flags=re.MULTILINE)
