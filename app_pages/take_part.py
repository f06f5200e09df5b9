"""Take part in a team's round: who sees what, the way to the reflection, and the choice to share."""

from __future__ import annotations

from typing import Final

import streamlit as st

from app_pages.frame import Pages, erase_button, primary_link
from app_pages.reflection import STEP_PARAMETER, where_one_was
from app_pages.registry import tries
from app_pages.team_opened import rounds
from app_pages.unlock import has_to_wait, typed_code
from app_pages.visit import INVITATION, Visit, without
from report.team_sentences import answer_words
from storage import Draft, OpenRound, UnknownCode

SHARED: Final = "shared"
SHARING: Final = "sharing"  # the code, from the press until the ballot is in
NOT_SHARING: Final = "not_sharing"
# In the draft: what was decided.


def show(visit: Visit, pages: Pages) -> None:
    """What to know before the first statement; after it, what was shared."""
    _ = visit.words.gettext
    st.title(_("Take part with your team"), anchor=False)
    if st.session_state.pop("code-gone", False):
        _gone(visit)
    round = invited(visit)
    if round is not None:
        _invited(visit, pages, round)
        return
    if visit.draft.get(SHARED):
        _shared(visit, pages)
        return
    st.markdown(
        _(
            "Did you get a card or a link from your team? Type the code: twenty characters. Does it stand"
            " there already? Then go on."
        )
    )
    _form(visit)


def invited(visit: Visit) -> OpenRound | None:
    """The round this browser is invited to, as long as it takes ballots."""
    if SHARING in visit.draft:
        _after_an_interruption(visit)
    code = visit.draft.get(INVITATION)
    if code is None:
        return None
    try:
        return rounds().find(code)
    except UnknownCode:
        visit.keep(lambda draft: without(draft, INVITATION))
        st.session_state["code-gone"] = True
        return None


def _after_an_interruption(visit: Visit) -> None:
    """Another tab is sharing right now, or a process ended in the middle of it.

    A card that is still good was not used. A used one was. A link does not tell: then it counts as shared,
    since a second ballot of one person harms more than a missing one.
    """
    code = visit.draft[SHARING]
    try:
        left = rounds().find(code).places
    except UnknownCode:
        left = 0
    told = {INVITATION: code} if left == 1 else {SHARED: True}
    visit.keep(lambda draft: {**without(draft, SHARING), **(told if SHARING in draft else {})})


def announce(visit: Visit) -> None:
    """Above a result: that sharing is a choice, and comes after it."""
    _ = visit.words.gettext
    if INVITATION in visit.draft:
        st.caption(_("Only you see this. Further down you choose whether you share with your team."))


def decide(visit: Visit, pages: Pages) -> None:
    """On the result: share it with the team or not."""
    _ = visit.words.gettext
    round = invited(visit)
    if st.session_state.pop("code-gone", False):
        st.header(_("Share with your team?"), anchor=False)
        _gone(visit)
    if round is None:
        if visit.draft.get(SHARED):
            st.header(_("Share with your team?"), anchor=False)
            st.markdown(_said_of_sharing(visit))
        return
    st.header(_("Share with your team?"), anchor=False)
    if visit.draft.get(NOT_SHARING):
        st.markdown(
            _(
                "You chose not to share. Nothing was shared, and nobody is told. Your code stays good until"
                " the round closes."
            )
        )
        share = st.button(_("Share after all"), key="share")
    else:
        count = len(visit.answers.keys() & set(round.items))
        st.markdown(
            visit.words.ngettext(
                "Sharing means: your answer to {count} statement counts in the figures of the team."
                " Nobody sees it by itself. Nothing else goes along: no name, not how sure you said"
                " you were, not with whom you work. Once shared, it can not be taken back, because"
                " nobody can find which answer is yours.",
                "Sharing means: your answers to {count} statements count in the figures of the"
                " team. Nobody sees them by themselves. Nothing else goes along: no name, not how"
                " sure you said you were, not with whom you work. Once shared, they can not be"
                " taken back, because nobody can find which answers are yours.",
                count,
            ).format(count=count)
        )
        st.markdown(_("Not sharing is fine too. Your lead sees at most how many people shared, not who."))
        with st.expander(_("Who sees what?")):
            _who_sees_what(visit, round)
        with st.container(horizontal=True, key="sharing"):
            share = st.button(_("Share my answers"), key="share")
            if st.button(_("Do not share"), key="share-not"):
                visit.keep(lambda draft: {**draft, NOT_SHARING: True})
                st.rerun()
    if share:
        _share(visit)
        st.switch_page(pages.take_part, query_params=visit.parameters)


