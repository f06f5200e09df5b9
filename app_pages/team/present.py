"""A team's result for the wall: one thing a screen, in letters for the back of the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.team.parts import statement_html
from app_pages.team.session import ClosedRound, OpenTeam
from app_pages.ui.links import ROUND_PARAMETER, Pages
from report import team_sentences as words
from report.sentences import capital
from report.team_items import Statement, by_mark, statements
from report.team_sentences import chance_band
from scoring.agenda import Proposal

PER_SCREEN: Final = 5
"""Statements that fit on a screen in large letters."""


def present(
    context: PageContext,
    pages: Pages,
    team: OpenTeam,
    rounds: Sequence[ClosedRound],
    proposals: Sequence[Proposal],
) -> None:
    """The screens side by side; basishouding.js turns an arrow key into a step, Escape into the way back."""
    _ = context.words.gettext
    st.title(_("The result, one screen at a time"), anchor=f"slides-{rounds[-1].id}")
    screens = [*slides(context, team, rounds, proposals)]
    shown = "".join(
        f"<section><div>{screen}</div><p>{number} / {len(screens)}</p></section>"
        for number, screen in enumerate(screens, start=1)
    )
    label = escape(_("The result, one screen at a time"), quote=True)
    st.html(f'<div class="slides" tabindex="0" role="region" aria-label="{label}">{shown}</div>')
    with st.container(key="leave-slides"):
        about = {**context.parameters, ROUND_PARAMETER: rounds[-1].id}
        st.page_link(pages.team_result, label=_("Back to the result"), query_params=about)


def slides(
    context: PageContext, team: OpenTeam, rounds: Sequence[ClosedRound], proposals: Sequence[Proposal]
) -> Iterator[str]:
    """The screens as HTML, made of the snapshot only."""
    _ = context.words.gettext
    now, language = rounds[-1], context.language
    profile, snapshot = now.profile, now.snapshot

    def screen(title: str, *lines: str) -> str:
        return f"<h2>{escape(title)}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines)

    title = _("{team}, round of {day}").format(team=team.contents["name"], day=context.day(now.closed_on))
    example = [_("Demonstration: invented figures")] if team.is_example else []
    yield screen(
        title,
        *example,
        words.took_part(snapshot, language),
        words.no_norm(language),
        words.not_for_appraisal(language),
    )
    yield screen(_("What stands out"), words.team_outcome(profile, snapshot, language))
    if len(rounds) > 1:
        yield screen(
            _("Compared with earlier rounds"),
            words.team_changes_line(profile, rounds[-2].snapshot, snapshot, language),
        )
    yield screen(_("The areas")) + _sides(now, language)
    for _mark, group in by_mark(statements(profile, snapshot, language, profile.part("attitude"))):
        for first in range(0, len(group), PER_SCREEN):
            yield _statements(group[first : first + PER_SCREEN])
    for proposal in proposals:
        yield screen(
            profile.topics[proposal.topic].title[language],
            words.proposal_reason(profile, snapshot, proposal, language),
            *words.proposal_items(profile, snapshot, proposal, language),
        )


def _statements(group: Sequence[Statement]) -> str:
    rows = "".join(map(statement_html, group))
    return f'<h2>{escape(capital(group[0].word))}</h2><ul class="statements">{rows}</ul>'


def _sides(now: ClosedRound, language: str) -> str:
    """A line from 0 to 100 for each side: how far chance reaches, and the mean."""
    rows = []
    for side in now.profile.part("attitude"):
        mean = now.snapshot.dimensions[side.id].mean
        bar = ""
        if mean is not None:
            low, high = chance_band(mean, now.snapshot)
            bar = f'<i style="left:{low}%;width:{high - low}%"></i><b style="left:{mean}%"></b>'
        line = words.mean_line(now.profile, now.snapshot, side.id, language)
        rows.append(f'<p>{escape(line)}</p><div class="line" aria-hidden="true">{bar}</div>')
    return "".join(rows)
