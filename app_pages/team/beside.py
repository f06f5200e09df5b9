"""Other teams of one lead beside the open one: what each has published, and nothing worked out from it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.context import PageContext
from app_pages.team.session import ClosedRound, OpenTeam, closed_rounds
from app_pages.ui.code_entry import code_form, find_by_code
from app_pages.ui.text import literal
from report.look import readable
from report.team_charts import mean_label


def show_beside(context: PageContext, team: OpenTeam, now: ClosedRound) -> None:
    """A field for the code of another team, and the teams side by side."""
    _ = context.words.gettext
    with st.expander(_("Your other teams"), key="beside"):
        typed = code_form(
            context, _("Code of another team of yours"), _("Put it beside this one"), form="beside"
        )
        if typed is not None and (found := find_by_code(context, typed, _("Nothing opens with this code."))):
            contents = found[1]
            if contents["format"] != "basishouding-team":
                st.info(_("This is not the code of a team."))
            elif contents["name"] != team.contents["name"]:
                team.beside = [one for one in team.beside if one["name"] != contents["name"]] + [contents]
        columns = [(team.contents["name"], now)]
        for other in team.beside:
            published = closed_rounds(context, OpenTeam(None, other, invited=True))
            if published:
                columns.append((other["name"], published[-1]))
            else:
                st.markdown(_("{team} has no figures yet.").format(team=literal(other["name"])))
        if len(columns) > 1:
            _table(context, columns)


def _table(context: PageContext, columns: Sequence[tuple[str, ClosedRound]]) -> None:
    """The last round of each: a row per side, with chance."""
    _ = context.words.gettext
    profile = columns[0][1].profile
    heads = [_("Area"), *(f"{name}, {context.day(one.closed_on)}" for name, one in columns)]
    rows = []
    for side in profile.part("attitude"):
        cells = []
        for _name, one in columns:
            dimension = one.snapshot.dimensions.get(side.id)
            mean = None if dimension is None else dimension.mean
            cells.append(mean_label(mean, one.snapshot, context.language))
        rows.append((context.text(side.name), *cells))
    st.table(readable(rows, heads))
    st.caption(_("This is no ranking. Teams differ in people and in work, and chance differs too."))
