"""What the team's pages share."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app_pages.context import PageContext
from app_pages.team.session import OpenTeam
from content import round_words
from report.team_items import Statement


def show_example_note(context: PageContext, team: OpenTeam) -> None:
    """On every page of the demonstration: that it is one."""
    _ = context.words.gettext
    if team.is_example:
        st.warning(_("This is an example. The team does not exist, and its figures are invented."))


def show_round_words(public_key: bytes) -> None:
    """The four words of a round, Dutch in every language: people compare them."""
    with st.container(key="round-words"):
        st.markdown(" · ".join(round_words(public_key)))


def show_statements(found: Sequence[Statement]) -> None:
    """Statements of a team: a mark, the sentence, a bar with what is certain only, and the words."""
    st.html(f'<ul class="statements">{"".join(map(statement_html, found))}</ul>')


def statement_html(one: Statement) -> str:
    """One line of `show_statements`."""
    cells = "".join(f'<i class="{cell}"></i>' for cell in one.cells)
    bar = f'<span class="cells" aria-hidden="true">{cells}</span>' if cells else ""
    shares = f"<small>{escape(one.shares)}</small>" if one.shares else ""
    return (
        f'<li><b class="mark {one.mark or "none"}">{escape(one.word)}</b>'
        f"<span>{escape(one.text)}</span>{bar}{shares}</li>"
    )
