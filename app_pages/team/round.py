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
    st.header(_("The next round") if team.contents["rounds"] else _("A first round"), anchor=False)
    first = next_round_from(team.contents)
    if first is not None and today() < first:
        st.markdown(
            _(
                "You can open the next round from {day}. There are at least eight weeks between rounds. With"
                " less time in between, the difference would reveal too much about who joined or left."
            ).format(day=context.day(first))
        )
        return
    if team.is_example:
        st.markdown(_("In a team of your own, this is where you open the next round."))
        return
    invited = st.number_input(
        _("How many people do you invite?"),
        1,
        MAX_INVITED,
        USUAL_INVITED,
        key="invited",
    )
    st.caption(_("Count yourself, if you take part."))
    minimum = st.number_input(
        _("How many people must share before there are figures?"),
        1,
        MAX_INVITED,
        MINIMUM,
        key="minimum",
    )
    st.caption(
        _(
            "Five is the minimum. A higher number is safer for the people in your team, but if fewer people"
            " share, there will be no figures. You cannot change it later."
        )
    )
    weeks = st.radio(
        _("How long do people have to answer?"),
        range(1, MAX_WEEKS + 1),
        format_func=lambda weeks: context.words.ngettext("{number} week", "{number} weeks", weeks).format(
            number=weeks
        ),
        index=USUAL_WEEKS - 1,
        key="weeks",
        horizontal=True,
    )
    ways = {False: _("A card for each person, to print and hand out"), True: _("One link for the whole team")}
    one_link = st.radio(_("How do you invite them?"), ways, format_func=ways.__getitem__, key="one-link")
    if one_link:
        st.caption(
            _(
                "Easier for people who work elsewhere. But somebody could answer twice with it, and so could"
                " an outsider who gets hold of it. With cards that is less likely."
            )
        )
    else:
        st.caption(
            _("Each card works once. Hand them out face down, so that nobody knows who has which.")
            + (" " + _("Cards go up to {most} people.").format(most=MAX_CARDS) if invited > MAX_CARDS else "")
        )
    shown = {
        True: _("Yes: the same figures that I see"),
        False: _("No: only I see them, and people are told so beforehand"),
    }
    shows_result = st.radio(
        _("May the people you invite see the result?"),
        shown,
        format_func=shown.__getitem__,
        key="shows-result",
    )
    st.caption(
        _(
            "Before anyone’s answers are shared, the app leaves about one in five of them to chance. So"
            " nobody can be certain what somebody chose, not even a person who knows all the other answers."
            " For the team as a whole, the app takes that chance out again. People read this before the"
            " first statement."
        )
    )
    if st.button(_("Open the round"), key="open-round", type="primary"):
        if min(minimum, invited) < MINIMUM:
            st.info(_("Five is the least, for who you invite and for figures. Nothing was opened yet."))
            return
        if minimum > invited:
            st.info(_("You are inviting fewer people than must share. Nothing has been opened yet."))
            return
        if invited > MAX_CARDS and not one_link:
            st.info(_("For this many people, choose one link. Nothing has been opened yet."))
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
        st.error(_("This team is full. Make a new team to continue."))
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
            "Here is {count} card. Print the sheet now: the codes are not kept anywhere, so you cannot do it"
            " later.",
            "Here are {count} cards. Print the sheet now: the codes are not kept anywhere, so you cannot do"
            " it later.",
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
            "The round has been open since {opened}, and your team sees that they can share until {until}."
            " It stays open until you close it. If nobody does so within half a year after that day,"
            " everything in it is destroyed unread."
        ).format(opened=opened, until=until)
    )
    if now.closing:
        st.info(
            _("Closing was started but not finished, and nobody can share any more. Close the round again.")
        )
    elif now.enough:
        st.markdown(_("Enough people have shared. Closing the round gives figures."))
    else:
        st.markdown(
            _(
                "As of last night, fewer than {minimum} people had shared, which is not enough. If that is"
                " still so, closing now gives no figures."
            ).format(minimum=entry["minimum"])
        )
    st.caption(
        _(
            "{invited} people were invited. Once a night the app checks whether enough have shared. It gives"
            " no number, so that nobody can see who has just shared."
        ).format(invited=entry["invited"])
    )
    st.markdown(_("Everyone who is invited sees these four words, and can compare them with a colleague:"))
    show_round_words(now.public_key)
    link = link_of(context, entry)
    if link is not None:
        _link(context, link)
    else:
        st.caption(
            _(
                "If the cards are lost, close this round and open a new one. You can do that straight away,"
                " as long as fewer than {minimum} people have shared."
            ).format(minimum=entry["minimum"])
        )
    show_texts(context, team, entry)
    show_last_day(context, team, entry)
    sure = confirmed(
        _("Close the round"),
        _(
            "Close the round now? Anyone who has not shared yet will no longer be able to. The answers are"
            " opened once, added up and destroyed. If fewer than {minimum} people have shared, there will be"
            " no figures. This cannot be undone."
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
        st.error(_("This team is full. Nothing was closed or lost."))
        return
    question_answered()
    st.rerun()
