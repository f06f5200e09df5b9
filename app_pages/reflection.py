"""The reflection: with whom one works, then one screen a dimension, back and forth without loss."""

from __future__ import annotations

from typing import Final

import streamlit as st

from app_pages.frame import Pages, primary_link
from app_pages.visit import ANSWER_KEY, ANSWER_OPTIONS, CLEARED, NOT_APPLICABLE, Visit
from content import Dimension

STEP_PARAMETER: Final = "stap"
MINUTES_A_SCREEN: Final = 2.5  # ten minutes for the four screens of the attitude part

START: Final = "start"
PRACTICE: Final = "practice"  # where the practice part is offered
RESULT: Final = "result"


def steps(visit: Visit) -> list[str]:
    """The screens in order: the start, the attitude dimensions, the offer, the practice dimensions."""
    attitude, practice = visit.profile.part("attitude"), visit.profile.part("practice")
    offered = [PRACTICE, *(dimension.id for dimension in practice)] if practice else []
    return [START, *(dimension.id for dimension in attitude), *offered, RESULT]


def where_one_was(visit: Visit) -> str:
    """The screen to go on with: the last one with an answer, or the one after it where it is complete."""
    touched = [d for d in visit.profile.dimensions.values() if not visit.answers.keys().isdisjoint(d.items)]
    if not touched:
        return START
    order = steps(visit)
    return order[order.index(touched[-1].id) + (not _open_items(visit, touched[-1].id))]


def show(visit: Visit, pages: Pages) -> None:
    """The screen that the address names, or the one that the pressed button leads to."""
    order = steps(visit)
    step = st.query_params.get(STEP_PARAMETER, START)
    step = step if step in order[:-1] else START
    forward, back = (bool(st.session_state.get(key)) for key in ("next", "back"))
    if forward or back:
        step = _move(visit, pages, step, forward=forward)
    if step == START:
        _start(visit)
    elif step == PRACTICE:
        _practice_offer(visit)
    else:
        _dimension(visit, visit.profile.dimensions[step])
    _buttons(visit, pages, step, handled=forward or back)


def _move(visit: Visit, pages: Pages, step: str, *, forward: bool) -> str:
    """Where a pressed button leads; the address remembers it."""
    order = steps(visit)
    if not forward:
        target = order[max(order.index(step) - 1, 0)]
    elif _pointed_at(visit, step):
        return step
    else:
        target = order[order.index(step) + 1]
    if target == RESULT:
        st.switch_page(pages.result, query_params=visit.parameters)
    st.query_params[STEP_PARAMETER] = target
    return target


def _open_items(visit: Visit, step: str) -> list[int]:
    """The numbers of the statements on this screen without an answer."""
    if step not in visit.profile.dimensions:
        return []
    items = visit.profile.dimensions[step].items
    return [number for number, item in enumerate(items, start=1) if item not in visit.answers]


def _pointed_at(visit: Visit, step: str) -> bool:
    """Point at open statements, once a screen: whoever goes on a second time wants to."""
    pointed: set[str] = st.session_state.setdefault("pointed", set())
    if step in pointed or not _open_items(visit, step):
        return False
    pointed.add(step)
    return True


def _start(visit: Visit) -> None:
    _ = visit.words.gettext
    profile = visit.profile
    st.title(_("Before you begin"), anchor=False)
    choices = {choice.id: visit.text(choice.label) for choice in profile.works_with}
    chosen = visit.draft.get("works_with")
    st.radio(
        visit.text(profile.works_with_question),
        list(choices),
        format_func=choices.__getitem__,
        index=visit.place(list(choices), chosen),
        key="works_with",
        on_change="ignore",
        width="stretch",
    )
    confidence = visit.draft.get("confidence")
    st.radio(
        visit.text(profile.confidence.question),
        range(11),
        format_func=str,
        index=visit.place(range(11), confidence),
        key="confidence",
        on_change="ignore",
        horizontal=True,
        width="stretch",
    )
    st.caption(
        _("0 = {low} · 10 = {high}. This stands apart from your result; you may leave it open.").format(
            low=visit.text(profile.confidence.low), high=visit.text(profile.confidence.high)
        )
    )


