"""A team's round on the page: to open, to deal its cards, to see that it runs, to close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.reflect.session import minutes
from app_pages.team.invite import MAX_WEEKS, link_of, show_last_day, show_texts
from app_pages.team.parts import show_round_words
from app_pages.team.session import (
    MAX_CARDS,
    MAX_INVITED,
    OpenTeam,
    close_round,
    note_left_open,
    running_round,
    start_round,
)
from app_pages.ui.code_card import show_when_copied
from app_pages.ui.confirm import confirmed, question_answered
from app_pages.ui.downloads import download_button
from app_pages.ui.links import page_address
from records import TeamOpenRound
from report.card import sheet_pdf
from scoring import MINIMUM
from services import rounds, today
from storage import FullVaultError, NoRoundError, RoundRunningError
from storage.teams import next_round_from

USUAL_INVITED: Final = 8
USUAL_WEEKS: Final = 2


def next_round(context: PageContext, team: OpenTeam) -> None:
    """The form that opens a round, or from when on that can be done."""
    _ = context.words.gettext
    st.header(_("A next round") if team.contents["rounds"] else _("A first round"), anchor=False)
    first = next_round_from(team.contents)
    if first is not None and today() < first:
        st.markdown(
            _(
                "A next round may open from {day} on. Between two rounds lie at least eight weeks. Sooner,"
                " the difference between them would tell too much about who came or left."
            ).format(day=context.day(first))
        )
        return
    if team.is_example:
        st.markdown(_("In a team of your own, you open a next round here."))
        return
    invited = st.number_input(
        _("How many people do you invite?"),
        1,
        MAX_INVITED,
        USUAL_INVITED,
        key="invited",
    )
    st.caption(_("Yourself too, if you take part."))
    minimum = st.number_input(
        _("From how many people on may there be figures?"),
        1,
        MAX_INVITED,
        MINIMUM,
        key="minimum",
    )
    st.caption(
        _(
            "Five is the least. More is safer for your people. But if fewer share, there will be no"
            " figures. It cannot be changed later."
        )
    )
    weeks = st.radio(
        _("How long may people answer?"),
        range(1, MAX_WEEKS + 1),
        format_func=lambda weeks: context.words.ngettext("{number} week", "{number} weeks", weeks).format(
            number=weeks
        ),
        index=USUAL_WEEKS - 1,
        key="weeks",
        horizontal=True,
    )
    ways = {False: _("A card for each person, to print and to deal"), True: _("One link for the whole team")}
    one_link = st.radio(_("How do you invite them?"), ways, format_func=ways.__getitem__, key="one-link")
    if one_link:
        st.caption(
            _(
                "Easier for people who work elsewhere. Mind that somebody could answer twice with"
                " it, or somebody from outside who gets hold of it. With cards that is less likely."
            )
        )
    else:
        st.caption(
            _("Each card works once. Deal them face down, so that nobody knows who has which.")
            + (" " + _("Cards go up to {most} people.").format(most=MAX_CARDS) if invited > MAX_CARDS else "")
        )
    shown = {
        True: _("Yes: the same figures that I see"),
        False: _("No: only I see them, and people read that beforehand"),
    }
    shows_result = st.radio(
        _("May the people you invite see the result?"),
        shown,
        format_func=shown.__getitem__,
        key="shows-result",
    )
    st.caption(
        _(
            "Before anybody’s answers go along, the app leaves about one in five of them to chance. So nobody"
            " can be certain what somebody chose, not even who knows all other answers. For the team as a"
            " whole the app takes chance out again. Your people read this before the first statement."
        )
    )
    if st.button(_("Open the round"), key="open-round", type="primary"):
        if min(minimum, invited) < MINIMUM:
            st.info(_("Five is the least, for who you invite and for figures. Nothing was opened yet."))
            return
        if minimum > invited:
            st.info(
                _(
                    "You invite fewer people than the number from which there may be figures. Nothing"
                    " was opened yet."
                )
            )
            return
        if invited > MAX_CARDS and not one_link:
            st.info(_("For so many people, choose one link. Nothing was opened yet."))
            return
        until = today() + timedelta(weeks=weeks or USUAL_WEEKS)
        start = partial(
            start_round,
            context,
            team,
            invited=int(invited),
            minimum=int(minimum),
            until=until,
            one_link=bool(one_link),
            shows_result=shows_result is not False,
        )
        _open(context, start)


def _open(context: PageContext, start: Callable[[], None]) -> None:
    _ = context.words.gettext
    try:
        start()
    except FullVaultError:
        st.error(_("This team holds as many rounds as fit. Make a new team to go on."))
        return
    except RoundRunningError:
        pass  # another tab was first: the page shows that one
    st.rerun()


def show_cards(context: PageContext, team: OpenTeam) -> None:
    """The sheet of cards, until the lead has it."""
    _ = context.words.gettext
    entry = running_round(team)
    if entry is None:  # closed in another tab
        team.cards = []
        st.rerun()
    st.title(_("The round is open"), anchor="cards")
    st.markdown(
        context.words.ngettext(
            "Here is {count} card. Print the sheet now: the codes are kept nowhere, so this is the only time"
            " you can.",
            "Here are {count} cards. Print the sheet now: the codes are kept nowhere, so this is the only"
            " time you can.",
            len(team.cards),
        ).format(count=len(team.cards))
    )
    st.markdown(
        _(
            "Cut the cards out and deal them face down. Do not write down who has which, and throw away what"
            " is left. Delete the file once it is printed: who has it, has every code. Let people scan the"
            " card with their own phone."
        )
    )
    sheet = partial(
        sheet_pdf,
        tuple(team.cards),
        page_address(context, "take_part"),  # known now: the file is made where there is no browser to ask
        language=context.language,
        made_on=today(),
        until=date.fromisoformat(entry["until"]),
        minutes=minutes(context.profile, context.profile.part("attitude"), context.language),
    )
    with st.container(horizontal=True, key="steps"):
        download_button(_("Cards to print (PDF)"), sheet, _("cards") + ".pdf", key="sheet", primary=True)
        if st.button(_("I have the cards"), key="have-cards"):
            team.cards = []
            st.rerun()


def show_running(context: PageContext, team: OpenTeam, entry: TeamOpenRound) -> None:
    _ = context.words.gettext
    if team.keys is None:  # the demonstration has none
        return
    st.header(_("The round is open"), anchor=False)
    try:
        now = rounds().running(entry["id"])
    except NoRoundError:  # closed in another tab, a moment ago, or by nobody for half a year
        note_left_open(team, entry)
        st.rerun()
    opened, until = (context.day(date.fromisoformat(day)) for day in (entry["opened_on"], entry["until"]))
    st.markdown(
        _(
            "Open since {opened}. People read that they may share until {until}. The round stays open"
            " until you close it. If nobody closes it within half a year after that day, everything in it"
            " is destroyed, unread."
        ).format(opened=opened, until=until)
    )
    if now.closing:
        st.info(_("The close was begun and not finished. Nobody can share any more. Close the round again."))
    elif now.enough:
        st.markdown(_("Enough people have shared. Closing the round gives figures."))
    else:
        st.markdown(
            _(
                "Last night fewer than {minimum} people had shared: not yet enough. If that is still so,"
                " closing now gives no figures."
            ).format(minimum=entry["minimum"])
        )
    st.caption(
        _(
            "{invited} people were invited. The app looks once a night whether there are enough. It says no"
            " number, so that nobody can see who has just shared."
        ).format(invited=entry["invited"])
    )
    st.markdown(_("Who is invited sees these four words, and can compare them with a colleague:"))
    show_round_words(now.public_key)
    link = link_of(context, entry)
    if link is not None:
        _link(context, link)
    else:
        st.caption(
            _(
                "Are the cards lost? Close this round and open a new one. That can be done at once, as long"
                " as fewer than {minimum} people have shared."
            ).format(minimum=entry["minimum"])
        )
    show_texts(context, team, entry)
    show_last_day(context, team, entry)
    sure = confirmed(
        _("Close the round"),
        _(
            "Close the round now? Who has not shared yet, cannot do so any more. The answers are opened"
            " once, added up, and destroyed. With fewer than {minimum} people there will be no figures."
            " This cannot be undone."
        ).format(minimum=entry["minimum"]),
        (_("Yes, close it"), _("No, leave it open")),
        key=f"close-round-{entry['id'][:8]}",
    )
    if sure:
        _close(context, team, entry)


def _link(context: PageContext, link: str) -> None:
    _ = context.words.gettext
    st.markdown(_("Send this link to everybody in your team."))
    with st.container(key="link-shown"):
        st.code(link, language=None, wrap_lines=True)
    with st.container(key="code-ways"):
        st.button(_("Copy the link"), key="copy-code")
    show_when_copied(context, _("The link has been copied."))


def _close(context: PageContext, team: OpenTeam, entry: TeamOpenRound) -> None:
    _ = context.words.gettext
    label = _("Opening the answers once …")
    bar = st.progress(0.0, text=label)

    def progress(share: float) -> None:
        bar.progress(share, text=label)

    try:
        close_round(context, team, entry, progress)
    except NoRoundError:
        pass  # another tab has closed it: the page shows what came of it
    except FullVaultError:
        st.error(_("This team holds as many rounds as fit. Nothing was closed or lost."))
        return
    question_answered()
    st.rerun()
