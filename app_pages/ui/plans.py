"""A plan: if this happens, then I will do that. To write one, to read it, and a reminder to look back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.downloads import download_button
from app_pages.ui.text import literal, text_field
from content import Topic
from records import Plan
from report.calendar import reminder_ics
from services import today
from storage.contents import new_id

WEEKS: Final = (2, 4, 8, 13)
"""When to look back: soon enough to remember, late enough for a few contacts."""

USUAL_WEEKS: Final = 4


def plan_form(context: PageContext, name: str, topic: Topic | None, *, choose_day: bool) -> Plan | None:
    """The two halves of a plan, with an example that fits the topic; the plan once its button is pressed."""
    _ = context.words.gettext
    example = (topic and topic.plan) or context.profile.plan_example
    halves = plan_fields(name)
    situation = text_field(
        context, halves[0], _("If …"), height="content", placeholder=context.text(example.situation)
    )
    action = text_field(
        context, halves[1], _("then I will …"), height="content", placeholder=context.text(example.action)
    )
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    weeks = _weeks(context) if choose_day else USUAL_WEEKS
    if not st.button(_("Keep this plan"), key="keep-plan", type="primary" if choose_day else "secondary"):
        return None
    if not (situation.strip() and action.strip()):
        st.info(_("A plan has two halves, ‘If’ and ‘then’. Fill in both, in a few words."))
        return None
    return {
        "id": new_id(),
        "made_on": today().isoformat(),
        "topic": None if topic is None else {"id": topic.id, "title": dict(topic.title)},
        "if": situation.strip(),
        "then": action.strip(),
        "look_back_on": (today() + timedelta(weeks=weeks)).isoformat(),
        "look_back": None,
    }


def plan_fields(name: str) -> tuple[str, str]:
    """The names of the two fields of a plan's form."""
    return f"{name}-if", f"{name}-then"


def _weeks(context: PageContext) -> int:
    _ = context.words.gettext
    weeks = st.radio(
        _("When will you look back?"),
        WEEKS,
        index=WEEKS.index(USUAL_WEEKS),
        format_func=lambda number: _("in {number} weeks, on {day}").format(
            number=number, day=context.day(today() + timedelta(weeks=number))
        ),
        key="weeks",
        on_change="ignore",
    )
    return weeks or USUAL_WEEKS


def plan_words(context: PageContext, plan: Plan) -> None:
    """A plan as it was written, below the title of its topic."""
    _ = context.words.gettext
    if plan["topic"]:
        st.caption(literal(plan["topic"]["title"][context.language]))
    st.markdown(
        _("**If** {situation}, **then I will** {action}").format(
            situation=literal(plan["if"]), action=literal(plan["then"])
        )
    )


def reminder(context: PageContext, plan: Plan) -> None:
    """A file for the calendar; whether it shows the plan is the reader's choice."""
    _ = context.words.gettext
    day = date.fromisoformat(plan["look_back_on"])
    with st.expander(_("Reminder for my calendar")):
        neutral = _("Look back")
        shows_plan = st.radio(
            _("What should your calendar say? Others may be able to see it."),
            (False, True),
            format_func=lambda plan_too: _("my plan") if plan_too else f"‘{neutral}’",
            key=f"reminder-{plan['id']}",
        )
        whole = _("If {situation}, then I will {action}").format(situation=plan["if"], action=plan["then"])
        download_button(
            _("Download for {day}").format(day=context.day(day)),
            lambda: reminder_ics(day, whole if shows_plan else neutral, made_on=today()),
            _("review") + ".ics",
            key=f"calendar-{plan['id']}",
        )
