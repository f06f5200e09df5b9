"""The vault: open it, look back first, then everything that was kept."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app_pages import keep, unlock
from app_pages.frame import Pages, literal, primary_link, writing
from app_pages.opened import (
    MOMENT_PARAMETER,
    OpenVault,
    change,
    close,
    erase,
    moments,
    opened,
    too_busy,
)
from app_pages.registry import OpenRecord
from app_pages.visit import Visit, today
from report.calendar import look_back_ics
from report.growth import moment_labels
from storage import (
    Contents,
    Entry,
    Kind,
    TooBusy,
)
from storage.contents import with_entry, with_new_entry, without_entry


def show(visit: Visit, pages: Pages) -> None:
    """The open vault, or the way to open one."""
    _ = visit.words.gettext
    vault = opened(visit)
    st.title(_("Your vault"), anchor=False)
    if vault is None:
        unlock.locked(visit, pages)
        return
    if vault.code is not None:  # first the code
        st.switch_page(pages.keep, query_params=visit.parameters)
    waiting = [
        plan
        for plan in vault.contents["plans"]
        if plan["id"] in vault.to_look_back and plan["look_back"] is None
    ]
    if waiting:
        _look_back(visit, vault, waiting[0])
        return
    if vault.keys is None:
        _file_note(visit, vault)
    _reflections(visit, pages, vault)
    _plans(visit, pages, vault)
    _learning_points(visit, vault)
    _cases(visit, vault)
    _manage(visit, pages, vault)


# -- a file of one's own ----------------------------------------------------------------------


def _file_note(visit: Visit, vault: OpenVault) -> None:
    """What it means to work with a file, and the new file where something changed."""
    _ = visit.words.gettext
    if vault.taken_along:
        st.info(_("This is your own file. Nothing of it is stored here."))
        return
    st.warning(
        _("There is something new that is not yet in your own file. Download the new file before you go.")
    )

    def taken() -> None:
        vault.taken_along = True

    keep.file_button(visit, vault.contents, _("Download the new file"), primary=True, on_click=taken)


# -- looking back -----------------------------------------------------------------------------


def _look_back(visit: Visit, vault: OpenVault, plan: Entry) -> None:
    """First what came of a plan, in the reader's own words; then everything else."""
    _ = visit.words.gettext
    st.markdown(_("On {day} you made this plan:").format(day=visit.day(date.fromisoformat(plan["made_on"]))))
    _plan_words(visit, plan)
    due = date.fromisoformat(plan["look_back_on"])
    if due > today():
        st.caption(_("You wanted to look back on {day}. You may do so earlier.").format(day=visit.day(due)))
    name = f"{vault.name}-look-back-{plan['id']}"
    text = writing(visit, name, _("How did it go?"))
    st.caption(_("In your own words. A few are enough, and it need not have worked out."))
    with st.container(horizontal=True, key="steps"):
        done = st.button(_("Keep this"), key="look-back", type="primary")
        later = st.button(_("Not now"), key="look-back-later")
        _close_button(visit)
    if done and not text.strip():
        st.info(_("Nothing is written yet. Write something, or choose ‘Not now’."))
    elif done:
        back = {"made_on": today().isoformat(), "text": text.strip()}
        change(visit, vault, lambda contents: _with_look_back(contents, plan["id"], back))
        visit.put_away(name)
        st.rerun()
    elif later:
        vault.to_look_back.discard(plan["id"])
        st.rerun()


def _with_look_back(contents: Contents, id: str, back: Entry) -> Contents:
    plans = [plan for plan in contents["plans"] if plan["id"] == id]
    return with_entry(contents, "plans", {**plans[0], "look_back": back}) if plans else contents


# -- what was kept ----------------------------------------------------------------------------


def _reflections(visit: Visit, pages: Pages, vault: OpenVault) -> None:
    _ = visit.words.gettext
    found = moments(visit, vault.contents)
    st.header(_("Reflections"), anchor=False)
    if not found:
        st.markdown(_("There is no reflection in your vault yet."))
    with st.container(key="moments", gap=None):
        for moment, day in reversed([*zip(found, moment_labels(found, visit.language), strict=True)]):
            st.page_link(
                pages.result,
                label=_("Reflection of {day}").format(day=day),
                query_params={**visit.parameters, MOMENT_PARAMETER: moment.id},
            )
    if len(found) > 1:
        primary_link(visit, pages.growth, _("What changed?"))
    _new_reflection(visit, pages)


