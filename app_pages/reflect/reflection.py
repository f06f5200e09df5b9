"""The reflection: with whom one was in contact, then one screen a dimension, back and forth without loss."""

from __future__ import annotations

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import ANSWER_KEY, ANSWER_OPTIONS, CLEARED, NOT_APPLICABLE
from app_pages.reflect.session import PRACTICE, RESULT, START, knows_whom, minutes, open_items, steps
from app_pages.session_state import POINTED_AT
from app_pages.ui.links import PLACE_PARAMETER, STEP_PARAMETER, Pages, primary_link
from content import Dimension


def show(context: PageContext, pages: Pages) -> None:
    """The screen that the address names, or the one that the pressed button leads to."""
    order = steps(context)
    step = st.query_params.get(STEP_PARAMETER, START)
    step = step if step in order[:-1] and knows_whom(context) else START
    forward, back = (bool(st.session_state.get(key)) for key in ("next", "back"))
    if forward or back:
        step = _move(context, pages, step, forward=forward)
    if step == START:
        _start(context)
    elif step == PRACTICE:
        _practice_offer(context)
    else:
        _dimension(context, context.profile.dimensions[step])
    _buttons(context, pages, step, handled=forward or back)


def _move(context: PageContext, pages: Pages, step: str, *, forward: bool) -> str:
    """Where a pressed button leads; the address remembers it."""
    order = steps(context)
    if not forward:
        target = order[max(order.index(step) - 1, 0)]
    elif _pointed_at(context, step):
        return step
    else:
        target = order[order.index(step) + 1]
    if target == RESULT:
        st.switch_page(pages.result, query_params=context.parameters)
    st.query_params[STEP_PARAMETER] = target
    return target


def _pointed_at(context: PageContext, step: str) -> bool:
    """Point at what is still open: at with whom one works each time, at statements once a screen."""
    pointed = POINTED_AT.get_or_set(set())
    if step == START and not knows_whom(context):
        pointed.add(step)
        return True
    if step in pointed or not open_items(context, step):
        return False
    pointed.add(step)
    return True


def _start(context: PageContext) -> None:
    _ = context.words.gettext
    profile = context.profile
    st.title(_("Before you begin"), anchor=START)
    choices = {choice.id: context.text(choice.label) for choice in profile.works_with}
    chosen = context.draft.get("works_with")
    st.radio(
        context.text(profile.works_with_question),
        list(choices),
        format_func=choices.__getitem__,
        index=context.option_index(list(choices), chosen),
        key="works_with",
        on_change="ignore",
        width="stretch",
    )
    st.caption(_("If you had no contact in that time, think of the last time you did."))
    confidence = context.draft.get("confidence")
    st.radio(
        context.text(profile.confidence.question),
        range(11),
        format_func=str,
        index=context.option_index(range(11), confidence),
        key="confidence",
        on_change="ignore",
        horizontal=True,
        width="stretch",
    )
    st.caption(
        _(
            "0 = {low} · 10 = {high}. This does not count towards your result, and you may leave it blank."
        ).format(low=context.text(profile.confidence.low), high=context.text(profile.confidence.high))
    )
    pointer = st.empty()  # a place that is always there, as below the statements
    if START in (POINTED_AT.get() or ()) and not knows_whom(context):
        pointer.info(_("First choose who you were in contact with, so that the statements fit your work."))


def _dimension(context: PageContext, dimension: Dimension) -> None:
    _ = context.words.gettext
    part = context.profile.part(dimension.part)
    number = part.index(dimension) + 1
    left = minutes(context.profile, part[number - 1 :], context.language)
    st.progress(
        (number - 1) / len(part),
        text=_("Part {number} of {count} · about {minutes} minutes to go").format(
            number=number, count=len(part), minutes=left
        ),
    )
    st.title(context.text(dimension.name), anchor=dimension.id)
    st.markdown(context.text(context.profile.stem))
    pointed = dimension.id in (POINTED_AT.get() or ())
    still_to_answer = open_items(context, dimension.id) if pointed else []
    labels, still_open = _option_labels(context), _("not answered yet")
    for number, item in enumerate(dimension.items.values(), start=1):
        label = f"{number}. {context.text(item.wording(context.works_with))}"
        showing = context.shown_option(item.id)
        st.radio(
            f"{label} *{still_open}*" if number in still_to_answer else label,
            ANSWER_OPTIONS,
            format_func=labels.__getitem__,
            index=context.option_index(ANSWER_OPTIONS, showing),
            key=f"{ANSWER_KEY}{item.id}",
            on_change="ignore",
            horizontal=True,
            width="stretch",
        )
    pointer = st.empty()  # a place that is always there: else the buttons below move, and lose the focus
    if still_to_answer:
        with pointer:
            _point_at(context, still_to_answer)


def _point_at(context: PageContext, numbers: list[int]) -> None:
    """Which statements are open, each a link to it: basishouding.js follows them."""
    ngettext = context.words.ngettext
    st.info(
        ngettext(
            "You have not answered statement {numbers} yet. If you want to leave it blank, press Next again.",
            "You have not answered statements {numbers} yet. If you want to leave them blank, press Next"
            " again.",
            len(numbers),
        ).format(numbers=context.listed([f"[{number}](#statement_{number})" for number in numbers]))
    )


def _option_labels(context: PageContext) -> dict[int, str]:
    _ = context.words.gettext
    return {
        **{value: context.text(label) for value, label in context.profile.scale.items()},
        NOT_APPLICABLE: context.text(context.profile.not_applicable),
        CLEARED: _("no answer"),
    }


def _practice_offer(context: PageContext) -> None:
    _ = context.words.gettext
    practice = context.profile.part("practice")
    names = context.listed([context.text(dimension.name).lower() for dimension in practice])
    st.title(_("That was the first part"), anchor=PRACTICE)
    st.markdown(
        _(
            "Your result is ready. You can also continue first with a second part, about practice: {names}."
        ).format(names=names)
    )
    st.markdown(
        _(
            "That means {count} more statements, about {minutes} minutes. If you skip them, nothing changes"
            " in the result you have."
        ).format(
            count=sum(len(dimension.items) for dimension in practice),
            minutes=minutes(context.profile, practice, context.language),
        )
    )


def _buttons(context: PageContext, pages: Pages, step: str, *, handled: bool) -> None:
    """The buttons to go on and back; handles a press that the start of this run did not know of."""
    _ = context.words.gettext
    if PLACE_PARAMETER in st.query_params:  # from an answer in the result, to correct it
        if st.button(_("Back to your result"), key="to-result", type="primary"):
            context.save_answers()
            back_to = {**context.parameters, PLACE_PARAMETER: f"answers-{step}"}
            st.switch_page(pages.result, query_params=back_to)
        return
    last = steps(context)[-2]
    with st.container(horizontal=True, key="steps", vertical_alignment="center"):
        back = step != START and st.button(_("Back"), key="back")
        if step == PRACTICE:
            forward = st.button(_("Continue with practice"), key="next")
            # A link: nothing on this screen is to be sent along, and a button would take two runs.
            primary_link(context, pages.result, _("See your result"))
        else:
            way_on = _("See your result") if step == last else _("Next")
            forward = st.button(way_on, key="next", type="primary")
    # After a restart of the server this session knows its widgets only now that they are drawn.
    if (forward or back) and not handled:
        context.save_answers()
        _move(context, pages, step, forward=forward)
        st.rerun()
