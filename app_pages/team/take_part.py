"""Take part in a team's round: who sees what, the way to the reflection, and the choice to share."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import SHARED
from app_pages.reflect.session import RESULT, current_step
from app_pages.session_state import CODE_REFUSED
from app_pages.team.parts import show_round_words
from app_pages.ui.any_code import code_field
from app_pages.ui.confirm import erase_button
from app_pages.ui.links import ROUND_PARAMETER, STEP_PARAMETER, Pages, primary_link
from app_pages.ui.notices import show_message
from app_pages.ui.sharing import (
    invited,
    left_to_chance,
    published_for,
    shared_words,
    show_round_closed,
    who_sees_what,
)
from app_pages.ui.text import literal
from report.team_sentences import closed_without_figures
from services import today
from storage import OpenRound, Team


def show(context: PageContext, pages: Pages) -> None:
    """What to know before the first statement; after it, what was shared."""
    _ = context.words.gettext
    st.title(_("Take part with your team"), anchor="take-part")
    show_message()
    team_round = invited(context)
    if CODE_REFUSED.pop():
        show_round_closed(context)
    if team_round is not None:
        _invited(context, pages, team_round)
        return
    published = published_for(context)
    if published is not None:
        _closed(context, pages, published)
        return
    if context.draft.get(SHARED):
        _shared(context, pages)
        return
    st.markdown(
        _(
            "If you got a card or a link from your team, type the code of twenty characters. If it is"
            " already filled in, choose ‘Next’."
        )
    )
    code_field(context, pages, "take_part", form="invitation", primary=True)


def _invited(context: PageContext, pages: Pages, team_round: OpenRound) -> None:
    """The round, which is one for everybody; who sees what; and the way on."""
    _ = context.words.gettext
    st.markdown(
        _(
            "**{team}** is looking at its attitude together. {invited} people were invited. There are"
            " figures if at least {minimum} people share. You can share until {day}, as long as the round is"
            " open."
        ).format(
            team=literal(team_round.team),
            invited=team_round.invited,
            minimum=team_round.minimum,
            day=context.day(team_round.until),
        )
    )
    if today() > team_round.until:
        st.markdown(_("That day is over, but the round is still open: you can still share."))
    st.markdown(
        _(
            "You answer alone and see your own result first. Only then do you choose whether to share your"
            " answers. It is fine not to."
        )
    )
    st.markdown(left_to_chance(context))
    st.header(_("One round, the same for everybody"), anchor=False)
    show_round_words(team_round.public_key)
    st.markdown(
        _(
            "Everyone who is invited to this round sees these four words. Compare them with a colleague’s."
            " If they are not the same, you are not in the same round. Do not share, and ask why."
        )
    )
    st.header(_("Who sees what?"), anchor=False)
    who_sees_what(context, team_round)
    _way_on(context, pages)
    _another_code(context, pages)


def _closed(context: PageContext, pages: Pages, published: Team) -> None:
    """The round has closed: its result, the same as the lead's."""
    _ = context.words.gettext
    (entry,) = published["rounds"]
    st.markdown(_("The round of {team} has closed.").format(team=literal(published["name"])))
    if entry["snapshot"] is None:
        st.markdown(closed_without_figures(entry["minimum"], context.language))
    else:
        st.markdown(
            _(
                "You see the same figures as the team lead. There are no finer ones. The result is kept"
                " until the lead erases the team."
            )
        )
        primary_link(
            context, pages.team_result, _("Result of the team"), **{ROUND_PARAMETER: str(entry["id"])}
        )
    if context.answers:
        st.page_link(pages.result, label=_("Back to your result"), query_params=context.parameters)
    _another_code(context, pages)


def _another_code(context: PageContext, pages: Pages) -> None:
    """Somebody else's card on this phone, or a second team: not folded away, for a scan fills it in."""
    _ = context.words.gettext
    st.header(_("Do you have another code?"), anchor=False)
    code_field(context, pages, "take_part", form="invitation")


def _way_on(context: PageContext, pages: Pages) -> None:
    """To the reflection, or to the answers that are in this browser."""
    _ = context.words.gettext
    if not context.answers:
        primary_link(context, pages.reflection, _("Begin"))
        return
    step = current_step(context)
    st.markdown(
        _(
            "There are already answers in this browser. If they are not yours, or if you would like to"
            " answer again, choose ‘Start again’. Then they are gone from here."
        )
    )
    if step == RESULT:
        primary_link(context, pages.result, _("Back to your result"))
    else:
        primary_link(context, pages.reflection, _("Continue where you were"), **{STEP_PARAMETER: step})
        st.page_link(pages.result, label=_("See your result"), query_params=context.parameters)
    st.caption(_("You decide below your result whether to share."))
    if st.button(_("Start again"), key="anew"):
        context.start_over()
        st.switch_page(pages.reflection, query_params=context.parameters)


def _shared(context: PageContext, pages: Pages) -> None:
    """Shared: what becomes of the answers in this browser is another choice."""
    _ = context.words.gettext
    st.success(shared_words(context))
    st.markdown(
        _(
            "Your own result is still in this browser, for 14 days. You can keep it for later, or erase it"
            " now. Neither changes what you shared."
        )
    )
    st.page_link(pages.result, label=_("Back to your result"), query_params=context.parameters)
    st.page_link(pages.keep, label=_("Keep this reflection"), query_params=context.parameters)
    erase_button(context, pages)
    _another_code(context, pages)
