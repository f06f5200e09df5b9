"""Take part in a team's round: who sees what, the way to the reflection, and the choice to share."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import INVITATION, NOT_SHARING, SHARED, without
from app_pages.reflect.session import RESULT, current_step
from app_pages.session_state import CODE_REFUSED
from app_pages.ui.code_entry import code_form, has_to_wait
from app_pages.ui.confirm import erase_button
from app_pages.ui.links import STEP_PARAMETER, Pages, primary_link
from app_pages.ui.sharing import invited, shared_words, show_code_refused, who_sees_what
from services import rounds, tries
from storage import OpenRound, UnknownCodeError
from storage.codes import PARTICIPATION_LENGTH


def show(context: PageContext, pages: Pages) -> None:
    """What to know before the first statement; after it, what was shared."""
    _ = context.words.gettext
    st.title(_("Take part with your team"), anchor="take-part")
    if CODE_REFUSED.pop():
        show_code_refused(context)
    team_round = invited(context)
    if team_round is not None:
        _invited(context, pages, team_round)
        return
    if context.draft.get(SHARED):
        _shared(context, pages)
        return
    st.markdown(
        _(
            "Did you get a card or a link from your team? Type the code: twenty characters. Does it stand"
            " there already? Then go on."
        )
    )
    _form(context)


def _invited(context: PageContext, pages: Pages, team_round: OpenRound) -> None:
    """Who sees what, and the way on."""
    _ = context.words.gettext
    st.markdown(
        _(
            "Your team looks at its attitude together. You answer alone and see your own result"
            " first. Only then you choose whether you share your answers. Not sharing is fine too."
            " You may share until {day}, as long as the round is open."
        ).format(day=context.day(team_round.until))
    )
    st.header(_("Who sees what?"), anchor=False)
    who_sees_what(context, team_round)
    _way_on(context, pages)
    _another_code(context)


def _another_code(context: PageContext) -> None:
    """Somebody else's card on this phone, or a second team: not folded away, for a scan fills it in."""
    _ = context.words.gettext
    st.header(_("Another code?"), anchor=False)
    _form(context)


def _way_on(context: PageContext, pages: Pages) -> None:
    """To the reflection, or to the answers that are in this browser."""
    _ = context.words.gettext
    if not context.answers:
        primary_link(context, pages.reflection, _("Begin"))
        return
    step = current_step(context)
    st.markdown(
        _(
            "There are answers in this browser already. Are they not yours, or would you like to answer"
            " again? Choose ‘Begin anew’. Then they are gone from here."
        )
    )
    if step == RESULT:
        primary_link(context, pages.result, _("Back to your result"))
    else:
        primary_link(context, pages.reflection, _("Go on where you were"), **{STEP_PARAMETER: step})
        st.page_link(pages.result, label=_("To your result"), query_params=context.parameters)
    st.caption(_("With your result you choose whether you share."))
    if st.button(_("Begin anew"), key="anew"):
        context.start_over()
        st.switch_page(pages.reflection, query_params=context.parameters)


def _shared(context: PageContext, pages: Pages) -> None:
    """Shared: what becomes of the answers in this browser is another choice."""
    _ = context.words.gettext
    st.success(shared_words(context))
    st.markdown(
        _(
            "Your own result is still in this browser, for 14 days. You can keep it for later, or erase it"
            " now. Neither changes anything in what you shared."
        )
    )
    st.page_link(pages.result, label=_("Back to your result"), query_params=context.parameters)
    st.page_link(pages.keep, label=_("Keep this reflection"), query_params=context.parameters)
    erase_button(context, pages)
    _another_code(context)


def _form(context: PageContext) -> None:
    _ = context.words.gettext
    typed = code_form(
        context, _("Your code"), _("Next"), form="invitation", primary=True, length=PARTICIPATION_LENGTH
    )
    if typed is None or has_to_wait(context):
        return
    client_id = context.client_id
    try:
        rounds().find(typed)
    except UnknownCodeError:
        tries().wrong(client_id)
        st.error(
            _(
                "This code takes no answers. Please check it once more, character by character. Is it right?"
                " Then it has been used already, or the round has closed."
            )
        )
    else:
        tries().right(client_id)
        context.update_draft(
            lambda draft: {
                **without(draft, SHARED, NOT_SHARING),
                INVITATION: typed,
            }
        )
        st.rerun()
