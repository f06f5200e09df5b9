"""The result: what stands out and how sure that is, the topics, the own answers, and what to take along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from app_pages.frame import Pages, erase_button
from app_pages.visit import Visit
from content import Dimension, Part
from report import charts, sentences
from report.document import reflection_pdf
from report.export import reflection_json
from scoring import Reflection, Suggestion, reflect, suggest


def show(visit: Visit, pages: Pages) -> None:
    """The whole result page, or the way to a first answer."""
    _ = visit.words.gettext
    st.title(_("Your result"), anchor=False)
    if not visit.answers:
        st.markdown(_("There are no answers yet in this browser."))
        _link(visit, pages, _("Begin your reflection"))
        return
    reflection = reflect(visit.profile, visit.answers, works_with=visit.works_with)
    suggestions = suggest(visit.profile, reflection)
    _outcome(visit, reflection)
    _scores(visit, reflection, "attitude")
    with st.expander(_("How do I read this?")):
        st.markdown("\n\n".join(sentences.reading_notes(visit.profile, visit.language)))
    _topics(visit, reflection, suggestions)
    _answers(visit, reflection, "attitude")
    _practice(visit, pages, reflection)
    _take_along(visit, reflection, suggestions)
    st.markdown("\n\n".join(sentences.what_this_is(visit.language)))
    erase_button(visit, pages)


def _link(visit: Visit, pages: Pages, label: str, step: str | None = None) -> None:
    parameters = {**visit.parameters, **({"stap": step} if step else {})}
    with st.container(key="primary-link"):
        st.page_link(pages.reflection, label=label, query_params=parameters)


def _outcome(visit: Visit, reflection: Reflection) -> None:
    with st.container(key="outcome"):
        st.markdown(sentences.outcome(visit.profile, reflection, visit.language))
    for sentence in (
        sentences.certainty(visit.profile, reflection, visit.language),
        sentences.confidence_line(visit.profile, visit.draft.get("confidence"), visit.language),
    ):
        if sentence:
            st.markdown(sentence)
    if remark := sentences.same_answer_remark(visit.profile, reflection, visit.language):
        st.info(remark)


def _scores(visit: Visit, reflection: Reflection, part: Part) -> None:
    """The chart, and the same facts in sentences and in a table."""
    _ = visit.words.gettext
    table = charts.dimension_table(visit.profile, reflection, visit.language, part)
    with st.container(key=f"chart-{part}"):
        st.vega_lite_chart(table, charts.dimension_spec(visit.profile, visit.language, part))
    with st.expander(_("The same in words and in a table")):
        lines = (
            sentences.dimension_line(visit.profile, reflection, dimension.id, visit.language)
            for dimension in visit.profile.part(part)
        )
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.table(charts.readable_table(visit.profile, reflection, visit.language, part))


def _topics(visit: Visit, reflection: Reflection, suggestions: tuple[Suggestion, ...]) -> None:
    _ = visit.words.gettext
    st.header(_("Topics for intervision"), anchor=False)
    st.markdown(sentences.topics_line(visit.profile, reflection, suggestions, visit.language))
    for suggestion in suggestions:
        topic = suggestion.topic
        with st.container(border=True, key=f"topic-{topic.id}"):
            st.subheader(visit.text(topic.title), anchor=False)
            reasons = "\n".join(f"- {_own_answer(visit, reflection, item)}" for item in suggestion.items)
            st.markdown("\n\n".join((visit.text(topic.stake), _("Because of these answers:"), reasons)))
            with st.expander(_("Questions to take along")):
                for phase, prompts in topic.prompts.items():
                    name = visit.text(visit.profile.intervision.phases[phase].name)
                    questions = "\n".join(f"- {visit.text(prompt)}" for prompt in prompts)
                    st.markdown(f"**{name}**\n\n{questions}")


def _own_answer(visit: Visit, reflection: Reflection, item: str) -> str:
    """A statement as it was read, with the answer it got."""
    text = visit.text(visit.profile.items[item].wording(visit.works_with))
    return f"{text} – **{sentences.answer_words(visit.profile, reflection, item, visit.language)}**"


def _answers(visit: Visit, reflection: Reflection, part: Part) -> None:
    _ = visit.words.gettext
    st.header(_("Your own answers"), anchor=False)
    for dimension in visit.profile.part(part):
        with st.expander(visit.text(dimension.name)):
            st.markdown(_by_aspect(visit, reflection, dimension))


def _by_aspect(visit: Visit, reflection: Reflection, dimension: Dimension) -> str:
    _ = visit.words.gettext
    parts = []
    for aspect in dimension.aspects.values():
        items = [item for item in dimension.items.values() if item.aspect == aspect.id]
        turned = _("(counts the other way round)")
        answers = "\n".join(
            f"- {_own_answer(visit, reflection, item.id)} {turned if item.opposite else ''}" for item in items
        )
        parts.append(f"**{visit.text(aspect.name)}**\n\n{answers}")
    return "\n\n".join(parts)


def _practice(visit: Visit, pages: Pages, reflection: Reflection) -> None:
    """The practice part: its result where it was done, else where to find it."""
    _ = visit.words.gettext
    practice = visit.profile.part("practice")
    if not practice:
        return
    st.header(_("Practice"), anchor=False)
    if any(reflection.dimensions[dimension.id].answered for dimension in practice):
        st.markdown(_("These stand apart: they are not compared with the sides of your attitude."))
        _scores(visit, reflection, "practice")
        for dimension in practice:
            with st.expander(visit.text(dimension.name)):
                st.markdown(_by_aspect(visit, reflection, dimension))
    else:
        names = visit.listed([visit.text(dimension.name).lower() for dimension in practice])
        st.markdown(_("There is a second part, about {names}. You can still do it.").format(names=names))
        st.page_link(
            pages.reflection,
            label=_("To the second part"),
            query_params={**visit.parameters, "stap": practice[0].id},
        )


def _take_along(visit: Visit, reflection: Reflection, suggestions: tuple[Suggestion, ...]) -> None:
    _ = visit.words.gettext
    st.header(_("Take it along"), anchor=False)
    st.markdown(
        _("The PDF holds your result, the topics and room to write down a case. Nobody else gets it.")
    )
    made_on = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    confidence = visit.draft.get("confidence")
    document: Callable[[], bytes] = partial(
        reflection_pdf,
        visit.profile,
        reflection,
        suggestions,
        language=visit.language,
        made_on=made_on,
        confidence=confidence,
    )
    data: Callable[[], str] = partial(
        reflection_json, visit.profile, reflection, made_on=made_on, confidence=confidence
    )
    name = _("reflection") + f"-{made_on.isoformat()}"
    with st.container(horizontal=True, key="downloads"):
        st.download_button(
            _("Download as PDF"),
            document,
            f"{name}.pdf",
            "application/pdf",
            key="pdf",
            type="primary",
            on_click="ignore",
        )
        st.download_button(
            _("Download as data (JSON)"),
            data,
            f"{name}.json",
            "application/json",
            key="json",
            on_click="ignore",
        )
