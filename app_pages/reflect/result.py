"""The result: what stands out and how sure that is, the topics, the own answers, and what to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from app_pages.context import PageContext
from app_pages.reflect.session import knows_whom
from app_pages.ui.confirm import erase_button, question_answered, remove_confirmed
from app_pages.ui.downloads import download_button
from app_pages.ui.links import REFLECTION_PARAMETER, STEP_PARAMETER, TOPIC_PARAMETER, Pages, primary_link
from app_pages.ui.sharing import announce_choice, show_choice
from app_pages.ui.text import literal
from app_pages.ui.topics import show_prompts
from app_pages.vault.session import change_vault, is_kept, moments, open_vaults
from content import Dimension, Part, Profile
from report import charts, sentences
from report.document import reflection_pdf
from scoring import Reflection, Suggestion, reflect, suggest
from services import today
from storage.contents import without_entry


@dataclass(frozen=True)
class Shown:
    """The reflection on the page: the one in this browser, or one from the vault."""

    profile: Profile
    reflection: Reflection
    suggestions: tuple[Suggestion, ...]
    confidence: int | None
    made_on: date


def show(context: PageContext, pages: Pages) -> None:
    """The result of the reflection in this browser or of a kept one, or the way to a first answer."""
    _ = context.words.gettext
    if REFLECTION_PARAMETER in st.query_params:
        _kept(context, pages, st.query_params[REFLECTION_PARAMETER])
        return
    st.title(_("Your result"), anchor="result")
    if not context.answers:
        st.markdown(_("There are no answers yet in this browser."))
        primary_link(context, pages.reflection, _("Begin your reflection"))
        return
    if not knows_whom(context):
        st.markdown(_("First choose with whom you were in contact. Then the statements fit your work."))
        primary_link(context, pages.reflection, _("To that question"))
        return
    reflection = reflect(context.profile, context.answers, works_with=context.works_with)
    suggestions = suggest(context.profile, reflection)
    shown = Shown(context.profile, reflection, suggestions, context.draft.get("confidence"), today())
    announce_choice(context)
    _core(context, pages, shown)
    _practice(context, pages, shown)
    show_choice(context, pages)
    _take_along(context, shown)
    _keep(context, pages)
    st.markdown("\n\n".join(sentences.what_this_is(context.profile, context.language)))
    erase_button(context, pages)


def _kept(context: PageContext, pages: Pages, entry_id: str) -> None:
    """A reflection from the vault, with the words it was asked in."""
    _ = context.words.gettext
    vault = open_vaults.current(context)
    found = [moment for moment in moments(context, vault.contents) if moment.id == entry_id] if vault else []
    if vault is None or not found:
        st.title(_("Your result"), anchor="locked")
        st.markdown(_("This reflection is in your vault. Open your vault to see it."))
        primary_link(context, pages.vault, _("Your vault"))
        return
    moment = found[0]
    st.title(_("Reflection of {day}").format(day=context.day(moment.made_on)), anchor=f"moment-{moment.id}")
    current = moment.profile is context.profile
    if not current:
        st.info(
            _(
                "This reflection was made with version {version} of the attitude profile. You see "
                "the statements "
                "as they were then. Topics belong to the profile of today, so there are none here."
            ).format(version=literal(moment.profile.version))
        )
    entry = next(entry for entry in vault.contents["reflections"] if entry["id"] == entry_id)
    suggestions = suggest(moment.profile, moment.reflection) if current else ()
    shown = Shown(moment.profile, moment.reflection, suggestions, entry["confidence"], moment.made_on)
    _core(context, pages, shown)
    if any(moment.reflection.dimensions[d.id].answered for d in moment.profile.part("practice")):
        _practice(context, pages, shown)
    _take_along(context, shown)
    st.markdown("\n\n".join(sentences.what_this_is(context.profile, context.language)))
    primary_link(context, pages.vault, _("To your vault"))
    if remove_confirmed(context, f"{vault.name}-{entry_id}"):
        change_vault(context, vault, lambda contents: without_entry(contents, entry_id))
        question_answered()
        st.switch_page(pages.vault, query_params=context.parameters)


def _core(context: PageContext, pages: Pages, shown: Shown) -> None:
    _ = context.words.gettext
    _outcome(context, shown)
    _once_more(context, pages, shown)
    if any(shown.reflection.dimensions[d.id].score is not None for d in shown.profile.part("attitude")):
        st.markdown(_words(context, shown, sentences.chart_line(shown.profile, context.language)))
    _scores(context, shown, "attitude")
    with st.expander(_("How do I read this?")):
        notes = sentences.reading_notes(shown.profile, context.language)
        st.markdown("\n\n".join(_words(context, shown, note) for note in notes))
    if shown.profile is context.profile:
        _topics(context, pages, shown)
    st.header(_("Your own answers"), anchor=False)
    _answers(context, shown, "attitude")


def _outcome(context: PageContext, shown: Shown) -> None:
    profile, reflection = shown.profile, shown.reflection
    with st.container(key="outcome"):
        st.markdown(_words(context, shown, sentences.outcome(profile, reflection, context.language)))
    for sentence in (
        sentences.certainty(profile, reflection, context.language),
        sentences.confidence_line(profile, shown.confidence, context.language),
    ):
        if sentence:
            st.markdown(_words(context, shown, sentence))
    if remark := sentences.same_answer_remark(profile, reflection, context.language):
        st.info(_words(context, shown, remark))


def _once_more(context: PageContext, pages: Pages, shown: Shown) -> None:
    """A link back to the statements, where reading them again makes sense and they can still be changed."""
    _ = context.words.gettext
    attitude = shown.profile.part("attitude")
    scored = any(shown.reflection.dimensions[dimension.id].score is not None for dimension in attitude)
    if REFLECTION_PARAMETER in st.query_params or (scored and not shown.reflection.same_answer):
        return
    st.page_link(
        pages.reflection,
        label=_("Back to the statements"),
        query_params={**context.parameters, STEP_PARAMETER: attitude[0].id},
    )


def _words(context: PageContext, shown: Shown, text: str) -> str:
    """Text of an earlier profile, which may come from a file, is shown literally and loads nothing."""
    return text if shown.profile is context.profile else literal(text)


def _scores(context: PageContext, shown: Shown, part: Part) -> None:
    """The chart, and the same facts in sentences and in a table."""
    _ = context.words.gettext
    profile, reflection = shown.profile, shown.reflection
    table = charts.dimension_table(profile, reflection, context.language, part)
    with st.container(key=f"chart-{part}"):
        st.vega_lite_chart(table, charts.dimension_spec(profile, context.language, part))
    with st.expander(_("The same in words and in a table")):
        lines = (
            sentences.dimension_line(profile, reflection, dimension.id, context.language)
            for dimension in profile.part(part)
        )
        st.markdown("\n".join(f"- {_words(context, shown, line)}" for line in lines))
        readable = charts.readable_table(profile, reflection, context.language, part)
        st.table(readable.rename(index=lambda name: _words(context, shown, name)))


def _topics(context: PageContext, pages: Pages, shown: Shown) -> None:
    _ = context.words.gettext
    st.header(_("Topics for intervision"), anchor=False)
    st.markdown(sentences.topics_line(shown.profile, shown.reflection, shown.suggestions, context.language))
    planning = open_vaults.current(context) is not None
    for suggestion in shown.suggestions:
        topic = suggestion.topic
        with st.container(border=True, key=f"topic-{topic.id}"):
            st.subheader(context.text(topic.title), anchor=False)
            reasons = "\n".join(f"- {_own_answer(context, shown, item)}" for item in suggestion.items)
            st.markdown("\n\n".join((context.text(topic.stake), _("Because of these answers:"), reasons)))
            show_prompts(context, topic, _("Questions to take along"))
            about = {**context.parameters, TOPIC_PARAMETER: topic.id}
            st.page_link(pages.prepare, label=_("Prepare a case for this"), query_params=about)
            if planning:
                st.page_link(pages.plan, label=_("Make a plan for this"), query_params=about)
    if not shown.suggestions:
        st.page_link(pages.prepare, label=_("Prepare a case"), query_params=context.parameters)


def _own_answer(context: PageContext, shown: Shown, item: str) -> str:
    """A statement as it was read, with the answer it got."""
    text = context.text(shown.profile.items[item].wording(shown.reflection.works_with))
    answer = sentences.answer_words(shown.profile, shown.reflection, item, context.language)
    counts = sentences.counts_as(shown.profile.items[item], context.language)
    return f"{_words(context, shown, text)} – **{_words(context, shown, answer)}**{counts}"


def _answers(context: PageContext, shown: Shown, part: Part) -> None:
    for dimension in shown.profile.part(part):
        with st.expander(_words(context, shown, context.text(dimension.name))):
            st.markdown(_by_aspect(context, shown, dimension))


def _by_aspect(context: PageContext, shown: Shown, dimension: Dimension) -> str:
    parts = []
    for aspect in dimension.aspects.values():
        items = [item for item in dimension.items.values() if item.aspect == aspect.id]
        answers = "\n".join(f"- {_own_answer(context, shown, item.id)}" for item in items)
        parts.append(f"**{_words(context, shown, context.text(aspect.name))}**\n\n{answers}")
    return "\n\n".join(parts)


def _practice(context: PageContext, pages: Pages, shown: Shown) -> None:
    """The practice part: its result where it was done, else where to find it."""
    _ = context.words.gettext
    practice = shown.profile.part("practice")
    if not practice:
        return
    st.header(_("Practice"), anchor=False)
    if any(shown.reflection.dimensions[dimension.id].answered for dimension in practice):
        st.markdown(_("These stand apart: they are not compared with the sides of your attitude."))
        _scores(context, shown, "practice")
        _answers(context, shown, "practice")
    else:
        names = context.listed([context.text(dimension.name).lower() for dimension in practice])
        st.markdown(_("There is a second part, about {names}. You can still do it.").format(names=names))
        st.page_link(
            pages.reflection,
            label=_("To the second part"),
            query_params={**context.parameters, STEP_PARAMETER: practice[0].id},
        )


def _take_along(context: PageContext, shown: Shown) -> None:
    _ = context.words.gettext
    st.header(_("Take it along"), anchor=False)
    st.markdown(
        _("The PDF holds your result, the topics and room to write down a case. Nobody else gets it.")
    )
    document = partial(
        reflection_pdf,
        shown.profile,
        shown.reflection,
        shown.suggestions,
        language=context.language,
        made_on=shown.made_on,
        confidence=shown.confidence,
    )
    file_name = _("reflection") + f"-{shown.made_on.isoformat()}.pdf"
    download_button(_("Download as PDF"), document, file_name, key="pdf", primary=True)


def _keep(context: PageContext, pages: Pages) -> None:
    """Only after a result: the offer to keep it."""
    _ = context.words.gettext
    st.header(_("Keep it for later"), anchor=False)
    if is_kept(context):
        st.markdown(_("This reflection is in your vault."))
        st.page_link(pages.vault, label=_("To your vault"), query_params=context.parameters)
        return
    st.markdown(
        _(
            "You can keep this result, so that you see later what changed. Or take it along as a file. Doing "
            "neither is fine too: then it is gone in 14 days."
        )
    )
    st.page_link(pages.keep, label=_("Keep this reflection"), query_params=context.parameters)
