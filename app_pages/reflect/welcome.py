"""Welcome: what this is, how long it takes, who sees what, and what it is not."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, NOT_OF_A_REFLECTION, TEXTS
from app_pages.reflect.session import MINUTES_A_SCREEN, PRACTICE, RESULT, current_step
from app_pages.ui.confirm import erase_button
from app_pages.ui.links import ERASED_PARAMETER, STEP_PARAMETER, Pages, primary_link
from content import Profile, interface_words


def opening(profile: Profile, language: str) -> tuple[str, ...]:
    """The title and the paragraphs above the way in; the server sends them before the app is there."""
    _ = interface_words(language).gettext
    attitude = profile.part("attitude")
    return (
        _("How do you stand in the contact?"),
        profile.for_whom[language],
        _(
            "**What you do.** You answer {count} short statements about what you do. "
            "That takes about {minutes} minutes. After that you see what stands out, how sure that is, "
            "and which topics you can take along to intervision."
        ).format(
            count=sum(len(dimension.items) for dimension in attitude),
            minutes=round(len(attitude) * MINUTES_A_SCREEN),
        ),
        _(
            "**Who sees your answers.** You do, in this browser. You need no account and give no name."
            " Your answers are locked away on the server, with a key that is in this browser. The server"
            " uses that key while you are here, so who runs it could watch with effort. Your answers"
            " disappear after 14 days, or as soon as you erase them. Do you take part with your team? Then"
            " you choose afterwards whether you share them, without your name."
        ),
    )


def show(context: PageContext, pages: Pages) -> None:
    """The first page."""
    _ = context.words.gettext
    if st.query_params.get(ERASED_PARAMETER):
        st.success(_("What you filled in here has been erased."))
    title, *paragraphs = opening(context.profile, context.language)
    st.title(title, anchor="welcome")
    for paragraph in paragraphs:
        st.markdown(paragraph)
    if context.secret is None:
        st.info(
            _(
                "Your browser does not keep cookies for this page. You can go on, but your answers "
                "are gone as soon as you close or refresh this page."
            )
        )
    begin(context, pages)
    what_it_is_not = _(
        "**What it is not.** It is a mirror, not a test. No score says whether you are fit for "
        "your work, and none belongs in an appraisal."
    )
    duties = context.profile.not_replaced
    st.markdown(what_it_is_not if duties is None else f"{what_it_is_not} {context.text(duties)}")
    st.markdown(context.text(context.profile.introduction))


def begin(context: PageContext, pages: Pages) -> None:
    """The way in: begin, or go on where one was."""
    _ = context.words.gettext
    if context.draft.keys() <= NOT_OF_A_REFLECTION:
        primary_link(context, pages.reflection, _("Begin"))
        _other_ways(context, pages)
        if context.draft.get(TEXTS) or MEETING in context.draft:
            erase_button(context, pages)
        return
    step = current_step(context)
    if step in (PRACTICE, RESULT):
        primary_link(context, pages.result, _("Back to your result"))
    else:
        primary_link(context, pages.reflection, _("Go on where you were"), **{STEP_PARAMETER: step})
    _other_ways(context, pages)
    erase_button(context, pages)


def _other_ways(context: PageContext, pages: Pages) -> None:
    _ = context.words.gettext
    with st.container(horizontal=True, key="other-ways"):
        st.page_link(pages.vault, label=_("I have been here before"), query_params=context.parameters)
        st.page_link(pages.take_part, label=_("I have a code from my team"), query_params=context.parameters)
