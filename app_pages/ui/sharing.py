"""Sharing a reflection with the team: the choice on the result, and who sees what."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import INVITATION, NOT_SHARING, SHARED, SHARING, without
from app_pages.session_state import CODE_REFUSED
from app_pages.ui.links import Pages
from report.team_sentences import answer_words
from services import rounds
from storage import Draft, OpenRound, Team, UnknownCodeError
from storage.codes import typed_code


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
        if published_for(context) is None:
            context.update_draft(lambda draft: without(draft, INVITATION))
            CODE_REFUSED.set(True)
        return None


def published_for(context: PageContext) -> Team | None:
    """What the round of this browser's code has published; None where it is open, or shows nothing here."""
    code = context.draft.get(INVITATION) or context.draft.get(SHARED)
    try:
        return None if code is None else rounds().result(code)
    except UnknownCodeError:
        return None


def accept_invitation(context: PageContext, typed: str) -> bool:
    """Put the code of a round, running or closed, into the draft; false where it opens none.

    Whether it was used makes no difference.
    """
    if not _opens_a_round(typed):
        return False
    if typed_code(context.draft.get(SHARED, "")) != typed_code(typed):
        context.update_draft(lambda draft: {**without(draft, SHARED, NOT_SHARING), INVITATION: typed})
    return True


def _opens_a_round(typed: str) -> bool:
    for look in (rounds().find, rounds().result):
        with suppress(UnknownCodeError):
            look(typed)
            return True
    return False


def _after_an_interruption(context: PageContext) -> None:
    """Another tab is sharing right now, or a process ended in the middle of it.

    A card counts once, so its ballot is put in once more. A link would count twice: then the first one counts
    as shared, since a second ballot of one person harms more than a missing one.
    """
    code = context.draft[SHARING]
    with suppress(UnknownCodeError):  # closed meanwhile
        if not rounds().find(code).one_link:
            rounds().submit(code, context.answers)

    def decided(draft: Draft) -> Draft:
        return {**without(draft, SHARING), SHARED: code} if SHARING in draft else draft

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
    [code], done = claimed, True
    try:
        rounds().submit(code, answers)
    except UnknownCodeError:
        done = False

    def decided(draft: Draft) -> Draft:
        rest = without(draft, SHARING, INVITATION)
        return {**rest, SHARED: code} if done else {**rest, INVITATION: code}

    context.update_draft(decided)
    if not done:
        CODE_REFUSED.set(True)


def announce_choice(context: PageContext) -> None:
    """Above a result: that sharing is a choice, and comes after it."""
    _ = context.words.gettext
    if invited(context) is not None:
        st.markdown(_("This is for you. Further down you choose whether to share with your team."))
        if not context.draft.get(NOT_SHARING):
            with st.container(key="to-sharing"):  # in sight wherever one reads
                st.markdown(_("[Share with your team, or not](#share)"))


