"""Buttons that ask once more before they do something that cannot be undone."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, TEXTS
from app_pages.session_state import ASKING
from app_pages.ui.links import ERASED_PARAMETER, Pages


def confirmed(label: str, question: str, answers: tuple[str, str], *, key: str, quiet: bool = False) -> bool:
    """A button that asks once more; returns whether the answer was yes.

    Args:
        answers: the words of the yes and of the no.

    The caller does what was asked and then calls `question_answered`: a second press could end the run
    before it was done.
    """
    if ASKING.get() != key:
        if st.button(label, key=key, type="tertiary" if quiet else "secondary"):
            ASKING.set(key)
            st.rerun()
        return False
    st.markdown(question)
    with st.container(horizontal=True):
        yes = st.button(answers[0], key=f"{key}-sure")
        no = st.button(answers[1], key=f"{key}-not")
    if no:
        question_answered()
        st.rerun()
    return yes


def question_answered() -> None:
    """Take the question off the page."""
    ASKING.pop()


def remove_confirmed(context: PageContext, key: str) -> bool:
    """A button that removes one entry, after one more question; returns whether to do it."""
    _ = context.words.gettext
    return confirmed(
        _("Remove"),
        _("Do you want to remove this? You cannot undo it."),
        (_("Yes, remove it"), _("No, keep it")),
        key=f"remove-{key}",
        quiet=True,
    )


def erase_button(context: PageContext, pages: Pages) -> None:
    """Erase the draft, texts included, after one more question."""
    _ = context.words.gettext
    if context.draft.get(TEXTS) or MEETING in context.draft:
        label = _("Erase what I filled in")
        question = _(
            "Do you want to erase all your answers, and what you wrote in this browser? You cannot undo it."
        )
    else:
        label, question = (
            _("Erase my answers"),
            _("Do you want to erase all your answers? You cannot undo it."),
        )
    if confirmed(
        label,
        question,
        (_("Yes, erase them"), _("No, keep them")),
        key="erase",
    ):
        context.erase_draft()
        question_answered()
        st.switch_page(pages.welcome, query_params={**context.parameters, ERASED_PARAMETER: "ja"})
