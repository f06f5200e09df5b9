"""Sharing a reflection with the team: the choice on the result, and who sees what."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import INVITATION, NOT_SHARING, SHARED, SHARING, without
from app_pages.session_state import CODE_REFUSED
from app_pages.ui.links import Pages
from report.team_sentences import answer_words
from services import rounds
from storage import Draft, OpenRound, UnknownCodeError


def invited(context: PageContext) -> OpenRound | None:
    """The round this browser is invited to, as long as it takes ballots."""
    if SHARING in context.draft:
        _after_an_interruption(context)
    code = context.draft.get(INVITATION)
    if code is None:
        return None
    try:
        return rounds().find(code)
    except UnknownCodeError:
        context.update_draft(lambda draft: without(draft, INVITATION))
        CODE_REFUSED.set(True)
        return None


def _after_an_interruption(context: PageContext) -> None:
    """Another tab is sharing right now, or a process ended in the middle of it.

    A card that is still good was not used. A used one was. A link does not tell: then it counts as shared,
    since a second ballot of one person harms more than a missing one.
    """
    code = context.draft[SHARING]
    try:
        left = rounds().find(code).ballots_left
    except UnknownCodeError:
        left = 0

    def decided(draft: Draft) -> Draft:
        if SHARING not in draft:
            return draft
        rest = without(draft, SHARING)
        return {**rest, INVITATION: code} if left == 1 else {**rest, SHARED: True}

    context.update_draft(decided)


def share_answers(context: PageContext) -> None:
    """Put the ballot in, once: the first press, in whichever tab, takes the invitation out of the draft."""
    claimed: list[str] = []

    def claim(draft: Draft) -> Draft:
        claimed.clear()  # it may be tried more than once
        if INVITATION not in draft:
            return draft
        claimed.append(draft[INVITATION])
        return {**without(draft, INVITATION, NOT_SHARING), SHARING: draft[INVITATION]}

    answers = context.answers
    context.update_draft(claim)
    if not claimed:
        return
    done = True
    try:
        rounds().submit(claimed[0], answers)
    except UnknownCodeError:
        done = False
    context.update_draft(
        lambda draft: {**without(draft, SHARING, INVITATION), **({SHARED: True} if done else {})}
    )
    if not done:
        CODE_REFUSED.set(True)


def announce_choice(context: PageContext) -> None:
    """Above a result: that sharing is a choice, and comes after it."""
    _ = context.words.gettext
    if INVITATION in context.draft:
        st.caption(_("Only you see this. Further down you choose whether you share with your team."))


def show_choice(context: PageContext, pages: Pages) -> None:
    """On the result: share it with the team or not."""
    _ = context.words.gettext
    team_round = invited(context)
    if CODE_REFUSED.pop():
        st.header(_("Share with your team?"), anchor=False)
        show_code_refused(context)
    if team_round is None:
        if context.draft.get(SHARED):
            st.header(_("Share with your team?"), anchor=False)
            st.markdown(shared_words(context))
        return
    st.header(_("Share with your team?"), anchor=False)
    if context.draft.get(NOT_SHARING):
        st.markdown(
            _(
                "You chose not to share. Nothing was shared, and nobody is told. Your code stays good until"
                " the round closes."
            )
        )
        share = st.button(_("Share after all"), key="share")
    else:
        count = len(context.answers.keys() & set(team_round.items))
        st.markdown(
            context.words.ngettext(
                "Sharing means: your answer to {count} statement counts in the figures of the team."
                " Nobody sees it by itself. Nothing else goes along: no name, not how sure you said"
                " you were, not with whom you work. Once shared, it cannot be taken back, because"
                " nobody can find which answer is yours.",
                "Sharing means: your answers to {count} statements count in the figures of the"
                " team. Nobody sees them by themselves. Nothing else goes along: no name, not how"
                " sure you said you were, not with whom you work. Once shared, they cannot be"
                " taken back, because nobody can find which answers are yours.",
                count,
            ).format(count=count)
        )
        st.markdown(_("Not sharing is fine too. Your lead sees at most how many people shared, not who."))
        with st.expander(_("Who sees what?")):
            who_sees_what(context, team_round)
        with st.container(horizontal=True, key="sharing"):
            share = st.button(_("Share my answers"), key="share")
            if st.button(_("Do not share"), key="share-not"):
                context.update_draft(lambda draft: {**draft, NOT_SHARING: True})
                st.rerun()
    if share:
        share_answers(context)
        st.switch_page(pages.take_part, query_params=context.parameters)


def who_sees_what(context: PageContext, team_round: OpenRound) -> None:
    _ = context.words.gettext
    lines = (
        _("**You** see your own result, at once. Nobody else does."),
        _(
            "**Your team lead** sees how many people shared, once there are enough of them. Figures"
            " of the whole team come only after the round has closed. Each side that the statements are"
            " about gets a rounded mean. Each statement gets one word: {seldom}, {sometimes} or {often}."
            " In larger teams it also says roughly how many people chose low or high."
        ).format(**answer_words(context.profile, context.language)),
        _(
            "**Do fewer than {minimum} people share?** Then nobody sees any figure, and what was"
            " shared is destroyed. That number was set when the round opened and cannot be"
            " lowered. {invited} people were invited. Is that more than there are in your team? Ask"
            " why, before you share."
        ).format(minimum=team_round.minimum, invited=team_round.invited),
        _(
            "**Nobody** gets to see your answers: not your lead, not your colleagues. Not which"
            " ones are yours. Whether you shared shows only if everybody did. And who keeps the codes"
            " of the cards can see which card was used: so mix the cards before you take one."
        ),
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    with st.expander(_("How is that done, and what does it not prevent?")):
        st.markdown(
            "\n\n".join(
                (
                    _(
                        "As soon as you share your answers, they go into a locked envelope without a name."
                        " It is laid among the others in an order left to chance. Only at the close all are"
                        " opened together, added up, and destroyed."
                    ),
                    _(
                        "It does not prevent everything. If all your colleagues put their own"
                        " answers together, they come close to yours. So does somebody who fills in"
                        " several cards, or uses the link several times. A team that answers all"
                        " alike tells much about each person. If you join or leave between two"
                        " rounds, the difference can tell something about you. And who sees you"
                        " scan a card knows that you opened the page."
                    ),
                    _(
                        "Who runs this server and goes to the trouble could watch while the round"
                        " is open. So could who has copies of what is stored, and also the code of"
                        " your team."
                    ),
                )
            )
        )


def shared_words(context: PageContext) -> str:
    _ = context.words.gettext
    return _(
        "Your answers have been shared. They count in the figures of the team, without your name."
        " Your code has now been used. Once the round has closed, your team lead can show you the"
        " figures."
    )


def show_code_refused(context: PageContext) -> None:
    _ = context.words.gettext
    st.warning(
        _(
            "Your code takes no answers any more: it has been used, or the round has closed. Nothing was"
            " shared just now. Your own answers are still in this browser."
        )
    )
