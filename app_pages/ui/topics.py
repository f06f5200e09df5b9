"""Topics for intervision on a page: to choose one, and the questions that go with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.links import TOPIC_PARAMETER
from content import Topic


def choose_topic(context: PageContext, first: Sequence[Topic] = ()) -> Topic | None:
    """The topic that the address names, another one, or none; those of `first` stand above the others."""
    _ = context.words.gettext
    topics = {topic.id: topic for topic in (*first, *context.profile.topics.values())}
    wanted, choices = st.query_params.get(TOPIC_PARAMETER, ""), ["", *topics]
    chosen = st.selectbox(
        _("What is it about?"),
        choices,
        index=choices.index(wanted) if wanted in topics else int(bool(first)),
        format_func=lambda topic_id: (
            context.text(topics[topic_id].title) if topic_id else _("something else")
        ),
        key="topic",
    )
    return topics.get(chosen or "")


def show_prompts(context: PageContext, topic: Topic, label: str) -> None:
    """The questions of a topic, a phase at a time, folded away under `label`."""
    with st.expander(label):
        for phase, prompts in topic.prompts.items():
            name = context.text(context.profile.intervision.phases[phase].name)
            questions = "\n".join(f"- {context.text(prompt)}" for prompt in prompts)
            st.markdown(f"**{name}**\n\n{questions}")
