"""The result: what somebody does often and saw less, one topic with a plan, the sides, the own answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import PLAN, without
from app_pages.reflect.session import knows_whom, minutes
from app_pages.ui.confirm import erase_button, question_answered, remove_confirmed
from app_pages.ui.downloads import download_button
from app_pages.ui.links import (
    PLACE_PARAMETER,
    REFLECTION_PARAMETER,
    STEP_PARAMETER,
    TOPIC_PARAMETER,
    Pages,
    primary_link,
)
from app_pages.ui.plans import plan_fields, plan_form, plan_words, reminder
from app_pages.ui.sharing import announce_choice, show_choice
from app_pages.ui.text import literal
from app_pages.ui.topics import prompts, show_advice
from app_pages.vault.session import change_vault, is_kept, moments, open_vaults
from content import Dimension, Part, Profile, Topic
from report import charts, sentences
from report.document import reflection_pdf, topic_pdf
from scoring import Reflection, Suggestion, highlights, reflect, suggest
from services import today
from storage.contents import without_entry

PLAN_NAME = "plan"
"""The form of the plan on this page."""


@dataclass(frozen=True)
class Shown:
    """The reflection on the page: the one in this browser, or one from the vault."""

    profile: Profile
    reflection: Reflection
    suggestions: tuple[Suggestion, ...]  # by the answers, or else topics to ask a colleague about
    topics_line: str | None
    confidence: int | None
    made_on: date
    words: Callable[[str], str]  # makes text of an earlier profile, which may come from a file, literal
    can_change: bool


def show(context: PageContext, pages: Pages) -> None:
    """The result of the reflection in this browser or of a kept one, or the way to a first answer."""
    _ = context.words.gettext
    if REFLECTION_PARAMETER in st.query_params:
        _kept(context, pages, st.query_params[REFLECTION_PARAMETER])
        return
    st.title(_("Your result"), anchor="result")
    if not context.answers:
        st.markdown(_("There are no answers yet in this browser."))
        primary_link(context, pages.reflection, _("Start your reflection"))
        return
    if not knows_whom(context):
        st.markdown(_("First choose who you were in contact with, so that the statements fit your work."))
        primary_link(context, pages.reflection, _("Go to that question"))
        return
    reflection = reflect(context.profile, context.answers, works_with=context.works_with)
    shown = _shown(context, context.profile, reflection, context.draft.get("confidence"), today())
    announce_choice(context)
    _top(context, pages, shown)
    _sides(context, pages, shown)
    _answers(context, pages, shown)
    show_choice(context, pages)
    _take_along(context, pages, shown)
    erase_button(context, pages)


def _shown(
    context: PageContext,
    profile: Profile,
    reflection: Reflection,
    confidence: int | None,
    made_on: date,
    *,
    can_change: bool = True,
) -> Shown:
    current = profile is context.profile
    found = suggest(profile, reflection) if current else ()
    line = sentences.topics_line(found, reflection, context.language)
    to_ask = [next(iter(dimension.topics.values()), None) for dimension in profile.part("attitude")]
    return Shown(
        profile=profile,
        reflection=reflection,
        suggestions=found or tuple(Suggestion(topic, topic.aspects, ()) for topic in to_ask if topic),
        topics_line=line,
        confidence=confidence,
        made_on=made_on,
        words=str if current else literal,
        can_change=can_change,
    )


def _kept(context: PageContext, pages: Pages, entry_id: str) -> None:
    """A reflection from the vault, with the words it was asked in."""
    _ = context.words.gettext
    vault = open_vaults.current(context)
    found = [moment for moment in moments(context, vault.contents) if moment.id == entry_id] if vault else []
    if vault is None or not found:
        st.title(_("Your result"), anchor="locked")
        st.markdown(
            _("This reflection can only be seen while your vault is open and the reflection is still in it.")
        )
        primary_link(context, pages.vault, _("Your vault"))
        return
    moment = found[0]
    st.title(_("Reflection of {day}").format(day=context.day(moment.made_on)), anchor=f"moment-{moment.id}")
    if moment.profile is not context.profile:
        st.info(
            _(
                "This reflection was made with version {version} of the attitude profile. You see the"
                " statements as they were then. Topics belong to today’s profile, so there are none here."
            ).format(version=literal(moment.profile.version))
        )
    entry = next(entry for entry in vault.contents["reflections"] if entry["id"] == entry_id)
    shown = _shown(
        context, moment.profile, moment.reflection, entry["confidence"], moment.made_on, can_change=False
    )
    _top(context, pages, shown)
    _sides(context, pages, shown)
    _answers(context, pages, shown)
    _take_along(context, pages, shown)
    primary_link(context, pages.vault, _("Open your vault"))
    if remove_confirmed(context, f"{vault.name}-{entry_id}"):
        change_vault(context, vault, lambda contents: without_entry(contents, entry_id))
        question_answered()
        st.switch_page(pages.vault, query_params=context.parameters)


# -- what somebody does often and saw less, a topic, a plan -------------------------------------


def _top(context: PageContext, pages: Pages, shown: Shown) -> None:
    _ = context.words.gettext
    found = highlights(shown.profile, shown.reflection)
    often = _("What you do often") if found.are_often else _("What you saw most")
    for title, items in ((often, found.often), (_("What you saw less"), found.less)):
        if items:
            st.header(title, anchor=False)
            st.markdown("\n".join(f"- {_own_answer(context, shown, item)}" for item in items))
    if shown.suggestions:
        _topics(context, pages, shown)


def _own_answer(context: PageContext, shown: Shown, item: str) -> str:
    """What an answer is about, the statement as it was read, the answer it got, and how it counts."""
    about, statement, answer, counts = (
        shown.words(text)
        for text in sentences.own_answer(shown.profile, shown.reflection, item, context.language)
    )
    return f"{about}: ‘{statement}’ **{answer}**{counts}"


def _topics(context: PageContext, pages: Pages, shown: Shown) -> None:
    """One topic open, with a plan below it; the others folded."""
    _ = context.words.gettext
    first, *others = shown.suggestions
    st.header(_("Where to start"), anchor=False)
    if shown.topics_line:
        st.markdown(shown.topics_line)
    with st.container(border=True, key=f"topic-{first.topic.id}"):
        st.subheader(context.text(first.topic.title), anchor=False)
        show_advice(context, pages, first.topic, first.aspects, short=True)
        with st.expander(_("Why, and questions for peer consultation (intervision)")):
            _for_intervision(context, pages, shown, first)
    if shown.can_change:
        _plan(context, first.topic)
    elif open_vaults.current(context) is not None:
        about = {**context.parameters, TOPIC_PARAMETER: first.topic.id}
        st.page_link(pages.plan, label=_("Make a plan for this"), query_params=about)
    for suggestion in others:
        topic = suggestion.topic
        with st.container(key=f"topic-{topic.id}"), st.expander(context.text(topic.title)):
            show_advice(context, pages, topic, suggestion.aspects)
            _for_intervision(context, pages, shown, suggestion)


def _for_intervision(context: PageContext, pages: Pages, shown: Shown, suggestion: Suggestion) -> None:
    _ = context.words.gettext
    topic, parts = suggestion.topic, [context.text(suggestion.topic.stake)]
    if suggestion.items:
        reasons = "\n".join(f"- {_own_answer(context, shown, item)}" for item in suggestion.items)
        parts += [_("Because of these answers:"), reasons]
    st.markdown("\n\n".join((*parts, prompts(context, topic))))
    about = {**context.parameters, TOPIC_PARAMETER: topic.id}
    st.page_link(pages.prepare, label=_("Prepare a case for this"), query_params=about)


def _plan(context: PageContext, topic: Topic) -> None:
    """A plan for the next contact, which stays in this browser with the answers."""
    _ = context.words.gettext
    with st.container(key="own-plan"):
        st.subheader(_("Your plan"), anchor=False)
        plan = context.draft.get(PLAN)
        if plan is None:
            made = plan_form(context, PLAN_NAME, topic, choose_day=False)
            if made is not None:
                context.update_draft(lambda draft: {**draft, PLAN: made})
                context.clear_texts(*plan_fields(PLAN_NAME))
                st.rerun()
            return
        plan_words(context, plan)
        reminder(context, plan)
        if st.button(_("Change this plan"), key="change-plan", type="tertiary"):
            context.update_draft(lambda draft: without(draft, PLAN))
            for field, text in zip(plan_fields(PLAN_NAME), (plan["if"], plan["then"]), strict=True):
                context.set_text(field, text)
            st.rerun()


# -- the sides ----------------------------------------------------------------------------------


def _sides(context: PageContext, pages: Pages, shown: Shown) -> None:
    """How the attitude dimensions lie: what can be said of them, the chart, and how to read it."""
    _ = context.words.gettext
    profile, reflection, language = shown.profile, shown.reflection, context.language
    st.header(_("How the areas compare"), anchor=False)
    with st.container(key="outcome"):
        st.markdown(shown.words(sentences.outcome(profile, reflection, language)))
    meaning = sentences.lowest_means(profile, reflection, language)
    remark = sentences.same_answer_remark(profile, reflection, language)
    for sentence in (meaning, remark):
        if sentence:
            st.markdown(shown.words(sentence))
    attitude = profile.part("attitude")
    scored = any(reflection.dimensions[dimension.id].score is not None for dimension in attitude)
    if shown.can_change and (remark or not scored):
        st.page_link(
            pages.reflection,
            label=_("Back to the statements"),
            query_params={**context.parameters, STEP_PARAMETER: attitude[0].id},
        )
    if scored:
        st.markdown(sentences.chart_line(language))
        with st.container(key="chart-attitude"):
            table = charts.dimension_table(profile, reflection, language)
            st.vega_lite_chart(table, charts.dimension_spec(profile, language))
    with st.expander(_("How do I read this?")):
        lines = (sentences.dimension_line(profile, reflection, d.id, language) for d in attitude)
        notes = (
            sentences.certainty(profile, reflection, language),
            *sentences.reading_notes(profile, language),
            sentences.confidence_line(profile, shown.confidence, language),
            *sentences.what_this_is(context.profile, language),
        )
        in_words = "\n".join(f"- {shown.words(line)}" for line in lines)
        st.markdown("\n\n".join((in_words, *(shown.words(note) for note in notes if note))))


# -- the own answers ----------------------------------------------------------------------------


def _answers(context: PageContext, pages: Pages, shown: Shown) -> None:
    """Every answer, folded by dimension; the practice part is a list of what one does, without a score."""
    _ = context.words.gettext
    st.header(_("Your own answers"), anchor=False)
    parts: tuple[Part, ...] = ("attitude", "practice")
    for part in parts:
        dimensions = shown.profile.part(part)
        if part == "practice" and not _touched(shown, dimensions):
            if dimensions and shown.can_change:
                _offer_practice(context, pages, dimensions)
            continue
        for dimension in dimensions:
            place = f"answers-{dimension.id}"
            is_open = st.query_params.get(PLACE_PARAMETER) == place
            with (
                st.container(key=place),
                st.expander(shown.words(context.text(dimension.name)), expanded=is_open),
            ):
                _of_dimension(context, pages, shown, dimension)


def _touched(shown: Shown, dimensions: tuple[Dimension, ...]) -> bool:
    return any(item in shown.reflection.answers for dimension in dimensions for item in dimension.items)


def _of_dimension(context: PageContext, pages: Pages, shown: Shown, dimension: Dimension) -> None:
    """The answers by aspect; each leads to its statement, as long as it can be changed."""
    _ = context.words.gettext
    if shown.can_change:
        st.caption(_("If you meant an answer differently, press it to change it."))
    for aspect in dimension.aspects.values():
        items = [item for item in dimension.items.values() if item.aspect == aspect.id]
        lines = [_with_direction(context, shown, item.id) for item in items]
        name = f"**{shown.words(context.text(aspect.name))}**"
        if not shown.can_change:
            st.markdown("\n\n".join((name, "\n".join(f"- {line}" for line in lines))))
            continue
        st.markdown(name)
        for item, line in zip(items, lines, strict=True):
            place = {STEP_PARAMETER: dimension.id, PLACE_PARAMETER: f"answer-{item.id}"}
            st.page_link(pages.reflection, label=line, query_params={**context.parameters, **place})


def _with_direction(context: PageContext, shown: Shown, item: str) -> str:
    """A statement as it was read, with the answer it got and how it counts."""
    text = context.text(shown.profile.items[item].wording(shown.reflection.works_with))
    answer = sentences.answer_words(shown.profile, shown.reflection, item, context.language)
    counts = sentences.counts_as(shown.profile.items[item], context.language)
    return f"{shown.words(text)} – **{shown.words(answer)}**{counts}"


def _offer_practice(context: PageContext, pages: Pages, practice: tuple[Dimension, ...]) -> None:
    _ = context.words.gettext
    label = _("{count} more statements, about practice ({minutes} minutes)").format(
        count=sum(len(dimension.items) for dimension in practice),
        minutes=minutes(context.profile, practice, context.language),
    )
    step = {STEP_PARAMETER: practice[0].id}
    st.page_link(pages.reflection, label=label, query_params={**context.parameters, **step})


# -- to take along ------------------------------------------------------------------------------


def _take_along(context: PageContext, pages: Pages, shown: Shown) -> None:
    """The PDF, a page for a colleague, and only now the offer to keep it."""
    _ = context.words.gettext
    st.header(_("Take it with you or keep it"), anchor=False)
    document = partial(
        reflection_pdf,
        shown.profile,
        shown.reflection,
        shown.suggestions if shown.topics_line is None else (),
        language=context.language,
        made_on=shown.made_on,
        confidence=shown.confidence,
    )
    day = shown.made_on.isoformat()
    with st.container(horizontal=True, key="files"):
        with_answers = st.checkbox(_("with my answers"), key="with-answers")
        download_button(
            _("My result as PDF"),
            partial(document, with_answers=with_answers),
            _("reflection") + f"-{day}.pdf",
            key="pdf",
        )
        if shown.suggestions:
            download_button(
                _("One page for a colleague"),
                partial(
                    topic_pdf,
                    shown.profile,
                    shown.suggestions[0].topic,
                    language=context.language,
                    made_on=shown.made_on,
                ),
                _("topic") + f"-{day}.pdf",
                key="colleague-pdf",
            )
    if not shown.can_change:
        return
    if is_kept(context):
        st.markdown(_("This reflection is in your vault."))
        st.page_link(pages.vault, label=_("Open your vault"), query_params=context.parameters)
        return
    st.markdown(_("What you do not keep will be gone in 14 days."))
    st.page_link(pages.keep, label=_("Keep this reflection"), query_params=context.parameters)
