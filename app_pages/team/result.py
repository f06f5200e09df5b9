"""What a closed round published: in sentences, charts and tables, with an agenda, and to take along."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.team.beside import show_beside
from app_pages.team.parts import show_example_note, show_statements
from app_pages.team.present import present
from app_pages.team.session import ClosedRound, OpenTeam, closed_rounds, team_of_result
from app_pages.team.talk import show_agreed, talk_button, talk_label
from app_pages.ui.downloads import download_button
from app_pages.ui.links import PRESENT_PARAMETER, ROUND_PARAMETER, TOPIC_PARAMETER, Pages, primary_link
from app_pages.ui.text import literal
from app_pages.ui.topics import show_prompts
from report import team_charts
from report import team_sentences as words
from report.look import readable
from report.sentences import capital
from report.team_document import team_pdf
from report.team_export import team_csv, team_json
from report.team_items import by_mark, statements
from report.team_notes import team_notes
from report.team_picture import team_picture
from scoring.agenda import Proposal, agenda

SHOWN_ROUNDS: Final = 3
"""Rounds that fit side by side on a phone."""


def show(context: PageContext, pages: Pages) -> None:
    """The round that the address names, else the last one."""
    _ = context.words.gettext
    wanted = st.query_params.get(ROUND_PARAMETER)
    team = team_of_result(context, wanted)
    found = closed_rounds(context, team) if team is not None else []
    if team is None or not found:
        st.title(_("Result of the team"), anchor="team-result")
        st.markdown(_("There is nothing to show here yet: open your team and close a round first."))
        primary_link(context, pages.team, _("Open your team"))
        return
    index = next((index for index, one in enumerate(found) if one.id == wanted), len(found) - 1)
    until_then = found[: index + 1]
    if PRESENT_PARAMETER in st.query_params:
        present(context, pages, team, until_then, _proposals(context, until_then[-1]))
        return
    _result(context, pages, team, found, until_then)
    primary_link(context, pages.take_part if team.invited else pages.team, _("Open your team"))


def _result(
    context: PageContext, pages: Pages, team: OpenTeam, closed: list[ClosedRound], rounds: list[ClosedRound]
) -> None:
    """The last of `rounds`, which are those of `closed` up to the one that is shown."""
    _ = context.words.gettext
    now, name, language = rounds[-1], team.contents["name"], context.language
    profile, snapshot = now.profile, now.snapshot
    st.title(
        _("{team}, round of {day}").format(team=literal(name), day=context.day(now.closed_on)),
        anchor=f"round-{now.id}",
    )
    show_example_note(context, team)
    with st.container(key="outcome"):
        st.markdown(words.team_outcome(profile, snapshot, language))
    if len(rounds) == len(closed):
        show_agreed(context, pages, team)
    else:
        show_agreed(context, pages, team, rounds[-2].closed_on if rounds[1:] else None, now.closed_on)
    about = [words.took_part(snapshot, language), words.no_norm(language), words.not_for_appraisal(language)]
    if len(rounds) > 1:
        st.markdown(words.team_changes_line(profile, rounds[-2].snapshot, snapshot, language))
    st.markdown(" ".join(about))
    _sides(context, now)
    proposals = _proposals(context, now)
    _agenda(context, pages, team, now, proposals)
    st.header(_("The statements"), anchor=False)
    for mark, found in by_mark(statements(profile, snapshot, language, profile.part("attitude"))):
        count = f"{capital(found[0].word)} ({len(found)})"
        with st.expander(count, key=f"statements-{mark}"):
            show_statements(found)
    if any(snapshot.items[item].label for side in profile.part("practice") for item in side.items):
        with st.expander(_("Practice: what you do"), key="statements-practice"):
            for side in profile.part("practice"):
                st.markdown(f"**{context.text(side.name)}**")
                show_statements(statements(profile, snapshot, language, [side]))
    if len(closed) > 1:
        _over_time(context, pages, closed, rounds)
    if team.keys is not None:
        show_beside(context, team, now)
    with st.expander(_("How do I read this?")):
        st.markdown("\n\n".join(team_notes(profile, snapshot, language)))
    _take_along(context, pages, team, rounds, proposals)


def _proposals(context: PageContext, now: ClosedRound) -> tuple[Proposal, ...]:
    """The topics of a round; none where it was asked from an earlier profile."""
    return agenda(now.profile, now.snapshot) if now.profile is context.profile else ()


def _sides(context: PageContext, now: ClosedRound) -> None:
    """The sides with chance around them."""
    _ = context.words.gettext
    profile, snapshot, language = now.profile, now.snapshot, context.language
    st.markdown(words.team_chart_line(language))
    with st.container(key="team-attitude"):
        st.vega_lite_chart(
            team_charts.team_table(profile, snapshot, language),
            team_charts.team_spec(profile, language),
        )
    with st.expander(_("The same in a table")):
        st.table(team_charts.readable_team_table(profile, snapshot, language))


def _agenda(
    context: PageContext, pages: Pages, team: OpenTeam, now: ClosedRound, proposals: tuple[Proposal, ...]
) -> None:
    """The topics that follow from the snapshot, each with its reason."""
    _ = context.words.gettext
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(_("For your next peer consultation (intervision)"), anchor=False, width="content")
        how = _("How an intervision meeting goes")
        st.page_link(pages.model, label=how, query_params=context.parameters)
    if now.profile is not context.profile:
        st.markdown(
            _(
                "This round used an earlier version of the statements. Topics belong to today’s version, so"
                " there are none here."
            )
        )
        return
    if not proposals:
        st.markdown(words.agenda_line(proposals, context.language))
    talk = talk_label(context, team) if proposals else None
    for proposal in proposals:
        topic = now.profile.topics[proposal.topic]
        with st.container(border=True, key=f"topic-{topic.id}"):
            st.subheader(context.text(topic.title), anchor=False)
            st.markdown(words.proposal_reason(now.profile, now.snapshot, proposal, context.language))
            with st.expander(_("These answers, and questions for the meeting")):
                items = words.proposal_items(now.profile, now.snapshot, proposal, context.language)
                st.markdown("\n".join(f"- {item}" for item in items))
                st.markdown(context.text(topic.stake))
                show_prompts(context, topic, _("Questions for the meeting"))
            about = {**context.parameters, TOPIC_PARAMETER: topic.id}
            with st.container(horizontal=True, vertical_alignment="center"):
                if talk is not None:
                    talk_button(context, pages, team, talk, topic.id, key=f"talk-{topic.id}")
                st.page_link(pages.prepare, label=_("Prepare a case for this"), query_params=about)


def _over_time(
    context: PageContext, pages: Pages, closed: list[ClosedRound], rounds: list[ClosedRound]
) -> None:
    """The last rounds up to this one, side by side, and links to the results of the others."""
    _ = context.words.gettext
    has_earlier = len(rounds) > 1
    st.header(_("Rounds over time") if has_earlier else _("Other rounds"), anchor=False)
    if has_earlier:
        dated = [(one.closed_on, one.snapshot) for one in rounds]
        heads, rows = team_charts.rounds_rows(rounds[-1].profile, dated, context.language, SHOWN_ROUNDS)
        with st.container(key="over-time"):
            st.table(readable([tuple(row) for row in rows], heads))
    with st.container(horizontal=True, key="other-rounds"):
        for other in reversed(closed):
            if other.id != rounds[-1].id:
                st.page_link(
                    pages.team_result,
                    label=_("Result of {day}").format(day=context.day(other.closed_on)),
                    query_params={**context.parameters, ROUND_PARAMETER: other.id},
                )


def _take_along(
    context: PageContext,
    pages: Pages,
    team: OpenTeam,
    rounds: list[ClosedRound],
    proposals: tuple[Proposal, ...],
) -> None:
    _ = context.words.gettext
    now, language = rounds[-1], context.language
    st.header(_("Take it with you"), anchor=False)
    options: dict[str, Any] = {
        "language": language,
        "closed_on": now.closed_on,
        "team_name": team.contents["name"],
        "demonstration": team.is_example,
    }
    earlier = [(one.closed_on, one.snapshot) for one in rounds[:-1]]
    pdf = partial(team_pdf, now.profile, now.snapshot, proposals, earlier=earlier, **options)
    drawn = partial(team_picture, now.profile, now.snapshot, proposals, earlier=earlier, **options)
    table = partial(team_csv, now.profile, now.snapshot, **options)
    data = partial(team_json, now.profile, now.snapshot, **options)
    file = _("team") + f"-{now.closed_on.isoformat()}"
    about = {**context.parameters, ROUND_PARAMETER: now.id, PRESENT_PARAMETER: "ja"}
    with st.container(horizontal=True, vertical_alignment="center", key="take-along"):
        st.page_link(pages.team_result, label=_("Show it on a large screen"), query_params=about)
        download_button(_("Report (PDF)"), pdf, f"{file}.pdf", key="pdf")
        for kind, label in (("png", _("Picture for slides (PNG)")), ("svg", _("Picture for slides (SVG)"))):
            download_button(label, partial(drawn, file_format=kind), f"{file}.{kind}", key=kind)
        download_button(_("Table (CSV)"), table, f"{file}.csv", key="csv")
        download_button(_("Data (JSON)"), data, f"{file}.json", key="json")
