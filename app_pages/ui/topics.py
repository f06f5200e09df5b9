"""Topics for intervision on a page: to choose one, what one could do, and the questions that go with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import PLACE_PARAMETER, TOPIC_PARAMETER, Pages
from content import Text, Topic


def choose_topic(context: PageContext, first: Sequence[Topic] = ()) -> Topic | None:
    """The topic that the address names, another one, or none; those of `first` stand above the others."""
    _ = context.words.gettext
    topics = {topic.id: topic for topic in (*first, *context.profile.topics.values())}
    wanted, choices = st.query_params.get(TOPIC_PARAMETER, ""), ["", *topics]
    chosen = st.selectbox(
        _("What is it about?"),
        choices,
        index=choices.index(wanted) if wanted in topics else int(bool(first)),
        format_func=lambda topic_id: context.text(topics[topic_id].title) if topic_id else _("other"),
        key="topic",
    )
    return topics.get(chosen or "")


def aspect_place(aspect: str) -> str:
    """The key of an aspect's part on the page of the profile."""
    return f"aspect-{aspect.replace('.', '-')}"


def show_advice(
    context: PageContext, pages: Pages, topic: Topic, aspects: Sequence[str], *, short: bool = False
) -> None:
    """What the profile asks, what one could say, whom to learn it from, and where this stands in the profile.

    Args:
        aspects: those of the topic that matter here.
        short: with the first aspect and the first example only.
    """
    _ = context.words.gettext
    found = [context.profile.aspects[aspect] for aspect in (aspects[:1] if short else aspects)]
    texts = [f"**{context.text(aspect.name)}.** {context.text(aspect.text)}" for aspect in found]
    st.markdown("\n\n".join((*texts, advice(context, topic, topic.examples[: 1 if short else None]))))
    st.page_link(
        pages.attitude,
        label=_("In the profile"),
        query_params={**context.parameters, PLACE_PARAMETER: aspect_place(found[0].id)},
    )


def advice(context: PageContext, topic: Topic, examples: Sequence[Text]) -> str:
    """What one could say, and whom to learn it from, as far as the profile says so."""
    _ = context.words.gettext
    parts = []
    if examples:
        parts += [_("You could say:"), "\n".join(f"- ‘{context.text(text)}’" for text in examples)]
    if topic.learn:
        parts.append(context.text(topic.learn))
    return "\n\n".join(parts)


def show_prompts(context: PageContext, topic: Topic, label: str) -> None:
    """The questions of a topic, folded away under `label`."""
    with st.expander(label):
        st.markdown(prompts(context, topic))


def prompts(context: PageContext, topic: Topic) -> str:
    """The questions of a topic, a phase at a time."""
    parts = []
    for phase, questions in topic.prompts.items():
        name = context.text(context.profile.intervision.phases[phase].name)
        parts.append(f"**{name}**\n\n" + "\n".join(f"- {context.text(question)}" for question in questions))
    return "\n\n".join(parts)
