"""Keep a reflection for later: in a vault that a return code opens, or in a file of one's own."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.session_state import MESSAGE
from app_pages.ui.code_card import code_screen
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.sharing import invited
from app_pages.vault.parts import file_button, store_in_new_vault
from app_pages.vault.session import (
    OpenVault,
    change_vault,
    erase_vault,
    is_kept,
    open_vaults,
    own_entry_id,
    remember_kept,
    with_this_reflection,
)
from storage.contents import empty


def show(context: PageContext, pages: Pages) -> None:
    """Offer to keep what was answered; show a new code until the reader has it."""
    _ = context.words.gettext
    vault = open_vaults.current(context)
    if vault is not None and vault.code is not None:
        _code(context, pages, vault, vault.code)
        return
    st.title(_("Keep it for later"), anchor="keep")
    if not context.answers:
        if vault is not None:  # a second press on the button that led there
            st.switch_page(pages.vault, query_params=context.parameters)
        st.markdown(_("There is nothing to keep yet. You can keep something after your first reflection."))
        primary_link(context, pages.reflection, _("Start your reflection"))
        return
    if invited(context) is not None and not is_kept(context):
        st.info(
            _(
                "You have not shared this with your team. If you want to, do so first, at the bottom of your"
                " result. Once it is in your vault, you can no longer share it."
            )
        )
    if vault is None:
        _offer_vault(context)
        _own_file(context)
        st.page_link(pages.vault, label=_("I already have a code or a file"), query_params=context.parameters)
    elif is_kept(context):
        st.markdown(_("This reflection is in your vault."))
        primary_link(context, pages.vault, _("Open your vault"))
    else:
        st.markdown(
            _(
                "Your vault is open, and you can put this reflection in it. After that it is only in your"
                " vault: you can read and erase it, but no longer change it."
            )
        )
        if st.button(_("Keep it in my vault"), key="keep", type="primary"):
            _keep(context, vault)
            _confirm(context)
            st.switch_page(pages.vault, query_params=context.parameters)


def _keep(context: PageContext, vault: OpenVault) -> None:
    entry_id = own_entry_id(context)
    change_vault(context, vault, lambda contents: with_this_reflection(context, contents, entry_id)[0])
    context.start_over()


def _confirm(context: PageContext) -> None:
    """What the vault says first: that it worked, and what comes next."""
    _ = context.words.gettext
    MESSAGE.set(
        _(
            "Your reflection is in your vault. If you open the vault with your code next time, you see what"
            " changed. When you are done, close your vault."
        )
    )


def _offer_vault(context: PageContext) -> None:
    _ = context.words.gettext
    st.markdown(
        _(
            "Keep this reflection, and next time you will see what changed. It goes into a vault that opens"
            " only with a code, which you get now. You give no name and no e-mail address. Once you have"
            " kept the code, the reflection is only in your vault: you can read and erase it, but no longer"
            " change it."
        )
    )
    if st.button(_("Give me a code"), key="make-code", type="primary"):
        contents, entry = with_this_reflection(context, empty(), own_entry_id(context))
        if store_in_new_vault(context, contents):
            remember_kept(context, entry)
            st.rerun()


def _own_file(context: PageContext) -> None:
    _ = context.words.gettext
    st.header(_("Or keep it yourself"), anchor=False)
    st.markdown(
        _(
            "Then everything is in one file on your own device, and not in a vault on the server. Next time"
            " you open that file here. The file is not locked: anyone who opens it can read everything."
        )
    )
    contents, _entry = with_this_reflection(context, empty(), own_entry_id(context))
    file_button(context, contents, _("Download the file"))


def _code(context: PageContext, pages: Pages, vault: OpenVault, code: str) -> None:
    _ = context.words.gettext
    replacing, of_this = vault.next_keys is not None, is_kept(context)
    pressed = code_screen(
        context,
        vault,
        code,
        title=_("Your code"),
        page="vault",
        advice=_(
            "With this code you can open your vault again, on any device. We do not keep the code: if you"
            " lose it, nobody can open the vault any more, not even us."
        ),
        undo=_("I would rather not keep it") if of_this else None,
    )
    if pressed == "undone" and vault.keys is not None:
        erase_vault(context, vault.keys)
        st.switch_page(pages.result, query_params=context.parameters)
    if pressed == "kept" and of_this and not replacing:
        context.start_over()  # from now on the code opens it, and nothing else
        _confirm(context)
    if pressed:
        st.switch_page(pages.vault, query_params=context.parameters)
