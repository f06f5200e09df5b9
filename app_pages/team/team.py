"""A team: its code, the round that runs, the rounds that closed, and a next one."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.session_state import MESSAGE
from app_pages.team.organisation import may_lead
from app_pages.team.parts import show_example_note
from app_pages.team.round import next_round, show_cards, show_running
from app_pages.team.session import (
    OpenTeam,
    closed_rounds,
    create_team,
    erase_team,
    open_example,
    open_teams,
    running_round,
)
from app_pages.team.sign_in import come_back, show_sign_in, show_signed_in
from app_pages.team.talk import show_agreed
from app_pages.ui.any_code import code_field
from app_pages.ui.code_card import code_screen, new_code_wanted
from app_pages.ui.confirm import confirmed, question_answered
from app_pages.ui.links import ROUND_PARAMETER, Pages, primary_link
from app_pages.ui.notices import show_message, show_why_closed, too_busy
from app_pages.ui.text import literal
from report.team_sentences import closed_without_figures, left_open
from scoring import MINIMUM
from storage import TooBusyError

MAX_NAME_LENGTH: Final = 60


def show(context: PageContext, pages: Pages) -> None:
    """The open team, or the ways to one."""
    _ = context.words.gettext
    come_back(context)
    team = open_teams.current(context)
    if team is None:
        _ways_in(context, pages)
        return
    if team.code is not None:
        _code(context, team, team.code)
        return
    if team.cards:
        show_cards(context, team)
        return
    st.title(literal(team.contents["name"]), anchor="team")
    show_message()
    show_example_note(context, team)
    open_round = running_round(team)
    if open_round is not None:
        show_agreed(context, pages, team)
        show_running(context, team, open_round)
    _closed(context, pages, team)
    if open_round is None:
        show_agreed(context, pages, team)
        next_round(context, team)
    _manage(context, team)
    if not team.is_example:
        show_signed_in(context)


# -- the ways in ------------------------------------------------------------------------------


def _ways_in(context: PageContext, pages: Pages) -> None:
    _ = context.words.gettext
    st.title(_("With your team"), anchor="teams")
    show_why_closed(
        context,
        "team",
        erased=_("This team has been erased, or it has a new code."),
        closed=_("Your team was locked here in the meantime. A round that runs goes on."),
    )
    show_message()
    st.markdown(
        _(
            "This page is for the person who opens a round for the team, usually the team lead. Everyone"
            " answers alone and then decides whether to share. You do not see what anyone answered. You get"
            " figures of the team as a whole, and topics for your next peer consultation (intervision). For"
            " that, at least {minimum} people must share."
        ).format(minimum=MINIMUM)
    )
    st.page_link(
        pages.take_part,
        label=_("I have a card or a link, and want to take part"),
        query_params=context.parameters,
    )
    st.markdown(_("Look at an example first. Then you know what you will get, and what you will not."))
    if st.button(_("Show me an example"), key="example", type="primary"):
        open_example(context)
        st.rerun()
    if not may_lead():
        show_sign_in(context)
        return
    st.header(_("Make a team"), anchor=False)
    with st.form("make-team", border=False):
        name = st.text_input(
            _("Name of the team"), key="team-name", max_chars=MAX_NAME_LENGTH, autocomplete="off"
        )
        made = st.form_submit_button(_("Make this team"))
    if made:
        _make(context, name.strip()[:MAX_NAME_LENGTH])
    st.header(_("Open your team"), anchor=False)
    code_field(context, pages, "team", form="open-team")
    show_signed_in(context)


def _make(context: PageContext, name: str) -> None:
    _ = context.words.gettext
    if not name:
        st.info(_("Name the team first. Only you and the people invited to a round see the name."))
        return
    try:
        create_team(context, name)
    except TooBusyError:
        too_busy(context)
        return
    st.rerun()


def _code(context: PageContext, team: OpenTeam, code: str) -> None:
    _ = context.words.gettext
    pressed = code_screen(
        context,
        team,
        code,
        title=_("The code of your team"),
        page="team",
        advice=_(
            "This code is for you, not for the people in your team: they get cards or a link later. With it"
            " you open the team again, to close a round and see the result. Anyone who has the code can do"
            " the same. We do not keep it: if you lose it, nobody can open the team any more."
        ),
        undo=_("I would rather not make a team"),
        team=team.contents["name"],
    )
    if pressed == "undone":
        erase_team(context, team)
    if pressed:
        st.rerun()


# -- what there is ----------------------------------------------------------------------------


def _closed(context: PageContext, pages: Pages, team: OpenTeam) -> None:
    _ = context.words.gettext
    done = [entry for entry in team.contents["rounds"] if entry["closed_on"] is not None]
    if not done:
        return
    st.header(_("Closed rounds"), anchor=False)
    last = closed_rounds(context, team)[-1:]
    if last:
        primary_link(
            context, pages.team_result, _("Result of {day}").format(day=context.day(last[0].closed_on))
        )
    for entry in reversed(done):
        day = context.day(date.fromisoformat(entry["closed_on"]))
        if entry["snapshot"] is None:
            words = (
                left_open(context.language)
                if entry.get("left_open")
                else closed_without_figures(entry["minimum"], context.language)
            )
            st.markdown(_("{day}: {words}").format(day=day, words=words))
        elif entry["id"] != last[0].id:
            st.page_link(
                pages.team_result,
                label=_("Result of {day}").format(day=day),
                query_params={**context.parameters, ROUND_PARAMETER: entry["id"]},
            )


def _manage(context: PageContext, team: OpenTeam) -> None:
    _ = context.words.gettext
    if team.is_example:
        if st.button(_("Close the example"), key="close"):
            open_teams.close(context)
            st.rerun()
        return
    st.header(_("Lock, new code, erase"), anchor=False)
    if st.button(_("Lock the team on this device"), key="close"):
        open_teams.close(context)
        MESSAGE.set(_("Your team is locked on this device. A round that runs goes on."))
        st.rerun()
    if new_code_wanted(context, team):
        st.rerun()
    if running_round(team) is not None:
        st.caption(_("A team with an open round cannot be erased: close the round first."))
        return
    with st.expander(_("Erase the team"), key="erase-fold"):  # not below where the close was pressed
        _erase(context, team)


def _erase(context: PageContext, team: OpenTeam) -> None:
    _ = context.words.gettext
    if confirmed(
        _("Erase it now"),
        _(
            "Erase the team with everything that its rounds published, and what its meetings kept? The"
            " people you invited will not be able to see the figures either. This cannot be undone."
        ),
        (_("Yes, erase it"), _("No, keep it")),
        key=f"erase-team-{team.name}",
    ):
        erase_team(context, team)
        question_answered()
        MESSAGE.set(_("The team has been erased."))
        st.rerun()
