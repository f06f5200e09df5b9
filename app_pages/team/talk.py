"""A team's meetings: a button that begins one, and what the last ones agreed on."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.session import meeting_of_team, other_meeting
from app_pages.team.session import OpenTeam
from app_pages.ui.links import Pages
from app_pages.ui.notices import too_busy
from app_pages.ui.text import literal
from budgets import OverBudgetError
from records import GroupMeeting
from storage import FullMeetingError, FullVaultError, TooBusyError
from storage.groups import agreed, to_look_back_on


def talk_label(context: PageContext, team: OpenTeam) -> str | None:
    """What the buttons of the topics say; shows that a meeting has begun where they lead to that one.

    None for the example, and for what a card or a link opened: no meeting begins from those.
    """
    _ = context.words.gettext
    if team.keys is None:
        return None
    if other_meeting(team.contents) is None:
        return _("Talk about this")
    st.warning(_("A meeting of your team has begun."))
    return _("Join that meeting")


def talk_button(
    context: PageContext, pages: Pages, team: OpenTeam, label: str, topic: str | None = None, *, key: str
) -> None:
    """A button that leads to the meeting of this team; it begins where there is none."""
    _ = context.words.gettext
    if not st.button(label, key=key):
        return
    try:
        is_there = meeting_of_team(context, team, topic)
    except FullVaultError:
        st.error(_("There is no room left for this. Nothing was lost."))
    except (FullMeetingError, OverBudgetError, TooBusyError):
        too_busy(context)
    else:
        if is_there:
            st.switch_page(pages.meeting, query_params=context.parameters)
        st.info(_("On this device another meeting is still open. Finish that one first, or leave it."))
        st.page_link(pages.meeting, label=_("To that meeting"), query_params=context.parameters)


def show_agreed(
    context: PageContext, pages: Pages, team: OpenTeam, since: date | None = None, until: date | None = None
) -> None:
    """What the last meetings agreed on, and a way to look back; `since` and `until` as `agreed` has them.

    It stands on pages only: files and slides also go to people outside the team.
    """
    _ = context.words.gettext
    first, last = (day.isoformat() if day else "" for day in (since, until))
    found = agreed(team.contents, first, last) if team.keys is not None else []
    if not found:
        return
    *earlier, newest = found
    to_look_back = until is None and bool(to_look_back_on(team.contents))
    with st.container(key="agreed"):
        st.markdown(_agreed_words(context, newest))
        if not earlier and not to_look_back:
            return
        with st.expander(_("Look back"), key="look-back"):
            if to_look_back:
                talk_button(context, pages, team, _("Look back on this together"), key="look-back-together")
            for meeting in earlier:
                st.markdown(_agreed_words(context, meeting))


def _agreed_words(context: PageContext, meeting: GroupMeeting) -> str:
    """The day, each question with its learning points, and what came of them."""
    _ = context.words.gettext
    day = context.day(date.fromisoformat(meeting["held_on"]))
    points: dict[str, list[str]] = {}
    for point in meeting["learning_points"]:
        points.setdefault(context.text(point["question"]), []).append(f"**{literal(point['text'])}**")
    lines = [f"- {question} {'; '.join(texts)}" for question, texts in points.items()]
    if meeting["looked_back"]:
        lines.append("- " + _("Looked back: {text}").format(text=literal(meeting["looked_back"])))
    title = "**" + _("Your learning points of {day}").format(day=day) + "**"
    return "\n".join([title, "", *(line.replace("\n", " ") for line in lines)])
