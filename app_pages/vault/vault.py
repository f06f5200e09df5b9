"""The vault: open it, look back first, then everything that was kept."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app_pages.context import PageContext
from app_pages.meeting.session import take_up_case
from app_pages.session_state import MESSAGE
from app_pages.ui.code_card import new_code_wanted
from app_pages.ui.confirm import confirmed, question_answered
from app_pages.ui.links import REFLECTION_PARAMETER, Pages, primary_link
from app_pages.ui.notices import show_message
from app_pages.ui.plans import plan_words, reminder
from app_pages.ui.text import literal, text_field
from app_pages.vault.locked import show_locked
from app_pages.vault.parts import file_button, remove_entry, store_in_new_vault
from app_pages.vault.session import (
    OpenVault,
    change_vault,
    erase_vault,
    is_kept,
    moments,
    open_vaults,
)
from intervision.meeting import PREPARE
from records import Case, LearningPoint, LookBack, Plan
from report.growth import moment_labels
from services import today
from storage.contents import new_id, with_look_back, with_new_entry


def show(context: PageContext, pages: Pages) -> None:
    """The open vault, or the way to open one."""
    _ = context.words.gettext
    vault = open_vaults.current(context)
    st.title(_("Your vault"), anchor="vault")
    if vault is None:
        show_locked(context, pages)
        return
    if vault.code is not None:  # first the code
        st.switch_page(pages.keep, query_params=context.parameters)
    waiting = [
        plan
        for plan in vault.contents["plans"]
        if plan["id"] in vault.to_look_back and plan["look_back"] is None
    ]
    if waiting:
        _look_back(context, vault, waiting[0])
        return
    just_kept = show_message()
    if just_kept:  # who is done need not look for it
        _close_button(context, vault)
    if vault.keys is None:
        _file_note(context, vault)
    _reflections(context, pages, vault)
    _plans(context, pages, vault)
    _learning_points(context, vault)
    _cases(context, pages, vault)
    _manage(context, pages, vault, can_close=not just_kept)


# -- a file of one's own ----------------------------------------------------------------------


def _file_note(context: PageContext, vault: OpenVault) -> None:
    """What it means to work with a file; offers the new file where something changed."""
    _ = context.words.gettext
    if vault.file_is_current:
        st.info(_("This is your own file. None of it is stored here."))
        return
    st.warning(_("Something new is not in your own file yet. Download the new file before you go."))

    def noted() -> None:
        vault.file_is_current = True

    file_button(context, vault.contents, _("Download the new file"), primary=True, on_click=noted)


# -- looking back -----------------------------------------------------------------------------


def _look_back(context: PageContext, vault: OpenVault, plan: Plan) -> None:
    """First what came of a plan, in the reader's own words; then everything else."""
    _ = context.words.gettext
    st.markdown(
        _("On {day} you made this plan:").format(day=context.day(date.fromisoformat(plan["made_on"])))
    )
    plan_words(context, plan)
    due = date.fromisoformat(plan["look_back_on"])
    if due > today():
        st.caption(
            _("You wanted to look back on {day}, but you may do so earlier.").format(day=context.day(due))
        )
    name = f"{vault.name}-look-back-{plan['id']}"
    text = text_field(context, name, _("How did it go?"))
    st.caption(_("A few of your own words are enough, and it does not matter if it did not work out."))
    with st.container(horizontal=True, key="steps"):
        done = st.button(_("Keep this"), key="look-back", type="primary")
        later = st.button(_("Not now"), key="look-back-later")
        _close_button(context, vault)
    if done and not text.strip():
        st.info(_("There is nothing here yet. Write something, or choose ‘Not now’."))
    elif done:
        back: LookBack = {"made_on": today().isoformat(), "text": text.strip()}
        change_vault(context, vault, lambda contents: with_look_back(contents, plan["id"], back))
        context.clear_texts(name)
        st.rerun()
    elif later:
        vault.to_look_back.discard(plan["id"])
        st.rerun()


# -- what was kept ----------------------------------------------------------------------------


def _reflections(context: PageContext, pages: Pages, vault: OpenVault) -> None:
    _ = context.words.gettext
    found = moments(context, vault.contents)
    st.header(_("Reflections"), anchor=False)
    if not found:
        st.markdown(_("There is no reflection in your vault yet."))
    with st.container(key="moments", gap=None):
        for moment, day in reversed([*zip(found, moment_labels(found, context.language), strict=True)]):
            st.page_link(
                pages.result,
                label=_("Reflection of {day}").format(day=day),
                query_params={**context.parameters, REFLECTION_PARAMETER: moment.id},
            )
    if len(found) > 1:
        primary_link(context, pages.growth, _("What changed?"))
    _new_reflection(context, pages)


def _new_reflection(context: PageContext, pages: Pages) -> None:
    """The way to the next reflection; asks before one that was not kept is erased."""
    _ = context.words.gettext
    if context.answers and not is_kept(context):
        st.markdown(_("In this browser there is a reflection that is not in your vault yet."))
        with st.container(horizontal=True, key="unkept"):
            st.page_link(pages.keep, label=_("Put it in my vault"), query_params=context.parameters)
            if st.button(_("Erase it and start again"), key="begin-anew"):
                context.start_over()
                st.switch_page(pages.reflection, query_params=context.parameters)
    elif st.button(_("New reflection"), key="new-reflection"):
        context.start_over()
        st.switch_page(pages.reflection, query_params=context.parameters)


