"""What the vault's pages share: the file of one's own, a new vault, removing an entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.confirm import question_answered, remove_confirmed
from app_pages.ui.downloads import download_button
from app_pages.ui.notices import too_busy
from app_pages.vault.session import OpenVault, change_vault, create_vault, moments
from report.export import scored
from services import today
from storage import FullVaultError, TooBusyError, Vault
from storage.contents import to_file, without_entry


def file_button(
    context: PageContext,
    contents: Vault,
    label: str,
    *,
    primary: bool = False,
    on_click: Callable[[], None] | None = None,
) -> bool:
    """Everything in one file, to keep oneself."""
    _ = context.words.gettext
    return download_button(
        label,
        partial(_file_of, context, contents),
        _("kept") + f"-{today().isoformat()}.json",
        key="file",
        primary=primary,
        on_click=on_click,
    )


def _file_of(context: PageContext, contents: Vault) -> str:
    """Everything in one file, with scores for other tools."""
    found = {moment.id: moment for moment in moments(context, contents)}
    return to_file(contents, lambda entry: scored(found[entry["id"]].profile, found[entry["id"]].reflection))


def store_in_new_vault(context: PageContext, contents: Vault, file: OpenVault | None = None) -> bool:
    """Put contents in a new vault; returns whether that worked, and says on the page why not."""
    _ = context.words.gettext
    try:
        create_vault(context, contents, file)
    except TooBusyError:
        too_busy(context)
        return False
    except FullVaultError:
        st.error(_("This is more than a vault can hold, so it was not kept. Your file is unchanged."))
        return False
    return True


def remove_entry(context: PageContext, vault: OpenVault, entry_id: str) -> bool:
    """Remove one entry, after one more question; whether it was removed."""
    sure = remove_confirmed(context, f"{vault.name}-{entry_id}")
    if sure:
        change_vault(context, vault, lambda contents: without_entry(contents, entry_id))
        question_answered()
    return sure