def show_choice(context: PageContext, pages: Pages) -> None:
    """On the result: share it with the team or not."""
    _ = context.words.gettext
    team_round = invited(context)
    if team_round is None:
        shared, still_invited = context.draft.get(SHARED), INVITATION in context.draft
        if CODE_REFUSED.pop() or still_invited:
            st.header(_("Share with your team?"), anchor=False)
            show_round_closed(context)
        elif shared:
            st.header(_("Share with your team?"), anchor=False)
            st.markdown(shared_words(context))
        if shared or still_invited:
            st.page_link(pages.take_part, label=_("To your team’s round"), query_params=context.parameters)
        return
    st.header(_("Share with your team?"), anchor="share")
    if context.draft.get(NOT_SHARING):
        st.markdown(
            _(
                "You chose not to share. Nothing was shared, and nobody is told. Your code still works until"
                " the round closes."
            )
        )
        share = st.button(_("Share after all"), key="share")
    else:
        count = len(context.answers.keys() & set(team_round.items))
        st.markdown(
            context.words.ngettext(
                "Sharing means: your answer to {count} statement counts in the figures of the team. Nobody"
                " there sees it by itself. Nothing else is shared: no name, not how sure you feel, and not"
                " who you were in contact with. You cannot take back what you shared, because nobody can"
                " find which answer is yours.",
                "Sharing means: your answers to {count} statements count in the figures of the team. Nobody"
                " there sees them by themselves. Nothing else is shared: no name, not how sure you feel, and"
                " not who you were in contact with. You cannot take back what you shared, because nobody can"
                " find which answers are yours.",
                count,
            ).format(count=count)
        )
        st.markdown(
            " ".join((left_to_chance(context), _("Your own result here is based on your real answers.")))
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


def left_to_chance(context: PageContext) -> str:
    """What happens to answers before they go along, and what that is good for."""
    _ = context.words.gettext
    return _(
        "Before your answers are shared, the app leaves about one in five of them to chance. So nobody can"
        " be certain what you chose, not even a person who knows all the other answers. For the team as a"
        " whole, the app takes that chance out again."
    )


def who_sees_what(context: PageContext, team_round: OpenRound) -> None:
    _ = context.words.gettext
    lines = (
        _("**You** see your own result at once. It is based on your real answers."),
        _(
            "**Your team lead** sees, while the round is open, only whether enough people have shared. That"
            " is updated once a night. Figures of the whole team come only after the round has closed. Each"
            " area gets a rounded average. Each statement gets one word: {seldom}, {sometimes} or {often}."
            " In larger teams you also see roughly how many people chose low or high."
        ).format(**answer_words(context.profile, context.language)),
        _(
            "**You and your colleagues** see the same figures as your lead, after the round has closed. Your"
            " card or link opens them. Nobody has finer ones."
        )
        if team_round.shows_result
        else _(
            "**You and your colleagues** do not see the figures here: only your lead does. Your lead chose"
            " this."
        ),
        _(
            "**If fewer than {minimum} people share,** nobody sees any figures, and what was shared is"
            " destroyed. That number was set when the round opened and cannot be lowered. {invited} people"
            " were invited. If that is more than there are in your team, ask why before you share."
        ).format(minimum=team_round.minimum, invited=team_round.invited),
        _(
            "**Your answers themselves** are seen by no lead and no colleague. Nor can they tell which ones"
            " are yours. Afterwards the result says how many people shared, not who. Only if everybody did"
            " is it clear that you did too."
        ),
        _(
            "**Whoever runs this server** could, with some effort, watch: while you fill in, and while the"
            " round is open. ‘Who runs this’, at the bottom of the page, says who that is."
        ),
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    with st.expander(_("How is that done, and what does it not prevent?")):
        st.markdown(
            "\n\n".join(
                (
                    _(
                        "When you share your answers, some are first left to chance. Then they go into a"
                        " sealed envelope without a name, which goes among the others in random order. All"
                        " envelopes are opened together only when the round closes; the answers are added up"
                        " and destroyed. A card that was used looks the same as one that was not."
                    ),
                    _(
                        "It does not prevent everything. If all your colleagues put their own answers"
                        " together, they can make a better guess at what you chose, but they cannot be"
                        " certain. The same goes for somebody who fills in several cards, or uses the link"
                        " several times. With every further round, the guess gets better. If a whole team"
                        " answers alike, that tells a lot about each person. If you are the only one who"
                        " shares on the day on which there are enough, your lead may guess that it was you."
                        " And anyone who sees you scan a card knows that you opened the page."
                    ),
                    _(
                        "Whoever runs this server could, with some effort, watch while you fill in. So could"
                        " anyone who has copies of the stored data and the code of your team: but there too,"
                        " some answers have been left to chance."
                    ),
                )
            )
        )


def shared_words(context: PageContext) -> str:
    _ = context.words.gettext
    return _(
        "Your answers have been handed in, without your name. A card counts once: if somebody shared with it"
        " before you, their answers count. A link takes as many answers as people were invited. Keep your"
        " card or link: after the round has closed, it may open the result of the team."
    )


def show_round_closed(context: PageContext) -> None:
    _ = context.words.gettext
    st.warning(
        _("The round has closed. Nothing was shared just now. Your own answers are still in this browser.")
    )