def _plans(context: PageContext, pages: Pages, vault: OpenVault) -> None:
    _ = context.words.gettext
    st.header(_("Plans"), anchor=False)
    for plan in reversed(vault.contents["plans"]):
        with st.container(border=True, key=f"plan-{plan['id']}"):
            plan_words(context, plan)
            if plan["look_back"]:
                day = context.day(date.fromisoformat(plan["look_back"]["made_on"]))
                st.caption(_("On {day} you looked back:").format(day=day))
                st.markdown(literal(plan["look_back"]["text"]))
            else:
                due = date.fromisoformat(plan["look_back_on"])
                st.caption(_("Look back on {day}").format(day=context.day(due)))
                if st.button(_("Look back now"), key=f"look-back-now-{plan['id']}"):
                    vault.to_look_back.add(plan["id"])
                    st.rerun()
                reminder(context, plan)
            if remove_entry(context, vault, plan["id"]):
                st.rerun()
    st.page_link(pages.plan, label=_("Make a plan"), query_params=context.parameters)


def _learning_points(context: PageContext, vault: OpenVault) -> None:
    _ = context.words.gettext
    st.header(_("Learning points"), anchor=False)
    for point in reversed(vault.contents["learning_points"]):
        with st.container(border=True, key=f"point-{point['id']}"):
            st.caption(context.day(date.fromisoformat(point["made_on"])))
            st.markdown(literal(point["text"]))
            if remove_entry(context, vault, point["id"]):
                st.rerun()
    name = f"{vault.name}-point"
    text = text_field(
        context, name, _("What do you take away, from peer consultation (intervision) or from your work?")
    )
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    if st.button(_("Keep this learning point"), key="keep-point") and text.strip():
        new: LearningPoint = {"id": new_id(), "made_on": today().isoformat(), "text": text.strip()}
        change_vault(
            context,
            vault,
            lambda contents: {
                **contents,
                "learning_points": with_new_entry(contents["learning_points"], new),
            },
        )
        context.clear_texts(name)
        st.rerun()


def _cases(context: PageContext, pages: Pages, vault: OpenVault) -> None:
    """Cases prepared for intervision."""
    _ = context.words.gettext
    if not vault.contents["cases"]:
        return
    st.header(_("Cases"), anchor=False)
    for case in reversed(vault.contents["cases"]):
        day = context.day(date.fromisoformat(case["made_on"]))
        with st.expander(_("Case of {day}").format(day=day)):
            for part in case["parts"]:
                st.markdown(f"**{literal(part['question'][context.language])}**\n\n{literal(part['text'])}")
            if st.button(_("Change or use this case"), key=f"take-up-{case['id']}"):
                _take_up(context, case)
                st.switch_page(pages.prepare, query_params=context.parameters)
            if remove_entry(context, vault, case["id"]):
                st.rerun()


def _take_up(context: PageContext, case: Case) -> None:
    """Put a kept case into the fields in which it was prepared."""
    asked = [dict(question) for question in context.profile.intervision.phases[PREPARE].questions]
    texts = {
        asked.index(part["question"]) if part["question"] in asked else number: part["text"]
        for number, part in enumerate(case["parts"])
    }
    take_up_case(context, texts, case["topic"]["id"] if case["topic"] else None, case["id"])


# -- changing, taking along, erasing ----------------------------------------------------------


def _manage(context: PageContext, pages: Pages, vault: OpenVault, *, can_close: bool) -> None:
    _ = context.words.gettext
    st.header(_("Take with you, close, erase"), anchor=False)
    if vault.keys is not None:
        st.markdown(
            _(
                "Your vault stays until you erase it. It closes when you press ‘Close my vault’, or half an"
                " hour after your last click."
            )
        )
    with st.container(horizontal=True, key="manage"):
        if can_close:
            _close_button(context, vault)
        if vault.file_is_current:
            file_button(context, vault.contents, _("Download everything in one file"))
        keeping = vault.keys is None and st.button(_("Keep this file in a new vault"), key="file-to-vault")
    if keeping and store_in_new_vault(context, vault.contents, vault):
        st.switch_page(pages.keep, query_params=context.parameters)
    st.caption(_("The file is not locked: anyone who opens it can read everything."))
    if vault.keys is not None:
        if new_code_wanted(context, vault):
            st.switch_page(pages.keep, query_params=context.parameters)
        _erase(context, vault)


def _close_button(context: PageContext, vault: OpenVault) -> None:
    """Close the vault; asks first where the reader's own file lacks something."""
    _ = context.words.gettext
    if vault.file_is_current:
        pressed = st.button(_("Close my vault"), key="close")
    else:
        pressed = confirmed(
            _("Close my vault"),
            _(
                "Something new is not in your own file yet. If you close now, you will lose it. Do you want"
                " to close anyway?"
            ),
            (_("Yes, close it without keeping the new part"), _("No, leave it open")),
            key="close",
        )
    if pressed:
        open_vaults.close(context)
        question_answered()
        MESSAGE.set(_("Your vault is closed."))
        st.rerun()


def _erase(context: PageContext, vault: OpenVault) -> None:
    _ = context.words.gettext
    if vault.keys is not None and confirmed(
        _("Erase my vault"),
        _("Do you want to erase your vault, with everything in it? You cannot undo it."),
        (_("Yes, erase it"), _("No, keep it")),
        key=f"erase-vault-{vault.name}",
    ):
        erase_vault(context, vault.keys)
        question_answered()
        MESSAGE.set(_("Your vault has been erased."))
        st.rerun()
