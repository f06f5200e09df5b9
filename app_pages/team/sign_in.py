"""On the team's page: logging in with the organisation, and out again."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import SIGN_IN_LANGUAGE, without
from app_pages.session_state import SIGN_IN_ENDED
from app_pages.team.organisation import RETURN_PARAMETER, SIGN_IN_HOURS, organisation, standing
from app_pages.team.session import open_teams
from content import LANGUAGE_PARAMETER


def come_back(context: PageContext) -> None:
    """Note how a sign-in ended, clear the address, and go back to the language it began in."""
    ended = st.query_params.get(RETURN_PARAMETER)
    if ended is None:
        return
    del st.query_params[RETURN_PARAMETER]
    SIGN_IN_ENDED.set(ended)
    language = context.draft.get(SIGN_IN_LANGUAGE)
    if language is not None:
        st.query_params[LANGUAGE_PARAMETER] = language
        context.update_draft(lambda draft: without(draft, SIGN_IN_LANGUAGE))
    st.rerun()


def show_sign_in(context: PageContext) -> None:
    """What a reader sees who has not signed in: why, and the button to sign in."""
    _ = context.words.gettext
    now = standing()
    st.header(_("Log in with your organisation"), anchor=False)
    _say_how_it_ended(context)
    if now == "old":
        st.info(
            _("You logged in more than {hours} hours ago. Please log in again.").format(hours=SIGN_IN_HOURS)
        )
    elif now == "other":
        st.info(
            _(
                "You are logged in, but this account cannot open a team here. Log out, and choose your work"
                " account. If that account does not work either, ask your administrator."
            )
        )
    st.markdown(
        _(
            "To make or open a team, you log in with your work account. After that you still need the code"
            " of your team, because logging in shows no teams. You do not need to log in to take part, or"
            " for your own vault."
        )
    )
    if now == "other":
        if st.button(_("Log out"), key="sign-out"):
            _sign_out(context)
    elif st.button(_("Log in"), key="sign-in"):
        _sign_in(context)
    _not_recorded(context)


def show_signed_in(context: PageContext) -> None:
    """At the bottom of the page: that the reader is signed in, and the button to sign out."""
    _ = context.words.gettext
    SIGN_IN_ENDED.pop()
    if organisation() is None:
        return
    st.header(_("You are logged in"), anchor=False)
    st.markdown(
        _(
            "You are logged in with your organisation, for at most {hours} hours. If others use this device"
            " too, log out when you are done. That also closes your team on this device."
        ).format(hours=SIGN_IN_HOURS)
    )
    if st.button(_("Log out"), key="sign-out"):
        _sign_out(context)
    _not_recorded(context)


def _say_how_it_ended(context: PageContext) -> None:
    _ = context.words.gettext
    ended = SIGN_IN_ENDED.get()
    if ended == "gestopt":
        st.info(_("You cancelled logging in. That is fine: nothing has changed."))
    elif ended == "mislukt":
        st.info(
            _("Logging in did not work. Please try again. If it goes wrong again, ask your administrator.")
        )
    elif ended == "onbereikbaar":
        st.info(_("Your organisation's login cannot be reached just now. Please try again in a moment."))
    elif ended == "uit":
        st.success(_("You are logged out. If a team was open on this device, it is closed."))


def _not_recorded(context: PageContext) -> None:
    _ = context.words.gettext
    st.caption(
        _(
            "We do not store who logs in or who opens which team. Your browser keeps your login in a cookie."
            " Your organisation can see that you log in here, but not what you do here."
        )
    )


def _sign_in(context: PageContext) -> None:
    if context.parameters:
        context.update_draft(lambda draft: {**draft, SIGN_IN_LANGUAGE: context.language})
    st.login()


def _sign_out(context: PageContext) -> None:
    if context.parameters:
        context.update_draft(lambda draft: {**draft, SIGN_IN_LANGUAGE: context.language})
    open_teams.close(context)
    st.logout()