def _new_reflection(visit: Visit, pages: Pages) -> None:
    """The way to the next reflection; one that was not kept is never thrown away unasked."""
    _ = visit.words.gettext
    if visit.answers and not keep.is_kept(visit):
        st.markdown(_("In this browser there is a reflection that is not in your vault yet."))
        with st.container(horizontal=True, key="unkept"):
            st.page_link(pages.keep, label=_("Put it in my vault"), query_params=visit.parameters)
            if st.button(_("Erase it and begin anew"), key="begin-anew"):
                visit.begin_anew()
                st.switch_page(pages.reflection, query_params=visit.parameters)
    elif st.button(_("New reflection"), key="new-reflection"):
        visit.begin_anew()
        st.switch_page(pages.reflection, query_params=visit.parameters)


def _plan_words(visit: Visit, plan: Entry) -> None:
    _ = visit.words.gettext
    if plan["topic"]:
        st.caption(literal(plan["topic"]["title"][visit.language]))
    st.markdown(
        _("**If** {situation}, **then I will** {action}").format(
            situation=literal(plan["if"]), action=literal(plan["then"])
        )
    )


def _plans(visit: Visit, pages: Pages, vault: OpenVault) -> None:
    _ = visit.words.gettext
    st.header(_("Plans"), anchor=False)
    for plan in reversed(vault.contents["plans"]):
        with st.container(border=True, key=f"plan-{plan['id']}"):
            _plan_words(visit, plan)
            if plan["look_back"]:
                day = visit.day(date.fromisoformat(plan["look_back"]["made_on"]))
                st.caption(_("On {day} you looked back:").format(day=day))
                st.markdown(literal(plan["look_back"]["text"]))
            else:
                due = date.fromisoformat(plan["look_back_on"])
                st.caption(_("Look back on {day}").format(day=visit.day(due)))
                _open_plan_buttons(visit, vault, plan, due)
            if remove_button(visit, vault, "plans", plan["id"]):
                st.rerun()
    st.page_link(pages.plan, label=_("Make a plan"), query_params=visit.parameters)


def _open_plan_buttons(visit: Visit, vault: OpenVault, plan: Entry, due: date) -> None:
    _ = visit.words.gettext
    with st.container(horizontal=True):
        if st.button(_("Look back now"), key=f"look-back-now-{plan['id']}"):
            vault.to_look_back.add(plan["id"])
            st.rerun()
        st.download_button(
            _("Reminder for my calendar"),
            lambda: look_back_ics(due, language=visit.language, made_on=today()),
            _("look-back") + ".ics",
            "text/calendar",
            key=f"calendar-{plan['id']}",
            on_click="ignore",
        )


def _learning_points(visit: Visit, vault: OpenVault) -> None:
    _ = visit.words.gettext
    st.header(_("Learning points"), anchor=False)
    for point in reversed(vault.contents["learning_points"]):
        with st.container(border=True, key=f"point-{point['id']}"):
            st.caption(visit.day(date.fromisoformat(point["made_on"])))
            st.markdown(literal(point["text"]))
            if remove_button(visit, vault, "learning_points", point["id"]):
                st.rerun()
    name = f"{vault.name}-point"
    text = writing(visit, name, _("What do you take along, from intervision or from your work?"))
    st.caption(_("Leave out names, and details by which someone can be recognised."))
    if st.button(_("Keep this learning point"), key="keep-point") and text.strip():
        point = {"made_on": today().isoformat(), "text": text.strip()}
        change(visit, vault, lambda contents: with_new_entry(contents, "learning_points", point))
        visit.put_away(name)
        st.rerun()


