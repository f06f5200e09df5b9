"""Keep a reflection for later: in a vault that a return code opens, or in a file of one's own."""

from __future__ import annotations

import json
from functools import partial
from hashlib import sha256
from typing import Any

import streamlit as st

from app_pages.code import show_code, too_soon
from app_pages.frame import Pages, primary_link
from app_pages.opened import (
    OpenVault,
    change,
    erase,
    file_of,
    make_vault,
    opened,
    this_reflection,
    too_busy,
)
from app_pages.visit import INVITATION, Visit, today
from storage import Contents, Entry, FullVault, TooBusy
from storage.contents import empty, new_id, with_reflection


def show(visit: Visit, pages: Pages) -> None:
    """Offer to keep what was answered; show a new code until the reader has it."""
    _ = visit.words.gettext
    vault = opened(visit)
    if vault is not None and vault.code is not None:
        _code(visit, pages, vault, vault.code)
        return
    st.title(_("Keep it for later"), anchor=False)
    if not visit.answers:
        st.markdown(_("There is nothing to keep yet. That comes after your first reflection."))
        primary_link(visit, pages.reflection, _("Begin your reflection"))
        return
    if INVITATION in visit.draft and not is_kept(visit):
        st.info(
            _(
                "You have not shared this with your team. Do you want to? Then do that first, at the bottom"
                " of your result. What is in your vault can not be shared any more."
            )
        )
    if vault is None:
        _new_vault(visit)
        _own_file(visit)
        st.page_link(pages.vault, label=_("I already have a code or a file"), query_params=visit.parameters)
    elif is_kept(visit):
        st.markdown(_("This reflection is in your vault."))
        primary_link(visit, pages.vault, _("To your vault"))
    else:
        st.markdown(
            _(
                "Your vault is open. You can put this reflection in it. After that it is in your vault only:"
                " you can read and erase it, but no longer change it."
            )
        )
        if st.button(_("Keep it in my vault"), key="keep", type="primary"):
            _keep(visit, vault)
            st.switch_page(pages.vault, query_params=visit.parameters)


def is_kept(visit: Visit) -> bool:
    """Whether the reflection in this browser has been kept as it is now."""
    kept: dict[str, str] = visit.draft.get("kept", {})
    return bool(kept) and kept["as"] == _print(this_reflection(visit, kept["id"], today())[0])


def _print(entry: Entry) -> str:
    told = {key: value for key, value in entry.items() if key != "made_on"}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _own_id(visit: Visit) -> str:
    """The id of the reflection in this browser, from the first time on: pressed twice, it is kept once."""
    if "kept" not in visit.draft:
        visit.keep(lambda draft: {"kept": {"id": new_id(), "as": ""}, **draft})
    id: str = visit.draft["kept"]["id"]
    return id


def _with_this(visit: Visit, contents: Contents, id: str) -> tuple[Contents, Entry]:
    """`contents` with the reflection in this browser; kept once more, it takes its own place."""
    days = [entry["made_on"] for entry in contents["reflections"] if entry["id"] == id]
    entry, profile = this_reflection(visit, id, today())
    entry = {**entry, "made_on": days[0]} if days else entry
    return with_reflection(contents, entry, profile), entry


def _remember(visit: Visit, entry: Entry) -> None:
    kept = {"id": entry["id"], "as": _print(entry)}
    visit.keep(lambda draft: {**draft, "kept": kept})


def _keep(visit: Visit, vault: OpenVault) -> None:
    id = _own_id(visit)
    change(visit, vault, lambda contents: _with_this(visit, contents, id)[0])
    visit.begin_anew()


def _new_vault(visit: Visit) -> None:
    _ = visit.words.gettext
    st.markdown(
        _(
            "Keep this reflection, and next time you see what changed. It goes into a vault that only opens"
            " with a code. You get that code now. You give no name and no e-mail address. Once you have kept"
            " the code, the reflection is in your vault only: you can read and erase it, but no longer change"
            " it."
        )
    )
    if st.button(_("Give me a code"), key="make-code", type="primary"):
        contents, entry = _with_this(visit, empty(), _own_id(visit))
        if new_vault(visit, contents):
            _remember(visit, entry)
            st.rerun()


def _own_file(visit: Visit) -> None:
    _ = visit.words.gettext
    st.header(_("Or keep it yourself"), anchor=False)
    st.markdown(
        _(
            "Then everything is in one file on your own device, and not in a vault on the server. Next time"
            " you open that file here. Mind that the file has no lock: whoever opens it can read everything."
        )
    )
    contents, _entry = _with_this(visit, empty(), _own_id(visit))
    file_button(visit, contents, _("Download the file"))


def file_button(
    visit: Visit, contents: Contents, label: str, *, primary: bool = False, **options: Any
) -> bool:
    """Everything in one file, to keep oneself."""
    _ = visit.words.gettext
    return st.download_button(
        label,
        partial(file_of, visit, contents),
        _("kept") + f"-{today().isoformat()}.json",
        "application/json",
        key="file",
        type="primary" if primary else "secondary",
        **({"on_click": "ignore"} | options),
    )


def _code(visit: Visit, pages: Pages, vault: OpenVault, code: str) -> None:
    """The code, until the reader has it: to copy, to print, to write down."""
    _ = visit.words.gettext
    st.title(_("Your code"), anchor=False)
    show_code(
        visit,
        code,
        "vault",
        _(
            "With this code you open your vault again, on any device. We do not keep the code: if you"
            " lose it, nobody can open the vault any more, not even we."
        ),
    )
    replacing, of_this = vault.next_keys is not None, is_kept(visit)
    if replacing:
        st.markdown(_("The old code works until you say that you have kept this one."))
    with st.container(horizontal=True, key="steps"):
        have = st.button(_("I have kept the code"), key="have-code", type="primary")
        rather_not = replacing and st.button(_("No, keep the old one"), key="old-code")
        undo = of_this and not replacing and st.button(_("I would rather not keep it"), key="no-code")
    if too_soon(vault):
        return
    if have:
        vault.have_code()
        if of_this and not replacing:
            visit.begin_anew()  # from now on the code opens it, and nothing else
    elif rather_not:
        vault.forget_code()
    elif undo and vault.keys is not None:
        erase(visit, vault.keys)
        st.switch_page(pages.result, query_params=visit.parameters)
    if have or rather_not:
        st.switch_page(pages.vault, query_params=visit.parameters)


def new_vault(visit: Visit, contents: Contents, file: OpenVault | None = None) -> bool:
    """Put contents in a new vault; whether that could be done, else the reader is told why not."""
    _ = visit.words.gettext
    try:
        make_vault(visit, contents, file)
    except TooBusy:
        too_busy(visit)
        return False
    except FullVault:
        st.error(_("This is more than a vault holds. It was not kept; your file is as it was."))
        return False
    return True
