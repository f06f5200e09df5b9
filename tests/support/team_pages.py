"""A team at its pages, without a browser: its lead, its rounds, and who is invited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from types import SimpleNamespace
from typing import cast

from streamlit.testing.v1 import AppTest

from app_pages.context import PageContext
from app_pages.draft import INVITATION
from app_pages.team.session import OpenTeam, close_round, open_teams, running_round, start_round
from records import TeamOpenRound
from services import rounds, today, vaults
from storage import Team
from storage.teams import empty_team
from tests.test_pages import PROFILE, app

READER = cast(PageContext, SimpleNamespace(profile=PROFILE, language="nl"))
"""What functions that pages use ask of a context."""

LEAD = cast(PageContext, SimpleNamespace(client_id="l" * 43, new_client_id=lambda: "l" * 43, draft={}))
"""Whose browser it is."""


def a_team(contents: Team | None = None) -> OpenTeam:
    """A stored team, opened by its lead."""
    contents = contents or empty_team("Noord")
    _code, keys = vaults().create(contents)
    return OpenTeam(keys, contents)


def opened(team: OpenTeam, *, invited: int = 6, minimum: int = 5, one_link: bool = False) -> list[str]:
    """Open a round; its codes, of one link as often as people are invited."""
    start_round(READER, team, invited=invited, minimum=minimum, until=today(), one_link=one_link)
    team.refresh()
    entry = running(team)
    codes, team.cards = team.cards or [str(entry["link"])] * invited, []
    return codes


def running(team: OpenTeam) -> TeamOpenRound:
    """The round of the team that is open."""
    entry = running_round(team)
    assert entry is not None
    return entry


def submit(codes: Iterable[str], first: int = 0) -> None:
    """Submit somebody's sheet with each of the codes."""
    for person, code in enumerate(codes, first):
        rounds().submit(code, sheet(person))


def closed(team: OpenTeam) -> None:
    """Close the team's open round."""
    close_round(READER, team, running(team), lambda _share: None)
    team.refresh()


def sheet(person: int) -> dict[str, int | None]:
    """Somebody's answers to all statements."""
    return {item: 1 + (person + index) % 5 for index, item in enumerate(PROFILE.items)}


def a_closed_team(people: int, invited: int | None = None) -> OpenTeam:
    """A team whose only round is closed with so many ballots."""
    team = a_team()
    submit(opened(team, invited=invited or people)[:people])
    closed(team)
    return team


def page(path: str, team: OpenTeam, /, **parameters: str) -> AppTest:
    """A page as the lead sees it."""
    test = app(path, **parameters)
    open_teams.put(test.session_state["visitor"], team)
    test.run()
    assert not test.exception
    return test


def all_text(test: AppTest) -> str:
    """All that is shown, tables and charts included."""
    parts = [*test.title, *test.header, *test.subheader, *test.markdown, *test.caption]
    parts += [*test.info, *test.warning, *test.success, *test.error]
    tables = [table.value.to_string() for table in test.table]
    charts = [str(chart.proto) for chart in test.get("vega_lite_chart")]
    folds = [fold.label for fold in test.expander]
    return "\n".join([*(part.value for part in parts), *tables, *charts, *folds, statements_on(test)])


def statements_on(test: AppTest) -> str:
    """The statements of a team, as text."""
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", node.proto.body) for node in test.get("html")))


def invited(code: str, draft: Mapping[str, object] | None = None, path: str = "meedoen") -> AppTest:
    """A page as somebody with this code sees it."""
    return app(path, {INVITATION: code, **(draft or {})})
