"""What a closed round published: in sentences, charts and tables, with an agenda, and to take along."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from app_pages.context import PageContext
from app_pages.team.parts import show_example_note
from app_pages.team.session import ClosedRound, OpenTeam, closed_rounds, team_of_result
from app_pages.ui.downloads import download_button
from app_pages.ui.links import ROUND_PARAMETER, TOPIC_PARAMETER, Pages, primary_link
from app_pages.ui.text import literal
from app_pages.ui.topics import show_prompts
from content import Part
from report import team_charts, team_items
from report import team_sentences as words
from report.team_document import team_pdf
from report.team_export import team_csv, team_json
from report.team_notes import team_notes
from scoring.agenda import Proposal, agenda


def show(context: PageContext, pages: Pages) -> None:
    """The round that the address names, else the last one."""
    _ = context.words.gettext
    wanted = st.query_params.get(ROUND_PARAMETER)
    team = team_of_result(context, wanted)
    found = closed_rounds(context, team) if team is not None else []
    if team is None or not found:
        st.title(_("Result of the team"), anchor="team-result")
        st.markdown(_("There is nothing to show here: open your team, and close a round first."))
        primary_link(context, pages.team, _("To your team"))
        return
    index = next((index for index, one in enumerate(found) if one.id == wanted), len(found) - 1)
    until_then = found[: index + 1]
    _result(context, pages, team, until_then)
    _others(context, pages, found, index)
    primary_link(context, pages.take_part if team.invited else pages.team, _("To your team"))


def _result(context: PageContext, pages: Pages, team: OpenTeam, rounds: list[ClosedRound]) -> None:
    _ = context.words.gettext
    now, name, language = rounds[-1], team.contents["name"], context.language
    st.title(
        _("{team}, round of {day}").format(team=literal(name), day=context.day(now.closed_on)),
        anchor=f"round-{now.id}",
    )
    show_example_note(context, team)
    with st.container(key="outcome"):
        st.markdown(words.team_outcome(now.profile, now.snapshot, language))
    st.markdown("\n\n".join((words.took_part(now.snapshot, language), words.not_for_appraisal(language))))
    st.markdown(words.team_chart_line(now.profile, language))
    _sides(context, now, "attitude")
    with st.expander(_("How do I read this?")):
        st.markdown("\n\n".join(team_notes(now.profile, now.snapshot, language)))
    proposals = agenda(now.profile, now.snapshot) if now.profile is context.profile else ()
    _agenda(context, pages, now, proposals)
    st.header(_("The statements"), anchor=False)
    _statements(context, now, "attitude")
    if len(rounds) > 1:
        _over_time(context, rounds)
    practice = [item for side in now.profile.part("practice") for item in side.items]
    if any(now.snapshot.items[item].label for item in practice):
        st.header(_("Practice"), anchor=False)
        _statements(context, now, "practice")
    _take_along(context, team, rounds, proposals)


def _chart(table: pd.DataFrame, spec: dict[str, Any], key: str) -> None:
    with st.container(key=key):
        st.vega_lite_chart(table, spec)


def _sides(context: PageContext, now: ClosedRound, part: Part) -> None:
    """The sides with chance around them."""
    _ = context.words.gettext
    profile, snapshot, language = now.profile, now.snapshot, context.language
    _chart(
        team_charts.team_table(profile, snapshot, language, part),
        team_charts.team_spec(profile, language, part),
        f"team-{part}",
    )
    with st.expander(_("The same in words and in a table")):
        lines = [
            words.mean_line(profile, snapshot, dimension.id, language) for dimension in profile.part(part)
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.table(team_charts.readable_team_table(profile, snapshot, language, part))


def _agenda(context: PageContext, pages: Pages, now: ClosedRound, proposals: tuple[Proposal, ...]) -> None:
    """The topics that follow from the snapshot, each with its reason."""
    _ = context.words.gettext
    st.header(_("For your next intervision"), anchor=False)
    if now.profile is not context.profile:
        st.markdown(
            _(
                "This round was asked from an earlier version of the statements. Topics belong to"
                " today's, so there are none here."
            )
        )
        return
    st.markdown(words.agenda_line(proposals, context.language))
    for proposal in proposals:
        topic = now.profile.topics[proposal.topic]
        with st.container(border=True, key=f"topic-{topic.id}"):
            st.subheader(context.text(topic.title), anchor=False)
            st.markdown(context.text(topic.stake))
            st.markdown(words.proposal_reason(now.profile, now.snapshot, proposal, context.language))
            items = words.proposal_items(now.profile, now.snapshot, proposal, context.language)
            st.markdown("\n".join(f"- {item}" for item in items))
            show_prompts(context, topic, _("Questions for the meeting"))
            about = {**context.parameters, TOPIC_PARAMETER: topic.id}
            st.page_link(pages.prepare, label=_("Prepare a case for this"), query_params=about)
    st.page_link(pages.model, label=_("How an intervision meeting goes"), query_params=context.parameters)


def _statements(context: PageContext, now: ClosedRound, part: Part) -> None:
    """A tile for each; from 12 answers on bars too, those that the team is divided or agrees on first."""
    _ = context.words.gettext
    profile, snapshot, language = now.profile, now.snapshot, context.language
    st.markdown(words.labels_line(profile, snapshot, language, part))
    _chart(
        team_items.tile_table(profile, snapshot, language, part),
        team_items.tile_spec(profile, language, part),
        f"tiles-{part}",
    )
    with st.expander(_("The statements in a table")):
        st.table(team_items.readable_tile_table(profile, snapshot, language, part))
    bars = team_items.bar_table(profile, snapshot, language, part)
    st.markdown(words.spread_line(profile, snapshot, language, part))
    if bars.empty:
        return
    first = team_items.bar_table(profile, snapshot, language, part, marked=True)
    if not first.empty:
        _chart(first, team_items.bar_spec(profile, language, first), f"bars-{part}")
    about_all = _("All statements, with roughly how many people chose low or high")
    st.markdown(f"**{about_all}**")
    for dimension in profile.part(part):  # all of them at once are longer than a telephone can show
        of_one = team_items.bar_table(profile, snapshot, language, part, of=dimension.id)
        if not of_one.empty:
            with st.expander(context.text(dimension.name)):
                _chart(of_one, team_items.bar_spec(profile, language, of_one), f"all-bars-{dimension.id}")
                st.table(team_items.readable_bar_table(profile, snapshot, language, part, of=dimension.id))


def _over_time(context: PageContext, rounds: list[ClosedRound]) -> None:
    """All rounds up to this one, a chart a side; changes marked only where they exceed chance."""
    _ = context.words.gettext
    language, profile = context.language, rounds[-1].profile
    dated = [(one.closed_on, one.snapshot) for one in rounds]
    st.header(_("Rounds over time"), anchor=False)
    st.markdown(words.team_changes_line(profile, dated[-2][1], dated[-1][1], language))
    for dimension in profile.part("attitude"):
        with st.container(key=f"over-time-{dimension.id}"):
            st.markdown(words.team_change_line(profile, dated[-2][1], dated[-1][1], dimension.id, language))
            st.vega_lite_chart(
                team_charts.rounds_table(dated, dimension.id, language),
                team_charts.rounds_spec(profile, language, len(dated)),
            )
    with st.expander(_("The same in a table")):
        st.table(team_charts.readable_rounds_table(profile, dated, language, "attitude"))


def _take_along(
    context: PageContext, team: OpenTeam, rounds: list[ClosedRound], proposals: tuple[Proposal, ...]
) -> None:
    _ = context.words.gettext
    now, language = rounds[-1], context.language
    st.header(_("Take it along"), anchor=False)
    st.markdown(words.not_for_appraisal(language))
    options: dict[str, Any] = {
        "language": language,
        "closed_on": now.closed_on,
        "team_name": team.contents["name"],
        "demonstration": team.is_example,
    }
    earlier = [(one.closed_on, one.snapshot) for one in rounds[:-1]]
    pdf = partial(team_pdf, now.profile, now.snapshot, proposals, earlier=earlier, **options)
    table = partial(team_csv, now.profile, now.snapshot, **options)
    data = partial(team_json, now.profile, now.snapshot, **options)
    file = _("team") + f"-{now.closed_on.isoformat()}"
    with st.container(horizontal=True, key="take-along"):
        download_button(_("Report (PDF)"), pdf, f"{file}.pdf", key="pdf")
        download_button(_("Table (CSV)"), table, f"{file}.csv", key="csv")
        download_button(_("Data (JSON)"), data, f"{file}.json", key="json")


def _others(context: PageContext, pages: Pages, found: list[ClosedRound], index: int) -> None:
    _ = context.words.gettext
    if len(found) < 2:
        return
    st.header(_("Other rounds"), anchor=False)
    for other in reversed([one for number, one in enumerate(found) if number != index]):
        st.page_link(
            pages.team_result,
            label=_("Result of {day}").format(day=context.day(other.closed_on)),
            query_params={**context.parameters, ROUND_PARAMETER: other.id},
        )