def _cases(visit: Visit, vault: OpenVault) -> None:
    """Cases prepared for intervision."""
    _ = visit.words.gettext
    if not vault.contents["cases"]:
        return
    st.header(_("Cases"), anchor=False)
    for case in reversed(vault.contents["cases"]):
        day = visit.day(date.fromisoformat(case["made_on"]))
        with st.expander(_("Case of {day}").format(day=day)):
            for part in case["parts"]:
                st.markdown(f"**{literal(part['question'][visit.language])}**\n\n{literal(part['text'])}")
            if remove_button(visit, vault, "cases", case["id"]):
                st.rerun()


# -- changing, taking along, erasing ----------------------------------------------------------


def confirmed(label: str, question: str, answers: tuple[str, str], *, key: str, quiet: bool = False) -> bool:
    """A button that asks once more; whether the answer was yes. Whoever has then done it says `settled`."""
    if st.session_state.get("asking") != key:
        if st.button(label, key=key, type="tertiary" if quiet else "secondary"):
            st.session_state["asking"] = key
            st.rerun()
        return False
    st.markdown(question)
    with st.container(horizontal=True):
        yes = st.button(answers[0], key=f"{key}-sure")
        no = st.button(answers[1], key=f"{key}-not")
    if no:
        settled()
        st.rerun()
    return yes


def settled() -> None:
    """The question needs no answer any more. Only now: a second press could have ended the run before."""
    st.session_state.pop("asking", None)


def remove_button(visit: Visit, vault: OpenVault, kind: Kind, id: str) -> bool:
    """Remove one entry, after one more question; whether it was removed."""
    _ = visit.words.gettext
    sure = confirmed(
        _("Remove"),
        _("Remove this? This can not be undone."),
        (_("Yes, remove it"), _("No, keep it")),
        key=f"remove-{vault.name}-{id}",
        quiet=True,
    )
    if sure:
        change(visit, vault, lambda contents: without_entry(contents, kind, id))
        settled()
    return sure


def _manage(visit: Visit, pages: Pages, vault: OpenVault) -> None:
    _ = visit.words.gettext
    st.header(_("Take along, close, erase"), anchor=False)
    if vault.keys is not None:
        st.markdown(
            _(
                "Your vault stays until you erase it. It closes when you close it, or half an hour after your"
                " last click."
            )
        )
    with st.container(horizontal=True, key="manage"):
        _close_button(visit)
        if vault.taken_along:
            keep.file_button(visit, vault.contents, _("Download everything in one file"))
        keeping = vault.keys is None and st.button(_("Keep this file in a new vault"), key="file-to-vault")
    if keeping and keep.new_vault(visit, vault.contents, vault):
        st.switch_page(pages.keep, query_params=visit.parameters)
    st.caption(_("The file has no lock: whoever opens it can read everything."))
    if vault.keys is not None:
        if new_code_wanted(visit, vault):
            st.switch_page(pages.keep, query_params=visit.parameters)
        _erase(visit, vault)


def new_code_wanted(visit: Visit, record: OpenRecord) -> bool:
    """Ask for a new code, after one more question; whether there is one to show."""
    _ = visit.words.gettext
    sure = confirmed(
        _("Give me a new code"),
        _("A new code? Once you have it, the old one opens nothing any more."),
        (_("Yes, a new code"), _("No, keep the old one")),
        key=f"another-code-{record.name}",
    )
    if sure:
        try:
            record.another_code(st.context.ip_address)
        except TooBusy:
            too_busy(visit)
            st.stop()
        settled()
    return sure


def _close_button(visit: Visit) -> None:
    _ = visit.words.gettext
    if st.button(_("Close my vault"), key="close"):
        close(visit)
        st.session_state["vault-said"] = _("Your vault is closed.")
        st.rerun()


def _erase(visit: Visit, vault: OpenVault) -> None:
    _ = visit.words.gettext
    if vault.keys is not None and confirmed(
        _("Erase my vault"),
        _("Erase your vault with everything in it? This can not be undone."),
        (_("Yes, erase it"), _("No, keep it")),
        key=f"erase-vault-{vault.name}",
    ):
        erase(visit, vault.keys)
        settled()
        st.session_state["vault-said"] = _("Your vault has been erased.")
        st.rerun()
