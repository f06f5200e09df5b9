"""A plan for the next contact: if this happens, then I will do that; and a day to look back."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.plans import plan_fields, plan_form
from app_pages.ui.topics import choose_topic
from app_pages.vault.session import change_vault, moments, open_vaults
from content import Topic
from scoring import suggest
from storage import Vault
from storage.contents import with_new_entry


def show(context: PageContext, pages: Pages) -> None:
    """Write an if-then plan; it goes into the open vault."""
    _ = context.words.gettext
    st.title(_("A plan for your next contact"), anchor="plan")
    vault = open_vaults.current(context)
    if vault is None:
        st.markdown(
            _("A plan is kept in your vault, so that you can look back on it later. Open your vault first.")
        )
        primary_link(context, pages.vault, _("Open my vault"))
        st.page_link(pages.keep, label=_("I do not have a code yet"), query_params=context.parameters)
        return
    st.markdown(
        _(
            "A plan works best with one situation and one thing you will do in it. Choose a situation that"
            " is likely to come up soon."
        )
    )
    topic = _topic(context, vault.contents)
    name = f"{vault.name}-plan"
    plan = plan_form(context, name, topic, choose_day=True)
    if plan is not None:
        change_vault(
            context,
            vault,
            lambda contents: {**contents, "plans": with_new_entry(contents["plans"], plan)},
        )
        context.clear_texts(*plan_fields(name))
        st.switch_page(pages.vault, query_params=context.parameters)


def _topic(context: PageContext, contents: Vault) -> Topic | None:
    """The topic it is about: those of the latest reflection first, then all others."""
    found = moments(context, contents)
    latest = found[-1] if found and found[-1].profile is context.profile else None
    first = [suggestion.topic for suggestion in suggest(context.profile, latest.reflection)] if latest else []
    return choose_topic(context, first)
