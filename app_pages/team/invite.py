"""While a round is open: texts to send, a reminder for the calendar, and a later last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.reflect.session import minutes
from app_pages.team.session import OpenTeam, move_last_day
from app_pages.ui.downloads import download_button
from app_pages.ui.links import page_address
from content import LANGUAGES
from records import TeamOpenRound
from report.calendar import reminder_ics
from report.invitation import invitation, reminding
from services import today

MAX_WEEKS: Final = 4


def link_of(context: PageContext, entry: TeamOpenRound) -> str | None:
    """The link for the whole team, if the round has one: it only leads to taking part."""
    code = entry["link"]
    return None if code is None else f"{page_address(context, 'take_part')}#{code.replace('-', '')}"


def show_texts(context: PageContext, team: OpenTeam, entry: TeamOpenRound) -> None:
    """A text to invite and one to remind, in every language."""
    _ = context.words.gettext
    until = date.fromisoformat(entry["until"])
    link = link_of(context, entry)
    for label, text in ((_("Text to invite"), invitation), (_("Text to remind"), reminding)):
        with st.expander(label):
            for language in LANGUAGES:
                written = text(
                    team=team.contents["name"],
                    minutes=minutes(context.profile, context.profile.part("attitude"), language),
                    until=until,
                    link=link,
                    language=language,
                )
                st.code(written, language=None, wrap_lines=True)


def show_last_day(context: PageContext, team: OpenTeam, entry: TeamOpenRound) -> None:
    """What to do once the last day is over, the day for the calendar, and a later one."""
    _ = context.words.gettext
    until = date.fromisoformat(entry["until"])
    if today() > until:
        st.info(
            _(
                "The last day was {until}. Close the round below, or choose a later day. Until then people"
                " can still share."
            ).format(until=context.day(until))
        )
    with st.expander(_("The last day")):
        download_button(
            _("Last day for my calendar"),
            lambda: reminder_ics(until, _("Close the round"), made_on=today()),
            _("last-day") + ".ics",
            key="last-day-calendar",
        )
        first = max(until, today()) + timedelta(days=1)
        later = st.date_input(
            _("A later last day"),
            first,
            min_value=first,
            max_value=first + timedelta(weeks=MAX_WEEKS),
            format="DD-MM-YYYY",
            key="later-day",
        )
        if st.button(_("Move the last day"), key="move-last-day") and isinstance(later, date):
            move_last_day(team, entry, later)
            st.rerun()