def _dimension(visit: Visit, dimension: Dimension) -> None:
    _ = visit.words.gettext
    part = visit.profile.part(dimension.part)
    number = part.index(dimension) + 1
    left = round((len(part) - number + 1) * MINUTES_A_SCREEN)
    st.progress(
        (number - 1) / len(part),
        text=_("Part {number} of {count} · about {minutes} minutes to go").format(
            number=number, count=len(part), minutes=left
        ),
    )
    st.title(visit.text(dimension.name), anchor=False)
    st.markdown("\n\n".join((visit.text(dimension.summary), visit.text(visit.profile.stem))))
    pointed = dimension.id in st.session_state.get("pointed", ())
    open_items = _open_items(visit, dimension.id) if pointed else []
    labels, still_open = _option_labels(visit), _("still open")
    for place, item in enumerate(dimension.items.values(), start=1):
        label = f"{place}. {visit.text(item.wording(visit.works_with))}"
        showing = visit.showing(item.id)
        st.radio(
            f"{label} *{still_open}*" if place in open_items else label,
            ANSWER_OPTIONS,
            format_func=labels.__getitem__,
            index=visit.place(ANSWER_OPTIONS, showing),
            key=f"{ANSWER_KEY}{item.id}",
            on_change="ignore",
            horizontal=True,
            width="stretch",
        )
    pointer = st.empty()  # a place that is always there: else the buttons below move, and lose the focus
    if open_items:
        with pointer:
            _gentle_pointer(visit, open_items)


def _gentle_pointer(visit: Visit, open_items: list[int]) -> None:
    """Which statements are open, each a link to it: basishouding.js follows them."""
    ngettext = visit.words.ngettext
    st.info(
        ngettext(
            "Statement {numbers} is still open. You may leave it open: press Next once more.",
            "Statements {numbers} are still open. You may leave them open: press Next once more.",
            len(open_items),
        ).format(numbers=visit.listed([f"[{number}](#statement_{number})" for number in open_items]))
    )


def _option_labels(visit: Visit) -> dict[int, str]:
    _ = visit.words.gettext
    return {
        **{value: visit.text(label) for value, label in visit.profile.scale.items()},
        NOT_APPLICABLE: visit.text(visit.profile.not_applicable),
        CLEARED: _("no answer"),
    }


def _practice_offer(visit: Visit) -> None:
    _ = visit.words.gettext
    practice = visit.profile.part("practice")
    names = visit.listed([visit.text(dimension.name).lower() for dimension in practice])
    st.title(_("That was the core"), anchor=False)
    st.markdown(
        _(
            "Your result is ready. You can also go on first with a second part, about practice: {names}."
        ).format(names=names)
    )
    st.markdown(
        _(
            "Those are {count} more statements, about {minutes} minutes. "
            "Skipping them changes nothing in your result so far."
        ).format(
            count=sum(len(dimension.items) for dimension in practice),
            minutes=round(len(practice) * MINUTES_A_SCREEN),
        )
    )


def _buttons(visit: Visit, pages: Pages, step: str, *, handled: bool) -> None:
    """The way on and back. A button that was not known at the start of the run is handled here."""
    _ = visit.words.gettext
    last = steps(visit)[-2]
    with st.container(horizontal=True, key="steps", vertical_alignment="center"):
        back = step != START and st.button(_("Back"), key="back")
        if step == PRACTICE:
            forward = st.button(_("Go on with practice"), key="next")
            # A link: nothing on this screen is to be sent along, and a button would take two runs.
            primary_link(visit, pages.result, _("To your result"))
        else:
            way_on = _("To your result") if step == last else _("Next")
            forward = st.button(way_on, key="next", type="primary")
    # After a restart of the server this session knows its widgets only now that they are drawn.
    if (forward or back) and not handled:
        visit.keep_answers()
        _move(visit, pages, step, forward=forward)
        st.rerun()