def _share(visit: Visit) -> None:
    """Put the ballot in, once: the first press, in whichever tab, takes the invitation out of the draft."""
    claimed: list[str] = []

    def claim(draft: Draft) -> Draft:
        claimed.clear()  # it may be tried more than once
        if INVITATION not in draft:
            return draft
        claimed.append(draft[INVITATION])
        return {**without(draft, INVITATION, NOT_SHARING), SHARING: draft[INVITATION]}

    answers = visit.answers
    visit.keep(claim)
    if not claimed:
        return
    done = True
    try:
        rounds().submit(claimed[0], answers)
    except UnknownCode:
        done = False
    visit.keep(lambda draft: {**without(draft, SHARING, INVITATION), **({SHARED: True} if done else {})})
    if not done:
        st.session_state["code-gone"] = True


def _invited(visit: Visit, pages: Pages, round: OpenRound) -> None:
    """Who sees what, and the way on."""
    _ = visit.words.gettext
    st.markdown(
        _(
            "Your team looks at its attitude together. You answer alone and see your own result"
            " first. Only then you choose whether you share your answers. Not sharing is fine too."
            " You may share until {day}, as long as the round is open."
        ).format(day=visit.day(round.until))
    )
    st.header(_("Who sees what?"), anchor=False)
    _who_sees_what(visit, round)
    _way_on(visit, pages)
    _another_code(visit)


def _another_code(visit: Visit) -> None:
    """Somebody else's card on this phone, or a second team: not folded away, for a scan fills it in."""
    _ = visit.words.gettext
    st.header(_("Another code?"), anchor=False)
    _form(visit)


def _way_on(visit: Visit, pages: Pages) -> None:
    """To the reflection, or to the answers that are in this browser."""
    _ = visit.words.gettext
    if not visit.answers:
        primary_link(visit, pages.reflection, _("Begin"))
        return
    step = where_one_was(visit)
    st.markdown(
        _(
            "There are answers in this browser already. Are they not yours, or would you like to answer"
            " again? Choose ‘Begin anew’. Then they are gone from here."
        )
    )
    if step == "result":
        primary_link(visit, pages.result, _("Back to your result"))
    else:
        primary_link(visit, pages.reflection, _("Go on where you were"), **{STEP_PARAMETER: step})
        st.page_link(pages.result, label=_("To your result"), query_params=visit.parameters)
    st.caption(_("With your result you choose whether you share."))
    if st.button(_("Begin anew"), key="anew"):
        visit.begin_anew()
        st.switch_page(pages.reflection, query_params=visit.parameters)


def _who_sees_what(visit: Visit, round: OpenRound) -> None:
    _ = visit.words.gettext
    lines = (
        _("**You** see your own result, at once. Nobody else does."),
        _(
            "**Your team lead** sees how many people shared, once there are enough of them. Figures"
            " of the whole team come only after the round has closed. Each side that the statements are"
            " about gets a rounded mean. Each statement gets one word: {seldom}, {sometimes} or {often}."
            " In larger teams it also says roughly how many people chose low or high."
        ).format(**answer_words(visit.profile, visit.language)),
        _(
            "**Do fewer than {minimum} people share?** Then nobody sees any figure, and what was"
            " shared is destroyed. That number was set when the round opened and can not be"
            " lowered. {invited} people were invited. Is that more than there are in your team? Ask"
            " why, before you share."
        ).format(minimum=round.minimum, invited=round.invited),
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


def _said_of_sharing(visit: Visit) -> str:
    _ = visit.words.gettext
    return _(
        "Your answers have been shared. They count in the figures of the team, without your name."
        " Your code has now been used. Once the round has closed, your team lead can show you the"
        " figures."
    )


def _shared(visit: Visit, pages: Pages) -> None:
    """Shared: what becomes of the answers in this browser is another choice."""
    _ = visit.words.gettext
    st.success(_said_of_sharing(visit))
    st.markdown(
        _(
            "Your own result is still in this browser, for 14 days. You can keep it for later, or erase it"
            " now. Neither changes anything in what you shared."
        )
    )
    st.page_link(pages.result, label=_("Back to your result"), query_params=visit.parameters)
    st.page_link(pages.keep, label=_("Keep this reflection"), query_params=visit.parameters)
    erase_button(visit, pages)
    _another_code(visit)


def _gone(visit: Visit) -> None:
    _ = visit.words.gettext
    st.warning(
        _(
            "Your code takes no answers any more: it has been used, or the round has closed. Nothing was"
            " shared just now. Your own answers are still in this browser."
        )
    )


def _form(visit: Visit) -> None:
    _ = visit.words.gettext
    typed = typed_code(_("Your code"), _("Next"), form="invitation", primary=True)
    if typed is None or has_to_wait(visit):
        return
    who = visit.visitor
    try:
        rounds().find(typed)
    except UnknownCode:
        tries().wrong(who)
        st.error(
            _(
                "This code takes no answers. Please check it once more, character by character. Is it right?"
                " Then it has been used already, or the round has closed."
            )
        )
    else:
        tries().right(who)
        visit.keep(
            lambda draft: {
                **without(draft, SHARED, NOT_SHARING),
                INVITATION: typed,
            }
        )
        st.rerun()
