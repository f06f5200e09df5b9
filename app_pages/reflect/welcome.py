"""Welcome: what this is, how long it takes, who sees what, and what it is not."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import MEETING, NOT_OF_A_REFLECTION, TEXTS
from app_pages.reflect.session import PRACTICE, RESULT, current_step, minutes
from app_pages.ui.confirm import erase_button
from app_pages.ui.links import ERASED_PARAMETER, STEP_PARAMETER, Pages, primary_link
from content import Profile, interface_words
from report import sentences


def opening(profile: Profile, language: str) -> tuple[str, ...]:
    """The title and the paragraphs above the way in; the server sends them before the app is there."""
    _ = interface_words(language).gettext
    attitude = profile.part("attitude")
    return (
        _("How do you relate to the people you meet?"),
        profile.for_whom[language],
        _(
            "{count} short statements, about {minutes} minutes. Then you see what you do often, what you saw"
            " less, and one topic to start with."
        ).format(
            count=sum(len(dimension.items) for dimension in attitude),
            minutes=minutes(profile, attitude, language),
        ),
        _("**Who sees your answers?** You do, in this browser. No account, no name."),
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
                "Your browser does not keep cookies for this page. You can continue, but your answers will"
                " be gone as soon as you close or refresh this page."
            )
        )
    begin(context, pages)
    st.markdown(
        "\n\n".join(
            (
                *_below(context),
                *sentences.what_this_is(context.profile, context.language),
                context.text(context.profile.introduction),
            )
        )
    )


def _below(context: PageContext) -> Iterator[str]:
    """What can be read after the way in: where the answers are, and the part that is offered later."""
    _ = context.words.gettext
    yield _(
        "Your answers are stored encrypted, with a key that is in this browser. The server uses that key"
        " while you are here, so whoever runs it could, with some effort, watch. Your answers disappear"
        " after 14 days, or as soon as you erase them. If you take part with your team, you choose"
        " afterwards whether to share them, without your name."
    )
    if practice := context.profile.part("practice"):
        yield _(
            "If you want to continue, there are {count} more statements after that, about practice."
        ).format(count=sum(len(dimension.items) for dimension in practice))


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
        primary_link(context, pages.reflection, _("Continue where you were"), **{STEP_PARAMETER: step})
    _other_ways(context, pages)
    erase_button(context, pages)


def _other_ways(context: PageContext, pages: Pages) -> None:
    _ = context.words.gettext
    with st.container(horizontal=True, key="other-ways"):
        st.page_link(pages.attitude, label=_("I am new to this work"), query_params=context.parameters)
        st.page_link(pages.vault, label=_("I have been here before"), query_params=context.parameters)
        st.page_link(pages.take_part, label=_("I have a code from my team"), query_params=context.parameters)
        st.page_link(pages.team, label=_("I lead a team"), query_params=context.parameters)
