"""A team: its code, the round that runs, the rounds that closed, and a next one."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from app_pages.code import show_code, too_soon
from app_pages.frame import Pages, literal, primary_link
from app_pages.opened import too_busy
from app_pages.registry import WasClosed
from app_pages.sign_in import may_lead
from app_pages.sign_in_page import come_back, show_sign_in, show_signed_in
from app_pages.team_opened import (
    OpenTeam,
    closed_rounds,
    erase_team,
    make_team,
    open_demonstration,
    open_team,
    open_teams,
    running,
)
from app_pages.team_round import next_round, show_cards, show_running
from app_pages.unlock import damaged, looked_up, typed_code, was_closed
from app_pages.vault import confirmed, new_code_wanted, settled
from app_pages.visit import Visit
from report.team_sentences import closed_without_figures, left_open
from storage import DamagedVault, NoVault, TooBusy
from storage.rounds import LEAST_MINIMUM
from storage.teams import is_team

ROUND_PARAMETER: Final = "ronde"
LONGEST_NAME: Final = 60


def show(visit: Visit, pages: Pages) -> None:
    """The open team, or the ways to one."""
    _ = visit.words.gettext
    come_back(visit)
    team = open_teams.opened(visit)
    if team is None:
        _ways_in(visit, pages)
        return
    if team.code is not None:
        _code(visit, team, team.code)
        return
    if team.cards:
        show_cards(visit, team)
        return
    st.title(literal(team.contents["name"]), anchor=False)
    mark_invented(visit, team)
    round = running(team)
    if round is not None:
        show_running(visit, team, round)
    _closed(visit, pages, team)
    if round is None:
        next_round(visit, team)
    _manage(visit, team)
    if not team.invented:
        show_signed_in(visit)


def mark_invented(visit: Visit, team: OpenTeam) -> None:
    """On every page of the demonstration: that it is one."""
    _ = visit.words.gettext
    if team.invented:
        st.warning(_("This is an example. The team does not exist, and its figures are invented."))


# -- the ways in ------------------------------------------------------------------------------


def _ways_in(visit: Visit, pages: Pages) -> None:
    _ = visit.words.gettext
    st.title(_("With your team"), anchor=False)
    said, gone = st.session_state.pop("team-said", None), st.session_state.pop("team-gone", None)
    if gone is DamagedVault:
        damaged(visit)
    elif gone is NoVault:
        st.info(_("This team has been erased, or it has a new code."))
    elif gone is WasClosed:
        st.info(was_closed(visit, _("Your team was closed here in the meantime. A round that runs goes on.")))
    if said:
        st.success(said)
    st.markdown(
        _(
            "This page is for who opens a round for the team, most often the team lead. Each person"
            " answers alone, and then chooses: share or not. Nobody sees what anyone answered. You"
            " get figures of the team as a whole, and topics for your next intervision. For that,"
            " at least {minimum} people have to share."
        ).format(minimum=LEAST_MINIMUM)
    )
    st.page_link(
        pages.take_part,
        label=_("I have a card or a link, and want to take part"),
        query_params=visit.parameters,
    )
    st.markdown(_("Look at an example first. Then you know what you will get, and what you will not."))
    if st.button(_("Show me an example"), key="example", type="primary"):
        open_demonstration(visit)
        st.rerun()
    if not may_lead():
        show_sign_in(visit)
        return
    st.header(_("Make a team"), anchor=False)
    with st.form("make-team", border=False):
        name = st.text_input(
            _("Name of the team"), key="team-name", max_chars=LONGEST_NAME, autocomplete="off"
        )
        made = st.form_submit_button(_("Make this team"))
    if made:
        _make(visit, name.strip()[:LONGEST_NAME])
    st.header(_("Open your team"), anchor=False)
    typed = typed_code(_("Code of the team"), _("Open"), form="open-team")
    if typed is not None and (found := looked_up(visit, typed, _("No team opens with this code."))):
        if is_team(found[1]):
            open_team(visit, *found)
            st.rerun()
        st.info(_("This is not the code of a team. It opens something else of yours."))
    show_signed_in(visit)


def _make(visit: Visit, name: str) -> None:
    _ = visit.words.gettext
    if not name:
        st.info(_("Give the team a name first. Only who has the code sees it."))
        return
    try:
        make_team(visit, name)
    except TooBusy:
        too_busy(visit)
        return
    st.rerun()


def _code(visit: Visit, team: OpenTeam, code: str) -> None:
    _ = visit.words.gettext
    st.title(_("The code of your team"), anchor=False)
    show_code(
        visit,
        code,
        "team",
        _(
            "This code is for you, not for your people: they get cards or a link later on. With"
            " this code you open the team again: to close a round, and to see what came of it. Who"
            " has the code can do the same. We do not keep it: if you lose it, nobody can open the"
            " team any more."
        ),
    )
    replacing = team.next_keys is not None
    if replacing:
        st.markdown(_("The old code works until you say that you have kept this one."))
    with st.container(horizontal=True, key="steps"):
        have = st.button(_("I have kept the code"), key="have-code", type="primary")
        not_so = st.button(
            _("No, keep the old one") if replacing else _("I would rather not make a team"), key="no-code"
        )
    if too_soon(team):
        return
    if have:
        team.have_code()
    elif not_so and replacing:
        team.forget_code()
    elif not_so and team.keys is not None:
        erase_team(visit, team.keys)
    if have or not_so:
        st.rerun()


# -- what there is ----------------------------------------------------------------------------


def _closed(visit: Visit, pages: Pages, team: OpenTeam) -> None:
    _ = visit.words.gettext
    done = [round for round in team.contents["rounds"] if round["closed_on"] is not None]
    if not done:
        return
    st.header(_("Closed rounds"), anchor=False)
    last = closed_rounds(visit, team)[-1:]
    if last:
        primary_link(visit, pages.team_result, _("Result of {day}").format(day=visit.day(last[0].closed_on)))
    for round in reversed(done):
        day = visit.day(date.fromisoformat(round["closed_on"]))
        if round["snapshot"] is None:
            words = (
                left_open(visit.language)
                if round.get("left_open")
                else closed_without_figures(round["minimum"], visit.language)
            )
            st.markdown(_("{day}: {words}").format(day=day, words=words))
        elif round["id"] != last[0].id:
            st.page_link(
                pages.team_result,
                label=_("Result of {day}").format(day=day),
                query_params={**visit.parameters, ROUND_PARAMETER: round["id"]},
            )


def _manage(visit: Visit, team: OpenTeam) -> None:
    _ = visit.words.gettext
    if team.invented:
        if st.button(_("Close the example"), key="close"):
            open_teams.close(visit)
            st.rerun()
        return
    st.header(_("Close, new code, erase"), anchor=False)
    if st.button(_("Close the team on this device"), key="close"):
        open_teams.close(visit)
        st.session_state["team-said"] = _("Your team is closed on this device. A round that runs goes on.")
        st.rerun()
    if new_code_wanted(visit, team):
        st.rerun()
    if running(team) is not None:
        st.caption(_("A team with an open round can not be erased: close the round first."))
    elif team.keys is not None and confirmed(
        _("Erase the team"),
        _("Erase the team with everything that its rounds published? This can not be undone."),
        (_("Yes, erase it"), _("No, keep it")),
        key=f"erase-team-{team.name}",
    ):
        erase_team(visit, team.keys)
        settled()
        st.session_state["team-said"] = _("The team has been erased.")
        st.rerun()
