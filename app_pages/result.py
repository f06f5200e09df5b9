"""The result: what stands out and how sure that is, the topics, the own answers, and what to take along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from app_pages import keep, take_part
from app_pages.frame import TOPIC_PARAMETER, Pages, erase_button, literal, primary_link
from app_pages.opened import MOMENT_PARAMETER, moments, opened
from app_pages.vault import remove_button
from app_pages.visit import Visit, today
from content import Dimension, Part, Profile
from report import charts, sentences
from report.document import reflection_pdf
from scoring import Reflection, Suggestion, reflect, suggest


@dataclass(frozen=True)
class Shown:
    """The reflection on the page: the one in this browser, or one from the vault."""

    profile: Profile
    reflection: Reflection
    suggestions: tuple[Suggestion, ...]
    confidence: int | None
    made_on: date


def show(visit: Visit, pages: Pages) -> None:
    """The result of the reflection in this browser or of a kept one, or the way to a first answer."""
    _ = visit.words.gettext
    if MOMENT_PARAMETER in st.query_params:
        _kept(visit, pages, st.query_params[MOMENT_PARAMETER])
        return
    st.title(_("Your result"), anchor=False)
    if not visit.answers:
        st.markdown(_("There are no answers yet in this browser."))
        primary_link(visit, pages.reflection, _("Begin your reflection"))
        return
    reflection = reflect(visit.profile, visit.answers, works_with=visit.works_with)
    suggestions = suggest(visit.profile, reflection)
    shown = Shown(visit.profile, reflection, suggestions, visit.draft.get("confidence"), today())
    take_part.announce(visit)
    _core(visit, pages, shown)
    _practice(visit, pages, shown)
    take_part.decide(visit, pages)
    _take_along(visit, shown)
    _keep(visit, pages)
    st.markdown("\n\n".join(sentences.what_this_is(visit.profile, visit.language)))
    erase_button(visit, pages)


def _kept(visit: Visit, pages: Pages, id: str) -> None:
    """A reflection from the vault, with the words it was asked in."""
    _ = visit.words.gettext
    vault = opened(visit)
    found = [moment for moment in moments(visit, vault.contents) if moment.id == id] if vault else []
    if vault is None or not found:
        st.title(_("Your result"), anchor=False)
        st.markdown(_("This reflection is in your vault. Open your vault to see it."))
        primary_link(visit, pages.vault, _("Your vault"))
        return
    moment = found[0]
    st.title(_("Reflection of {day}").format(day=visit.day(moment.made_on)), anchor=False)
    current = moment.profile is visit.profile
    if not current:
        st.info(
            _(
                "This reflection was made with version {version} of the attitude profile. You see "
                "the statements "
                "as they were then. Topics belong to the profile of today, so there are none here."
            ).format(version=literal(moment.profile.version))
        )
    entry = next(entry for entry in vault.contents["reflections"] if entry["id"] == id)
    suggestions = suggest(moment.profile, moment.reflection) if current else ()
    shown = Shown(moment.profile, moment.reflection, suggestions, entry["confidence"], moment.made_on)
    _core(visit, pages, shown)
    if any(moment.reflection.dimensions[d.id].answered for d in moment.profile.part("practice")):
        _practice(visit, pages, shown)
    _take_along(visit, shown)
    st.markdown("\n\n".join(sentences.what_this_is(visit.profile, visit.language)))
    primary_link(visit, pages.vault, _("To your vault"))
    if remove_button(visit, vault, "reflections", id):
        st.switch_page(pages.vault, query_params=visit.parameters)


def _core(visit: Visit, pages: Pages, shown: Shown) -> None:
    _ = visit.words.gettext
    _outcome(visit, shown)
    _once_more(visit, pages, shown)
    if any(shown.reflection.dimensions[d.id].score is not None for d in shown.profile.part("attitude")):
        st.markdown(_words(visit, shown, sentences.chart_line(shown.profile, visit.language)))
    _scores(visit, shown, "attitude")
    with st.expander(_("How do I read this?")):
        notes = sentences.reading_notes(shown.profile, visit.language)
        st.markdown("\n\n".join(_words(visit, shown, note) for note in notes))
    if shown.profile is visit.profile:
        _topics(visit, pages, shown)
    st.header(_("Your own answers"), anchor=False)
    _answers(visit, shown, "attitude")


def _outcome(visit: Visit, shown: Shown) -> None:
    profile, reflection = shown.profile, shown.reflection
    with st.container(key="outcome"):
        st.markdown(_words(visit, shown, sentences.outcome(profile, reflection, visit.language)))
    for sentence in (
        sentences.certainty(profile, reflection, visit.language),
        sentences.confidence_line(profile, shown.confidence, visit.language),
    ):
        if sentence:
            st.markdown(_words(visit, shown, sentence))
    if remark := sentences.same_answer_remark(profile, reflection, visit.language):
        st.info(_words(visit, shown, remark))


def _once_more(visit: Visit, pages: Pages, shown: Shown) -> None:
    """The way back to the statements, where there is a reason to read them again and they can be changed."""
    _ = visit.words.gettext
    attitude = shown.profile.part("attitude")
    scored = any(shown.reflection.dimensions[dimension.id].score is not None for dimension in attitude)
    if MOMENT_PARAMETER in st.query_params or (scored and not shown.reflection.same_answer):
        return
    st.page_link(
        pages.reflection,
        label=_("Back to the statements"),
        query_params={**visit.parameters, "stap": attitude[0].id},
    )


def _words(visit: Visit, shown: Shown, text: str) -> str:
    """What an opened file brings along is shown as it is written, and loads nothing."""
    return text if shown.profile is visit.profile else literal(text)


def _scores(visit: Visit, shown: Shown, part: Part) -> None:
    """The chart, and the same facts in sentences and in a table."""
    _ = visit.words.gettext
    profile, reflection = shown.profile, shown.reflection
    table = charts.dimension_table(profile, reflection, visit.language, part)
    with st.container(key=f"chart-{part}"):
        st.vega_lite_chart(table, charts.dimension_spec(profile, visit.language, part))
    with st.expander(_("The same in words and in a table")):
        lines = (
            sentences.dimension_line(profile, reflection, dimension.id, visit.language)
            for dimension in profile.part(part)
        )
        st.markdown("\n".join(f"- {_words(visit, shown, line)}" for line in lines))
        readable = charts.readable_table(profile, reflection, visit.language, part)
        st.table(readable.rename(index=lambda name: _words(visit, shown, name)))


def _topics(visit: Visit, pages: Pages, shown: Shown) -> None:
    _ = visit.words.gettext
    st.header(_("Topics for intervision"), anchor=False)
    st.markdown(sentences.topics_line(shown.profile, shown.reflection, shown.suggestions, visit.language))
    planning = opened(visit) is not None
    for suggestion in shown.suggestions:
        topic = suggestion.topic
        with st.container(border=True, key=f"topic-{topic.id}"):
            st.subheader(visit.text(topic.title), anchor=False)
            reasons = "\n".join(f"- {_own_answer(visit, shown, item)}" for item in suggestion.items)
            st.markdown("\n\n".join((visit.text(topic.stake), _("Because of these answers:"), reasons)))
            with st.expander(_("Questions to take along")):
                for phase, prompts in topic.prompts.items():
                    name = visit.text(visit.profile.intervision.phases[phase].name)
                    questions = "\n".join(f"- {visit.text(prompt)}" for prompt in prompts)
                    st.markdown(f"**{name}**\n\n{questions}")
            about = {**visit.parameters, TOPIC_PARAMETER: topic.id}
            st.page_link(pages.prepare, label=_("Prepare a case for this"), query_params=about)
            if planning:
                st.page_link(pages.plan, label=_("Make a plan for this"), query_params=about)
    if not shown.suggestions:
        st.page_link(pages.prepare, label=_("Prepare a case"), query_params=visit.parameters)


def _own_answer(visit: Visit, shown: Shown, item: str) -> str:
    """A statement as it was read, with the answer it got."""
    text = visit.text(shown.profile.items[item].wording(shown.reflection.works_with))
    answer = sentences.answer_words(shown.profile, shown.reflection, item, visit.language)
    counts = sentences.counts_as(shown.profile.items[item], visit.language)
    return f"{_words(visit, shown, text)} – **{_words(visit, shown, answer)}**{counts}"


def _answers(visit: Visit, shown: Shown, part: Part) -> None:
    for dimension in shown.profile.part(part):
        with st.expander(_words(visit, shown, visit.text(dimension.name))):
            st.markdown(_by_aspect(visit, shown, dimension))


def _by_aspect(visit: Visit, shown: Shown, dimension: Dimension) -> str:
    parts = []
    for aspect in dimension.aspects.values():
        items = [item for item in dimension.items.values() if item.aspect == aspect.id]
        answers = "\n".join(f"- {_own_answer(visit, shown, item.id)}" for item in items)
        parts.append(f"**{_words(visit, shown, visit.text(aspect.name))}**\n\n{answers}")
    return "\n\n".join(parts)


def _practice(visit: Visit, pages: Pages, shown: Shown) -> None:
    """The practice part: its result where it was done, else where to find it."""
    _ = visit.words.gettext
    practice = shown.profile.part("practice")
    if not practice:
        return
    st.header(_("Practice"), anchor=False)
    if any(shown.reflection.dimensions[dimension.id].answered for dimension in practice):
        st.markdown(_("These stand apart: they are not compared with the sides of your attitude."))
        _scores(visit, shown, "practice")
        _answers(visit, shown, "practice")
    else:
        names = visit.listed([visit.text(dimension.name).lower() for dimension in practice])
        st.markdown(_("There is a second part, about {names}. You can still do it.").format(names=names))
        st.page_link(
            pages.reflection,
            label=_("To the second part"),
            query_params={**visit.parameters, "stap": practice[0].id},
        )


def _take_along(visit: Visit, shown: Shown) -> None:
    _ = visit.words.gettext
    st.header(_("Take it along"), anchor=False)
    st.markdown(
        _("The PDF holds your result, the topics and room to write down a case. Nobody else gets it.")
    )
    document: Callable[[], bytes] = partial(
        reflection_pdf,
        shown.profile,
        shown.reflection,
        shown.suggestions,
        language=visit.language,
        made_on=shown.made_on,
        confidence=shown.confidence,
    )
    st.download_button(
        _("Download as PDF"),
        document,
        _("reflection") + f"-{shown.made_on.isoformat()}.pdf",
        "application/pdf",
        key="pdf",
        type="primary",
        on_click="ignore",
    )


def _keep(visit: Visit, pages: Pages) -> None:
    """Only after a result: the offer to keep it."""
    _ = visit.words.gettext
    st.header(_("Keep it for later"), anchor=False)
    if keep.is_kept(visit):
        st.markdown(_("This reflection is in your vault."))
        st.page_link(pages.vault, label=_("To your vault"), query_params=visit.parameters)
        return
    st.markdown(
        _(
            "You can keep this result, so that you see later what changed. Or take it along as a file. Doing "
            "neither is fine too: then it is gone in 14 days."
        )
    )
    st.page_link(pages.keep, label=_("Keep this reflection"), query_params=visit.parameters)
