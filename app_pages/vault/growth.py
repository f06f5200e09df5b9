"""What changed between the reflections in the vault: charts, words, a table, and the answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import Pages, primary_link
from app_pages.ui.plans import plan_words
from app_pages.ui.text import literal
from app_pages.vault.session import moments, open_vaults
from records import Plan
from report import growth, sentences
from scoring import Moment, Pair, compare, side_by_side


def show(context: PageContext, pages: Pages) -> None:
    """Two moments compared, and all of them in a chart a dimension."""
    _ = context.words.gettext
    st.title(_("What changed"), anchor="growth")
    vault = open_vaults.current(context)
    if vault is None:
        st.markdown(_("Your reflections are in your vault, so open your vault first."))
        primary_link(context, pages.vault, _("Open my vault"))
        return
    found = moments(context, vault.contents)
    if len(found) < 2:
        st.markdown(_("You can compare as soon as there are two reflections in your vault."))
        primary_link(context, pages.vault, _("Open your vault"))
        return
    earlier, later = _two(context, found)
    changes = compare(earlier, later)
    profile = later.profile
    with st.container(key="outcome"):
        st.markdown(literal(growth.changes_line(changes, profile, context.language)))
    if any(change.changed for change in changes):
        st.markdown(growth.chance_note(context.language))
    if earlier.reflection.works_with != later.reflection.works_with:
        st.markdown(
            _(
                "At these two moments you did not work with the same group. Some statements are therefore"
                " worded differently, and those cannot be compared."
            )
        )
    _plans(context, vault.contents["plans"], earlier, later)
    for change in changes:
        if profile.dimensions[change.dimension].part == "attitude":
            with st.container(key=f"growth-{change.dimension}"):
                st.markdown(literal(growth.change_line(change, profile, context.language)))
                table = growth.growth_table(found, change.dimension, context.language)
                st.vega_lite_chart(table, growth.growth_spec(context.language, len(found)))
    with st.expander(_("The same in a table")):
        st.table(growth.readable_growth_table(found, context.language).rename(index=literal))
    with st.expander(_("How do I read this?")):
        st.markdown("\n\n".join(growth.growth_notes(context.language)))
    _answers(context, earlier, later)
    primary_link(context, pages.vault, _("Open your vault"))


def _two(context: PageContext, found: Sequence[Moment]) -> tuple[Moment, Moment]:
    """The two moments to compare: the last two, unless the reader chooses others."""
    _ = context.words.gettext
    labels = growth.moment_labels(found, context.language)
    indexes = range(len(found))
    if len(found) == 2:
        first, second = 0, 1
        st.caption(_("{first} and {second}").format(first=labels[0], second=labels[1]))
    else:
        with st.container(horizontal=True, key="two-moments"):
            first = st.selectbox(_("Compare"), indexes, len(found) - 2, labels.__getitem__, key="first") or 0
            second = st.selectbox(_("with"), indexes, len(found) - 1, labels.__getitem__, key="second") or 0
    first, second = sorted((first, second))
    return found[first], found[second]


def _plans(context: PageContext, plans: Sequence[Plan], earlier: Moment, later: Moment) -> None:
    """What was planned from the earlier moment until the later one, and what came of it."""
    _ = context.words.gettext
    for plan in plans:
        if not earlier.made_on <= date.fromisoformat(plan["made_on"]) < later.made_on:
            continue
        with st.container(border=True, key=f"plan-{plan['id']}"):
            st.markdown(_("Your plan was about this:"))
            plan_words(context, plan)
            if plan["look_back"]:
                st.markdown(literal(plan["look_back"]["text"]))


def _answers(context: PageContext, earlier: Moment, later: Moment) -> None:
    """Each dimension's answers then and now, those that differ first."""
    _ = context.words.gettext
    st.header(_("Your answers, then and now"), anchor=False)
    pairs = [
        pair for pair in side_by_side(earlier, later) if _answered(earlier, pair) or _answered(later, pair)
    ]
    for name, group in groupby(pairs, key=lambda pair: pair.dimension.name[context.language]):
        of_one = list(group)
        different = [pair for pair in of_one if pair.differs or not pair.same]
        with st.expander(f"{literal(name)}: {_how_many_differ(context, earlier, later, of_one)}"):
            if not different:
                st.markdown(_("All your answers are the same both times."))
            for aspect, of_aspect in groupby(different, key=lambda pair: pair.aspect.name[context.language]):
                lines = "\n".join(f"- {_line(context, earlier, later, pair)}" for pair in of_aspect)
                st.markdown(f"**{literal(aspect)}**\n\n{lines}")


def _how_many_differ(context: PageContext, earlier: Moment, later: Moment, pairs: Sequence[Pair]) -> str:
    """How many of the statements answered twice differ in answer, and how many were left open then or now."""
    _ = context.words.gettext
    twice = [pair for pair in pairs if _answered(earlier, pair) and _answered(later, pair)]
    open_then = sum(pair.then is not None and not _answered(earlier, pair) for pair in pairs)
    open_now = sum(pair.now is not None and not _answered(later, pair) for pair in pairs)
    told = [
        (len(twice), _("{different} of {all} answers are different")),
        (open_then, _("{open_then} not answered then")),
        (open_now, _("{open_now} not answered now")),
    ]
    text = ", ".join(text for count, text in told if count) or _("nothing to compare")
    different = sum(pair.differs for pair in twice)
    return text.format(different=different, all=len(twice), open_then=open_then, open_now=open_now)


def _answered(moment: Moment, pair: Pair) -> bool:
    return pair.id in moment.reflection.answers


def _line(context: PageContext, earlier: Moment, later: Moment, pair: Pair) -> str:
    """A statement with both answers; with both wordings, where it was worded differently."""
    _ = context.words.gettext
    then, now = (
        sentences.answer_words(moment.profile, moment.reflection, pair.id, context.language)
        if pair.id in moment.profile.items
        else _("not asked")
        for moment in (earlier, later)
    )
    text = pair.now or pair.then or {}
    line = _("{statement} – then: **{then}**, now: **{now}**").format(
        statement=literal(text.get(context.language, "")), then=literal(then), now=literal(now)
    )
    if pair.then and pair.now and pair.then[context.language] != pair.now[context.language]:
        was = literal(pair.then[context.language])
        line = " ".join((line, _("(At the time it read: ‘{statement}’)").format(statement=was)))
    return line
